package io.gatehouse.strategy;

import io.gatehouse.audit.permit.Permit;
import io.gatehouse.core.id.PermitId;
import io.gatehouse.core.rule.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Measures a lease with the monotonic clock of the holder.
 *
 * <p>The measure starts when the file with a new renewal was asked for, less the renewal's age by
 * the wall clock at that moment. So a late look shortens the lease, and turning the wall clock back
 * afterwards does not lengthen it. The wall clock counts too, since the monotonic one may stand
 * still while the device sleeps: the shorter of both holds. For one thread.
 */
final class LeaseWatch {

    private Optional<PermitId> permit = Optional.empty();
    private Instant renewal = Instant.MIN;
    private long start;
    private long last;
    private boolean started;

    /**
     * What is left of the lease; zero when it has lapsed.
     *
     * @param asked monotonic nanoseconds from before the file was read
     * @param now the time to decide by
     */
    Duration left(Permit current, Duration lease, long asked, Instant now, List<Finding> findings) {
        if (started && asked - last < 0) {
            findings.add(ContextFindings.monotonic());
            return Duration.ZERO;
        }
        last = asked;
        started = true;
        boolean same = permit.filter(current.id()::equals).isPresent();
        if (same && current.leaseStart().isBefore(renewal)) {
            // An older file of the same permit would restart a lease that was already measured.
            findings.add(ContextFindings.leaseRolledBack(renewal, current.leaseStart()));
            return Duration.ZERO;
        }
        if (!same || current.leaseStart().isAfter(renewal)) {
            permit = Optional.of(current.id());
            renewal = current.leaseStart();
            start = asked - atLeastZero(Duration.between(renewal, now)).toNanos();
        }
        Duration byMonotonic = lease.minusNanos(asked - start);
        Duration byWall = lease.minus(atLeastZero(Duration.between(renewal, now)));
        Duration left = byMonotonic.compareTo(byWall) < 0 ? byMonotonic : byWall;
        if (left.isZero() || left.isNegative()) {
            findings.add(ContextFindings.leaseLapsed(lease.toString()));
            return Duration.ZERO;
        }
        return left;
    }

    private static Duration atLeastZero(Duration duration) {
        // Beyond a century nanoseconds overflow a long; a lease is at most a day.
        Duration century = Duration.ofDays(36_525);
        if (duration.isNegative()) {
            return Duration.ZERO;
        }
        return duration.compareTo(century) > 0 ? century : duration;
    }
}
