package io.gatehouse.configuration.check;

import io.gatehouse.configuration.ConfigNode.Mapping;
import io.gatehouse.configuration.ConfigNode.Scalar;
import java.util.List;

/** {@code license}, which the existing tool does not look at. */
final class LicenceCheck implements ConfigCheck {

    static final ConfigCode KEYS =
            ConfigCode.ours(
                    "licence_keys_missing",
                    "The licence section names no keys; the trading system then skips the licence check.",
                    "set license_keys_path and fingerprint_keys_path");

    static final ConfigCode PROFILE =
            ConfigCode.ours(
                            "licence_profile_missing",
                            "The licence section does not admit the profile that the file is validated for.",
                            "add the profile to license.allowed_profiles")
                    .asWarning();

    @Override
    public String name() {
        return "licence";
    }

    @Override
    public List<ConfigCode> codes() {
        return List.of(KEYS, PROFILE);
    }

    @Override
    public void run(Examination file) {
        file.section("license").ifPresent(licence -> licence(file, licence));
    }

    private static void licence(Examination file, Mapping licence) {
        for (String member : List.of("license_keys_path", "fingerprint_keys_path")) {
            if (file.text(licence, member).isEmpty()) {
                file.find(KEYS, licence, "license", "no " + member);
            }
        }
        boolean narrows =
                file.profile().equals(ConfigProfile.PAPER)
                        || file.profile().equals(ConfigProfile.LIVE);
        List<Scalar> allowed = file.texts(licence, "allowed_profiles");
        if (narrows
                && !allowed.isEmpty()
                && allowed.stream().noneMatch(p -> p.text().equals(file.profile().name()))) {
            file.find(PROFILE, licence, "license", "no " + file.profile().name());
        }
    }
}
