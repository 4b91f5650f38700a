package io.gatehouse.embedded.router;

import io.gatehouse.adapter.liverouter.guard.ProfileLimits;
import io.gatehouse.configuration.ConfigNode;
import io.gatehouse.configuration.ConfigNode.Mapping;
import io.gatehouse.configuration.ConfigNode.Scalar;
import io.gatehouse.configuration.ConfigReading;
import io.gatehouse.configuration.ConfigTree;
import io.gatehouse.core.rule.Finding;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Compares the router's limits with the risk profile of the same name, which risk and compliance
 * have signed: whoever writes {@code execution.live.guards} must not loosen it in passing.
 *
 * <p>A risk profile speaks of shares of the account, the router of amounts; {@code capital} of the
 * guards, in their currency, leads from one to the other. Compared are the daily loss with {@code
 * max_daily_loss_pct}, the value of an order with {@code max_position_pct}, and what is open with
 * {@code max_leverage}. A position limit is a quantity, whose value no file knows.
 */
final class RiskCeiling {

    private static final int SCALE = 8;

    /** No exponent: a literal of a few bytes must not become a number of gigabytes. */
    private static final String DECIMAL = "[0-9]{1,10}(\\.[0-9]{1,10})?";

    private final Mapping root;
    private final RouterMode mode;
    private final String guards;
    private final List<Finding> findings = new ArrayList<>();

    private RiskCeiling(Mapping root, RouterMode mode) {
        this.root = root;
        this.mode = mode;
        this.guards = "execution." + mode.section() + ".guards.";
    }

    /** Where a profile of the router is looser, or cannot be compared; empty when nowhere. */
    static List<Finding> findings(
            RouterMode mode, byte[] configuration, Map<String, ProfileLimits> profiles) {
        if (!(ConfigTree.read(configuration) instanceof ConfigReading.Parsed parsed)) {
            return List.of(
                    RouterCode.CONFIG_UNREADABLE.at(
                            "config/core.yaml", "a strict YAML document", "another"));
        }
        RiskCeiling ceiling = new RiskCeiling(parsed.root(), mode);
        new TreeMap<>(profiles).forEach(ceiling::profile);
        return ceiling.findings;
    }

    private void profile(String name, ProfileLimits limits) {
        Optional<Mapping> risk = at("risk_profiles", name);
        if (risk.isEmpty()) {
            findings.add(
                    RouterCode.PROFILE_UNKNOWN.at(
                            guards + name, "a profile of risk_profiles", "none of that name"));
            return;
        }
        Optional<BigDecimal> capital =
                at("execution", mode.section(), "guards", name)
                        .flatMap(own -> decimal(own, "capital"))
                        .filter(amount -> amount.signum() > 0);
        if (capital.isEmpty()) {
            findings.add(
                    RouterCode.CAPITAL_MISSING.at(
                            guards + name + ".capital",
                            "an amount above zero in " + limits.currency(),
                            "none"));
            return;
        }
        compare(name, "max_daily_loss", limits.mostDailyLoss(), "max_daily_loss_pct", capital);
        compare(name, "max_order_value", limits.mostOrderValue(), "max_position_pct", capital);
        compare(name, "max_open_notional", limits.mostOpenNotional(), "max_leverage", capital);
    }

    private void compare(
            String name, String limit, long scaled, String share, Optional<BigDecimal> capital) {
        Optional<BigDecimal> part =
                at("risk_profiles", name).flatMap(profile -> decimal(profile, share));
        if (part.isEmpty()) {
            findings.add(
                    RouterCode.PROFILE_UNKNOWN.at(
                            "risk_profiles." + name + "." + share, "a decimal", "none"));
            return;
        }
        BigDecimal own = BigDecimal.valueOf(scaled, SCALE);
        BigDecimal most = capital.orElseThrow().multiply(part.get());
        if (own.compareTo(most) > 0) {
            findings.add(
                    RouterCode.PROFILE_LOOSER.at(
                            guards + name + "." + limit,
                            "at most "
                                    + text(most)
                                    + ", "
                                    + share
                                    + " "
                                    + text(part.get())
                                    + " of "
                                    + text(capital.orElseThrow()),
                            text(own)));
        }
    }

    private static String text(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }

    private Optional<Mapping> at(String... path) {
        Optional<ConfigNode> here = Optional.of(root);
        for (String key : path) {
            here = here.filter(Mapping.class::isInstance).flatMap(m -> once((Mapping) m, key));
        }
        return here.filter(Mapping.class::isInstance).map(Mapping.class::cast);
    }

    /** Of a key that stands twice another reader may see the other: neither is taken. */
    private static Optional<ConfigNode> once(Mapping mapping, String key) {
        boolean once = mapping.members().stream().filter(m -> m.name().equals(key)).count() == 1;
        return mapping.find(key).filter(node -> once);
    }

    private static Optional<BigDecimal> decimal(Mapping mapping, String key) {
        return once(mapping, key)
                .filter(Scalar.class::isInstance)
                .map(node -> ((Scalar) node).text())
                .filter(text -> text.matches(DECIMAL))
                .map(BigDecimal::new);
    }
}
