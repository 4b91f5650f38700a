package io.gatehouse.adapter.liverouter.dryrun;

import java.util.List;
import java.util.function.LongSupplier;

/**
 * Something that is practised in a dry run: falling back, killing, alerting.
 *
 * <p>Runs against the stand-ins only. Whatever it cannot show is a failed check; it does not throw.
 */
public interface Drill {

    /** The drills that every dry run must have; one that is not given counts as failed. */
    List<String> DEMANDED = List.of("alert", "definitive-refusal", "fallback", "kill", "unknown");

    /** One of {@link #DEMANDED}, or another that is run besides. */
    String name();

    /**
     * Practises it.
     *
     * @param venues in the order of the default route
     */
    List<DryRunCheck> run(List<WiredVenue> venues);

    /** Milliseconds after which it has failed, whatever its checks say. */
    default long boundMillis() {
        return 10_000;
    }

    /**
     * Practises it against the clock. A drill that prepares something first says here how long the
     * thing itself took.
     *
     * @param nanos monotonic
     */
    default DrillResult practise(List<WiredVenue> venues, LongSupplier nanos) {
        long start = nanos.getAsLong();
        List<DryRunCheck> checks = run(venues);
        return DrillResult.of(checks, nanos.getAsLong() - start);
    }
}
