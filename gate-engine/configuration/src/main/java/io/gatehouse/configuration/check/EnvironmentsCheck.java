package io.gatehouse.configuration.check;

import io.gatehouse.configuration.ConfigNode.Mapping;
import java.util.List;

/**
 * {@code environments}: the members without which the trading system does not load the file. No
 * profile narrows this.
 */
final class EnvironmentsCheck implements ConfigCheck {

    static final ConfigCode FIELD =
            ConfigCode.existing(
                    "environment_field_missing",
                    "An environment lacks a member without which the trading system does not load the file.",
                    "set exchange, environment, keychain_key, data_cache_path and risk_profile");

    static final ConfigCode KIND =
            ConfigCode.existing(
                    "environment_kind_unknown",
                    "An environment is of another kind than live, paper or testnet.",
                    "write live, paper or testnet");

    static final ConfigCode PROFILE =
            ConfigCode.existing(
                            "profile_unknown",
                            "No environment is of the profile's kind, so every environment was checked.",
                            "nothing to do for demo; else name live, paper or testnet")
                    .asWarning();

    static final ConfigCode ABSENT =
            ConfigCode.ours(
                    "profile_without_environment",
                    "The file is to be used for paper or live and has no environment of that kind.",
                    "add the environment, or validate for another profile");

    private static final List<String> FIELDS =
            List.of("exchange", "environment", "keychain_key", "data_cache_path", "risk_profile");

    @Override
    public String name() {
        return "environments";
    }

    @Override
    public List<ConfigCode> codes() {
        return List.of(FIELD, KIND, PROFILE, ABSENT);
    }

    @Override
    public void run(Examination file) {
        Environments.all(file)
                .forEach(
                        (name, environment) -> {
                            FIELDS.forEach(field -> field(file, name, environment, field));
                            file.text(environment, "environment")
                                    .filter(
                                            kind ->
                                                    !Environments.KINDS.contains(
                                                            Environments.kind(file, environment)))
                                    .ifPresent(kind -> file.find(KIND, kind, name, kind.text()));
                        });
        ConfigProfile profile = file.profile();
        if (!profile.isBlank() && !Environments.hasProfile(file)) {
            file.find(PROFILE, "environments", 0, 0, profile.name(), "none of that kind");
            if (profile.equals(ConfigProfile.PAPER) || profile.equals(ConfigProfile.LIVE)) {
                file.find(ABSENT, "environments", 0, 0, profile.name(), "none of that kind");
            }
        }
    }

    private static void field(Examination file, String name, Mapping environment, String field) {
        if (file.text(environment, field).isEmpty()) {
            file.find(FIELD, environment, name, "no " + field);
        }
    }
}
