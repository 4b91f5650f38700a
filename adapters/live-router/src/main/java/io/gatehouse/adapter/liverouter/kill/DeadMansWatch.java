package io.gatehouse.adapter.liverouter.kill;

import io.gatehouse.adapter.liverouter.state.TradingLatch;
import io.gatehouse.adapter.liverouter.state.TradingState;
import io.gatehouse.core.rule.Finding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Sets the switches of the venues again and again while the router lives and is not halted.
 *
 * <p>When it is halted it stops: the countdowns run out and the venues withdraw what the kill
 * itself could not reach. For one thread, which calls {@link #beat} more often than the interval.
 */
public final class DeadMansWatch {

    private final List<DeadMansSwitch> switches;
    private final TradingLatch latch;
    private final Duration countdown;
    private final long intervalNanos;
    private final LongSupplier monotonicNanos;
    private boolean started;
    private long last;

    /**
     * @param countdown after which a venue withdraws everything; the switches are set again after a
     *     third of it, so that two lost messages do no harm
     */
    public DeadMansWatch(
            List<DeadMansSwitch> switches,
            TradingLatch latch,
            Duration countdown,
            LongSupplier monotonicNanos) {
        if (countdown.compareTo(Duration.ofSeconds(3)) < 0) {
            throw new IllegalArgumentException("a countdown is at least 3 s");
        }
        this.switches = List.copyOf(switches);
        this.latch = latch;
        this.countdown = countdown;
        this.intervalNanos = countdown.toNanos() / 3;
        this.monotonicNanos = monotonicNanos;
    }

    /** Sets the switches if it is time; findings for those that were not confirmed. */
    public List<Finding> beat() {
        long now = monotonicNanos.getAsLong();
        if (latch.state() == TradingState.HALTED || (started && now - last < intervalNanos)) {
            return List.of();
        }
        started = true;
        last = now;
        List<Finding> findings = new ArrayList<>();
        for (DeadMansSwitch each : switches) {
            if (!set(each)) {
                findings.add(KillFindings.switchFailed(each.venue(), "not confirmed"));
            }
        }
        return findings;
    }

    private boolean set(DeadMansSwitch each) {
        try {
            return each.cancelAllAfter(countdown);
        } catch (RuntimeException e) {
            return false; // one broken connection must not leave the other venues without
        }
    }
}
