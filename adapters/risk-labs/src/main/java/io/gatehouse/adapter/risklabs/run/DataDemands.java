package io.gatehouse.adapter.risklabs.run;

import io.gatehouse.adapter.risklabs.market.QualityLimits;
import io.gatehouse.configuration.ConfigReading;
import io.gatehouse.configuration.ConfigTree;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How incomplete series may be: {@code risk_profiles.<name>.data_quality} of the configuration
 * where it says so, else the figures that the existing configuration has for the profile.
 */
final class DataDemands {

    private DataDemands() {}

    /** The strictest of all profiles that are judged: data must do for each of them. */
    static QualityLimits of(List<String> profiles, byte[] config) {
        Optional<ConfigTree> tree =
                ConfigTree.read(config) instanceof ConfigReading.Parsed parsed
                        ? Optional.of(parsed.tree())
                        : Optional.empty();
        return profiles.stream()
                .map(profile -> of(profile, tree))
                .reduce(QualityLimits::and)
                .orElseThrow();
    }

    private static QualityLimits of(String profile, Optional<ConfigTree> tree) {
        QualityLimits known = QualityLimits.of(profile).orElseThrow();
        String place = "risk_profiles." + profile + ".data_quality.";
        Optional<BigDecimal> gap = number(tree, place + "max_gap_minutes");
        Optional<BigDecimal> ratio = number(tree, place + "min_ok_ratio");
        try {
            return new QualityLimits(
                    gap.map(minutes -> Duration.ofSeconds(minutes.longValue() * 60))
                            .orElse(known.maxGap()),
                    ratio.map(BigDecimal::doubleValue).orElse(known.minOkRatio()));
        } catch (IllegalArgumentException e) {
            // a demand that is none must not be weaker than the one that is known
            return known;
        }
    }

    private static Optional<BigDecimal> number(Optional<ConfigTree> tree, String path) {
        try {
            return tree.flatMap(t -> t.find(path)).map(value -> new BigDecimal(value.text()));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
