package io.gatehouse.adapter.risklabs.compat;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * A profile with the limits that the existing tool really uses: for the three named ones its own
 * constants, whatever the configuration says; for all others the configuration.
 *
 * <p>Shares are fractions of 1.
 *
 * @param name in lower case
 */
public record CompatProfile(
        String name,
        double maxPosition,
        double maxLeverage,
        double drawdownLimit,
        double dailyLossLimit,
        double targetVolatility,
        double stopLossAtr) {

    public CompatProfile {
        Objects.requireNonNull(name);
    }

    /** One of the three whose limits are constants; empty for another name. */
    public static Optional<CompatProfile> named(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "conservative" ->
                    Optional.of(new CompatProfile("conservative", 0.3, 2, 0.05, 0.04, 0.07, 1.0));
            case "balanced" ->
                    Optional.of(new CompatProfile("balanced", 0.3, 3, 0.10, 0.04, 0.11, 1.5));
            case "aggressive" ->
                    Optional.of(new CompatProfile("aggressive", 0.3, 5, 0.20, 0.04, 0.19, 2.0));
            default -> Optional.empty();
        };
    }

    /** {@code manual} as the shipped configuration has it: everything zero, so it always fails. */
    public static CompatProfile emptyManual() {
        return new CompatProfile("manual", 0, 0, 0, 0, 0, 0);
    }
}
