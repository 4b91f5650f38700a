package io.gatehouse.adapter.risklabs.market;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * How incomplete a series may be, as the profiles of the existing configuration have it ({@code
 * data_quality.max_gap_minutes} and {@code min_ok_ratio}).
 *
 * @param maxGap longest time without bars while the market is open
 * @param minOkRatio smallest share of the expected bars, from 0 to 1
 */
public record QualityLimits(Duration maxGap, double minOkRatio) {

    public QualityLimits {
        if (maxGap.isNegative() || !(minOkRatio >= 0 && minOkRatio <= 1)) {
            throw new IllegalArgumentException("a negative gap or a share outside of 0 to 1");
        }
    }

    /** The limits of a named profile; empty for an unknown name, which is no profile to run. */
    public static Optional<QualityLimits> of(String profile) {
        return switch (profile.toLowerCase(Locale.ROOT)) {
            case "conservative" -> Optional.of(minutes(1_440, 0.92));
            case "balanced" -> Optional.of(minutes(2_160, 0.90));
            case "aggressive" -> Optional.of(minutes(2_880, 0.85));
            case "manual" -> Optional.of(minutes(4_320, 0.75));
            default -> Optional.empty();
        };
    }

    private static QualityLimits minutes(long gap, double ratio) {
        return new QualityLimits(Duration.ofMinutes(gap), ratio);
    }

    /** The stricter of both in either figure: data must do for every profile that is run. */
    public QualityLimits and(QualityLimits other) {
        return new QualityLimits(
                maxGap.compareTo(other.maxGap) <= 0 ? maxGap : other.maxGap,
                Math.max(minOkRatio, other.minOkRatio));
    }
}
