package io.gatehouse.configuration.check;

import io.gatehouse.configuration.ConfigNode;
import io.gatehouse.configuration.ConfigNode.Mapping;
import io.gatehouse.configuration.ConfigNode.Scalar;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What the environments of the profile refer to, and what they may do. */
final class EnvironmentReferencesCheck implements ConfigCheck {

    static final ConfigCode UNIVERSE =
            ConfigCode.existing(
                    "universe_unknown",
                    "An environment names an instrument universe that there is not.",
                    "name a universe of instrument_universes");

    static final ConfigCode NO_SYMBOL =
            ConfigCode.existing(
                            "universe_has_no_symbol_for_exchange",
                            "The universe of an environment has no instrument on the environment's exchange.",
                            "add the exchange's symbols to the universe, or name another universe")
                    .orWaived();

    static final ConfigCode STRATEGY_MISSING =
            ConfigCode.existing(
                            "default_strategy_missing",
                            "An environment names no default strategy though the file has strategies.",
                            "set default_strategy")
                    .orWaived();

    static final ConfigCode STRATEGY_UNKNOWN =
            ConfigCode.existing(
                            "default_strategy_unknown",
                            "The default strategy of an environment is none of the file's.",
                            "name a strategy that the file defines")
                    .orWaived();

    static final ConfigCode CONTROLLER_MISSING =
            ConfigCode.existing(
                            "default_controller_missing",
                            "An environment names no default controller though the file has controllers.",
                            "set default_controller")
                    .orWaived();

    static final ConfigCode CONTROLLER_UNKNOWN =
            ConfigCode.existing(
                            "default_controller_unknown",
                            "The default controller of an environment is none of the file's.",
                            "name a controller of runtime.controllers")
                    .orWaived();

    static final ConfigCode OVERLAP =
            ConfigCode.existing(
                    "permissions_overlap",
                    "A permission of an environment is both required and forbidden.",
                    "decide which; forbid withdraw");

    static final ConfigCode PERMISSION_PROFILE =
            ConfigCode.ours(
                    "permission_profile_unknown",
                    "An environment names a permission profile that there is not, so nothing is forbidden to it.",
                    "name a profile of permission_profiles");

    static final ConfigCode ZERO =
            ConfigCode.ours(
                    "live_risk_limit_zero",
                    "A live environment's risk profile has a zero limit where the trading system asks for a positive one.",
                    "set max_daily_loss_pct, max_position_pct and hard_drawdown_pct above zero");

    private static final List<String> LIVE_LIMITS =
            List.of("max_daily_loss_pct", "max_position_pct", "hard_drawdown_pct");

    @Override
    public String name() {
        return "environment-references";
    }

    @Override
    public List<ConfigCode> codes() {
        return List.of(
                UNIVERSE,
                NO_SYMBOL,
                STRATEGY_MISSING,
                STRATEGY_UNKNOWN,
                CONTROLLER_MISSING,
                CONTROLLER_UNKNOWN,
                OVERLAP,
                PERMISSION_PROFILE,
                ZERO);
    }

    @Override
    public void run(Examination file) {
        Map<String, Mapping> universes = file.entries("instrument_universes");
        Map<String, Mapping> risks = file.entries("risk_profiles");
        Set<String> strategies = StrategiesCheck.names(file);
        Set<String> controllers = file.entries("runtime", "controllers").keySet();
        Environments.inScope(file)
                .forEach(
                        (name, environment) -> {
                            risk(file, name, environment, risks);
                            universe(file, name, environment, universes);
                            reference(
                                    file,
                                    name,
                                    environment,
                                    "default_strategy",
                                    strategies,
                                    STRATEGY_MISSING,
                                    STRATEGY_UNKNOWN);
                            reference(
                                    file,
                                    name,
                                    environment,
                                    "default_controller",
                                    controllers,
                                    CONTROLLER_MISSING,
                                    CONTROLLER_UNKNOWN);
                            permissions(file, name, environment);
                        });
    }

    private static void risk(
            Examination file, String name, Mapping environment, Map<String, Mapping> risks) {
        file.text(environment, "risk_profile")
                .ifPresent(
                        chosen -> {
                            Mapping risk = risks.get(chosen.text());
                            if (risk == null) {
                                file.find(
                                        RiskProfilesCheck.NEGATIVE,
                                        chosen,
                                        name,
                                        "no profile " + chosen.text());
                            } else if (Environments.kind(file, environment).equals("live")) {
                                zero(file, name, chosen, risk);
                            }
                        });
    }

    private static void zero(Examination file, String name, Scalar chosen, Mapping risk) {
        for (String limit : LIVE_LIMITS) {
            file.number(risk, limit)
                    .filter(figure -> figure.value().signum() == 0)
                    .ifPresent(
                            figure -> file.find(ZERO, chosen, name, chosen.text() + "." + limit));
        }
    }

    private static void universe(
            Examination file, String name, Mapping environment, Map<String, Mapping> universes) {
        file.text(environment, "instrument_universe")
                .ifPresent(
                        chosen -> {
                            Mapping universe = universes.get(chosen.text());
                            String exchange = file.textOr(environment, "exchange", "");
                            if (universe == null) {
                                file.find(UNIVERSE, chosen, name, chosen.text());
                            } else if (!trades(file, universe, exchange)) {
                                file.find(
                                        NO_SYMBOL,
                                        chosen,
                                        name,
                                        chosen.text() + " has nothing on " + exchange);
                            }
                        });
    }

    private static boolean trades(Examination file, Mapping universe, String exchange) {
        Mapping instruments = file.mapping(universe, "instruments").orElse(universe);
        for (String name : instruments.last().keySet()) {
            boolean there =
                    instruments
                            .find(name)
                            .filter(Mapping.class::isInstance)
                            .map(Mapping.class::cast)
                            .flatMap(i -> file.mapping(i, "exchanges"))
                            .flatMap(e -> file.text(e, exchange))
                            .isPresent();
            if (there) {
                return true;
            }
        }
        return false;
    }

    private static void reference(
            Examination file,
            String name,
            Mapping environment,
            String member,
            Set<String> known,
            ConfigCode missing,
            ConfigCode unknown) {
        ConfigNode.Scalar chosen = file.text(environment, member).orElse(null);
        if (chosen == null) {
            if (!known.isEmpty()) {
                file.find(missing, environment, name, "no " + member);
            }
        } else if (!known.contains(chosen.text())) {
            file.find(unknown, chosen, name, chosen.text());
        }
    }

    private static void permissions(Examination file, String name, Mapping environment) {
        Mapping profile =
                file.text(environment, "permission_profile")
                        .map(
                                chosen -> {
                                    Mapping found =
                                            file.entries("permission_profiles").get(chosen.text());
                                    if (found == null) {
                                        file.find(PERMISSION_PROFILE, chosen, name, chosen.text());
                                    }
                                    return found;
                                })
                        .orElse(environment);
        List<Scalar> required = permissions(file, environment, profile, "required_permissions");
        Set<String> forbidden =
                permissions(file, environment, profile, "forbidden_permissions").stream()
                        .map(EnvironmentReferencesCheck::folded)
                        .collect(Collectors.toSet());
        for (Scalar permission : required) {
            if (forbidden.contains(folded(permission))) {
                file.find(OVERLAP, permission, name, permission.text());
            }
        }
    }

    private static List<Scalar> permissions(
            Examination file, Mapping environment, Mapping profile, String member) {
        return file.texts(environment.find(member).isPresent() ? environment : profile, member);
    }

    private static String folded(Scalar permission) {
        return permission.text().strip().toLowerCase(Locale.ROOT);
    }
}
