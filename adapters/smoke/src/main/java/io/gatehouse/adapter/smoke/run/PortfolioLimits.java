package io.gatehouse.adapter.smoke.run;

import io.gatehouse.configuration.ConfigTree;
import io.gatehouse.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * What all strategies together may hold, as the configuration's risk profile says.
 *
 * @param profile name of the risk profile
 * @param position greatest weight of one instrument, in millionths of the capital
 * @param gross greatest sum of absolute weights
 * @param open greatest number of instruments held at once
 */
public record PortfolioLimits(String profile, int position, int gross, int open) {

    private static final BigDecimal WHOLE = BigDecimal.valueOf(1_000_000);

    /** The limits of {@code risk_profiles.<profile>}; empty when one is missing or no number. */
    public static Optional<PortfolioLimits> of(ConfigTree configuration, String profile) {
        String path = "risk_profiles." + profile + ".";
        Optional<Integer> position = number(configuration, path + "max_position_pct", WHOLE);
        Optional<Integer> gross = number(configuration, path + "max_leverage", WHOLE);
        Optional<Integer> open = number(configuration, path + "max_open_positions", BigDecimal.ONE);
        return position.isEmpty() || gross.isEmpty() || open.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new PortfolioLimits(profile, position.get(), gross.get(), open.get()));
    }

    private static Optional<Integer> number(ConfigTree tree, String path, BigDecimal factor) {
        return tree.find(path)
                .filter(value -> value.text().matches("[0-9]{1,9}(\\.[0-9]{1,9})?"))
                .map(value -> new BigDecimal(value.text()).multiply(factor))
                .filter(value -> value.signum() > 0 && value.compareTo(WHOLE.multiply(WHOLE)) < 0)
                .map(value -> (int) Math.min(Integer.MAX_VALUE, value.longValue()));
    }

    public JsonObject toJson() {
        return JsonObject.of("profile", profile)
                .with("position", position)
                .with("gross", gross)
                .with("open", open);
    }
}
