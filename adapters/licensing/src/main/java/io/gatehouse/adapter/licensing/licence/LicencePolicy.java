package io.gatehouse.adapter.licensing.licence;

import java.time.Duration;
import java.util.Set;

/**
 * What a licence must be to count here.
 *
 * @param profiles of which it may be
 * @param issuers who may have issued it
 * @param longest greatest validity, at most {@link Licence#LONGEST}
 * @param remaining how long it must still be valid
 * @param features that it must have
 * @param seatsInUse instances that run, this one included
 * @param oldestRevocations greatest age of the revocation list
 */
public record LicencePolicy(
        Set<String> profiles,
        Set<String> issuers,
        Duration longest,
        Duration remaining,
        Set<String> features,
        long seatsInUse,
        Duration oldestRevocations) {

    public LicencePolicy {
        profiles = Set.copyOf(profiles);
        issuers = Set.copyOf(issuers);
        features = Set.copyOf(features);
        if (longest.compareTo(Licence.LONGEST) > 0 || longest.isNegative()) {
            throw new IllegalArgumentException("a validity of at most 1095 days");
        }
        if (seatsInUse < 1 || oldestRevocations.isNegative() || remaining.isNegative()) {
            throw new IllegalArgumentException("no negative times, and at least one seat");
        }
    }

    /** What the trading system's own configuration demands, for a profile. */
    public static LicencePolicy of(String profile) {
        return new LicencePolicy(
                Set.of(profile),
                Set.of("qa", "security"),
                Licence.LONGEST,
                Duration.ZERO,
                Set.of(),
                1,
                Duration.ofHours(12));
    }
}
