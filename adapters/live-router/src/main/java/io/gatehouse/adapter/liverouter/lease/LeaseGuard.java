package io.gatehouse.adapter.liverouter.lease;

import io.gatehouse.adapter.liverouter.guard.SendGuard;
import io.gatehouse.adapter.liverouter.order.ChildOrder;
import io.gatehouse.audit.permit.Permit;
import io.gatehouse.core.definition.Environment;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.rule.Finding;
import io.gatehouse.strategy.Permission;
import io.gatehouse.strategy.StrategyContext;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Lets orders that increase risk pass only while the router is armed and holds a valid LIVE lease.
 *
 * <p>Installation, device, configuration, expiry, revocation and the engine's halt are judged by
 * {@link StrategyContext}; here the bundle, the limits and the arming are added. The answer is kept
 * for a short time and never used past the end of the lease by the monotonic clock, so a lease that
 * lapses stops the next order, and a halt or a demotion is seen within that time. Orders that only
 * close pass always; cancels never come here. Thread-safe; an order that is allowed allocates
 * nothing, unless it is the one that asks.
 */
public final class LeaseGuard implements SendGuard {

    private final Supplier<Permission> permissions;
    private final Optional<Supplier<Arming.Reading>> arming;
    private final Terms terms;
    private final long everyNanos;
    private final LongSupplier monotonicNanos;
    private volatile Answer answer = new Answer(0, 0, List.of(LeaseFindings.lapsed()), true);

    /**
     * What the router was started with.
     *
     * @param bundle SHA-384 of the bundle that runs
     * @param limits of the permit, which the controls keep
     */
    public record Terms(Digest bundle, JsonObject limits) {}

    /**
     * @param until monotonic nanoseconds at which it ends
     * @param none whether nothing was asked yet
     */
    private record Answer(long asked, long until, List<Finding> findings, boolean none) {

        boolean fresh(long now, long every) {
            return !none && now - asked >= 0 && now - asked < every;
        }

        boolean allows(long now) {
            return findings.isEmpty() && now - asked >= 0 && now - until < 0;
        }
    }

    /**
     * A guard over ports.
     *
     * @param permissions asks whether this process may run live now
     * @param every for how long an answer is kept; 1 ms to 1 s
     */
    LeaseGuard(
            Supplier<Permission> permissions,
            Supplier<Arming.Reading> arming,
            Terms terms,
            Duration every,
            LongSupplier monotonicNanos) {
        this(permissions, Optional.of(arming), terms, every, monotonicNanos);
    }

    private LeaseGuard(
            Supplier<Permission> permissions,
            Optional<Supplier<Arming.Reading>> arming,
            Terms terms,
            Duration every,
            LongSupplier monotonicNanos) {
        if (every.toMillis() < 1 || every.toMillis() > 1_000) {
            throw new IllegalArgumentException("an answer is kept for 1 ms to 1 s");
        }
        this.permissions = permissions;
        this.arming = arming;
        this.terms = terms;
        this.everyNanos = every.toNanos();
        this.monotonicNanos = monotonicNanos;
    }

    /**
     * A guard over a workspace.
     *
     * @param configuration the file whose bytes were loaded
     * @param every for how long an answer is kept; 1 ms to 1 s
     * @param monotonicNanos the clock that the context uses
     */
    public static LeaseGuard over(
            StrategyContext context,
            Path configuration,
            Arming arming,
            Terms terms,
            Duration every,
            LongSupplier monotonicNanos) {
        return new LeaseGuard(
                () -> context.mayRun(Environment.LIVE, configuration),
                arming::read,
                terms,
                every,
                monotonicNanos);
    }

    /**
     * A guard over a workspace that trades on paper: a PAPER permit is needed, and no arming, which
     * only the gate of LIVE does. To be used with venues on paper alone.
     *
     * @param configuration the file whose bytes were loaded
     * @param every for how long an answer is kept; 1 ms to 1 s
     */
    public static LeaseGuard onPaper(
            StrategyContext context,
            Path configuration,
            Terms terms,
            Duration every,
            LongSupplier monotonicNanos) {
        return new LeaseGuard(
                () -> context.mayRun(Environment.PAPER, configuration),
                Optional.empty(),
                terms,
                every,
                monotonicNanos);
    }

    @Override
    public List<Finding> refusals(ChildOrder order, boolean increasesRisk) {
        if (!increasesRisk) {
            return List.of();
        }
        long now = monotonicNanos.getAsLong();
        Answer known = answer;
        if (known.allows(now) && known.fresh(now, everyNanos)) {
            return List.of();
        }
        if (known.fresh(now, everyNanos) && !known.findings().isEmpty()) {
            return known.findings();
        }
        return look();
    }

    /**
     * Asks now. To be called before the router starts, and by a thread of its own more often than
     * the answer is kept, so that no order waits for the disk.
     *
     * @return why risk must not be increased; empty when it may
     */
    public synchronized List<Finding> look() {
        long asked = monotonicNanos.getAsLong();
        List<Finding> findings = new ArrayList<>();
        long until = asked;
        try {
            Permission permission = permissions.get();
            if (permission instanceof Permission.Allowed allowed) {
                judge(allowed.permit(), findings);
                until = asked + allowed.within().toNanos();
            } else {
                findings.addAll(((Permission.Refused) permission).findings());
            }
        } catch (RuntimeException e) {
            findings.add(LeaseFindings.fault(e.getClass().getSimpleName()));
        }
        // What was asked may have taken longer than what was left.
        if (findings.isEmpty() && monotonicNanos.getAsLong() - until >= 0) {
            findings.add(LeaseFindings.lapsed());
        }
        answer = new Answer(asked, until, List.copyOf(findings), false);
        return answer.findings();
    }

    private void judge(Permit permit, List<Finding> findings) {
        if (!permit.release().bundle().equals(terms.bundle())) {
            findings.add(
                    LeaseFindings.otherBundle(
                            terms.bundle().abbreviated(), permit.release().bundle().abbreviated()));
        }
        if (!permit.limits().equals(terms.limits())) {
            // A renewed permit may allow less; the controls still keep what they began with.
            findings.add(LeaseFindings.limitsDiffer());
        }
        if (arming.isPresent()) {
            judge(permit, arming.get().get(), findings);
        }
    }

    private static void judge(Permit permit, Arming.Reading reading, List<Finding> findings) {
        if (reading instanceof Arming.Reading.Refused refused) {
            findings.add(refused.finding());
            return;
        }
        Armed armed = ((Arming.Reading.Found) reading).armed();
        if (!armed.installation().equals(permit.installation())) {
            findings.add(LeaseFindings.armedOtherwise("installation"));
        }
        if (!armed.configuration().equals(permit.configuration())) {
            findings.add(LeaseFindings.armedOtherwise("configuration"));
        }
        if (!armed.bundle().equals(permit.release().bundle())) {
            findings.add(LeaseFindings.armedOtherwise("bundle"));
        }
    }
}
