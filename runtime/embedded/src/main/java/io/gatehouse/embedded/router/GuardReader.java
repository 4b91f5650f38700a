package io.gatehouse.embedded.router;

import io.gatehouse.adapter.liverouter.guard.ProfileLimits;
import io.gatehouse.adapter.liverouter.guard.SymbolLimits;
import io.gatehouse.configuration.ConfigNode;
import io.gatehouse.configuration.ConfigNode.Mapping;
import io.gatehouse.core.rule.Finding;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reads the pre-trade limits of each risk profile from {@code execution.live.guards} (RTS 6, Art.
 * 15).
 *
 * <p>Every limit must be written: there is no default for how much may be lost. {@code capital} is
 * no limit; {@link RiskCeiling} reads it.
 */
final class GuardReader {

    private static final Set<String> PROFILE =
            Set.of(
                    "currency",
                    "capital",
                    "symbols",
                    "max_reference_age_ms",
                    "collar_bps",
                    "window_collar_bps",
                    "window_ms",
                    "max_order_value",
                    "max_open_notional",
                    "max_daily_loss",
                    "orders_per_second",
                    "orders_per_minute",
                    "repetitions",
                    "repetition_window_ms",
                    "fee_bps");
    private static final Set<String> SYMBOL =
            Set.of("currency", "max_order_quantity", "max_position");
    private static final String CURRENCY = "[A-Z0-9]{2,10}";
    private static final int MOST = 1_000;
    private static final long DAY = 86_400_000;

    private final RouterMode mode;
    private final List<Finding> findings;

    GuardReader(RouterMode mode, List<Finding> findings) {
        this.mode = mode;
        this.findings = findings;
    }

    Map<String, ProfileLimits> read(Optional<ConfigNode> guards) {
        Map<String, ProfileLimits> profiles = new TreeMap<>();
        if (guards.isEmpty()
                || !(guards.get() instanceof Mapping all)
                || all.members().isEmpty()
                || all.members().size() > MOST) {
            findings.add(
                    RouterCode.GUARDS_MISSING.at(
                            "execution." + mode.section() + ".guards",
                            "limits by risk profile",
                            "none"));
            return profiles;
        }
        for (ConfigNode.Member member : all.members()) {
            if (member.occurrence() > 1
                    || !member.name().matches("[a-z][a-z0-9_-]{0,63}")
                    || !(member.value() instanceof Mapping profile)) {
                findings.add(
                        RouterCode.GUARD_KEY.at(
                                member.value().path(),
                                "a risk profile with its limits",
                                "another"));
            } else {
                limits(profile).ifPresent(limits -> profiles.put(member.name(), limits));
            }
        }
        return profiles;
    }

    private Optional<ProfileLimits> limits(Mapping profile) {
        StrictSection section = new StrictSection(profile, PROFILE, findings);
        int before = findings.size();
        Map<String, SymbolLimits> symbols = symbols(section);
        ProfileLimits limits =
                symbols.isEmpty()
                        ? null
                        : new ProfileLimits(
                                section.text("currency", CURRENCY),
                                symbols,
                                millis(section, "max_reference_age_ms", 600_000),
                                section.number("collar_bps", 1, 10_000),
                                section.number("window_collar_bps", 1, 10_000),
                                Duration.ofMillis(section.number("window_ms", 1_000, DAY)),
                                section.amount("max_order_value"),
                                section.amount("max_open_notional"),
                                section.amount("max_daily_loss"),
                                (int) section.number("orders_per_second", 1, 100_000),
                                (int) section.number("orders_per_minute", 1, 1_000_000),
                                (int) section.number("repetitions", 1, 1_000_000),
                                millis(section, "repetition_window_ms", DAY),
                                section.number("fee_bps", 0, 10_000));
        return findings.size() > before ? Optional.empty() : Optional.ofNullable(limits);
    }

    private static Duration millis(StrictSection section, String key, long most) {
        return Duration.ofMillis(section.number(key, 1, most));
    }

    private Map<String, SymbolLimits> symbols(StrictSection section) {
        Map<String, SymbolLimits> symbols = new HashMap<>();
        Optional<Mapping> all = section.mapping("symbols");
        for (ConfigNode.Member member : all.map(Mapping::members).orElse(List.of())) {
            if (member.occurrence() > 1
                    || symbols.size() >= MOST
                    || !member.name().matches("[A-Z0-9]{2,20}")
                    || !(member.value() instanceof Mapping symbol)) {
                findings.add(
                        RouterCode.GUARD_KEY.at(
                                member.value().path(), "a symbol with its limits", "another"));
                continue;
            }
            StrictSection limits = new StrictSection(symbol, SYMBOL, findings);
            String currency = limits.text("currency", CURRENCY);
            long perOrder = limits.amount("max_order_quantity");
            long position = limits.amount("max_position");
            if (!currency.isEmpty()) {
                symbols.put(member.name(), new SymbolLimits(currency, perOrder, position));
            }
        }
        if (all.isPresent() && all.get().members().isEmpty()) {
            findings.add(
                    RouterCode.GUARD_VALUE.at(all.get().path(), "at least one symbol", "none"));
        }
        return symbols;
    }
}
