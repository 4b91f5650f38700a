package io.gatehouse.strategy;

import io.gatehouse.core.rule.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Holds the wall clock against the monotonic one: a wall clock that stands still, or that somebody
 * sets back a little again and again, would let a permit live for ever. For one thread.
 *
 * <p>A clock that is slewed runs slow by at most 1 in 2000, so 1 in 1000 is granted, and what is
 * granted is forgotten after each hour that went well. A wall clock that is ahead is no concern of
 * this class: the device may have slept.
 */
final class ClockPace {

    private static final Duration WINDOW = Duration.ofHours(1);
    private static final int SLOWEST = 1000;

    private Instant wall = Instant.MIN;
    private long nanos;

    /**
     * Looks at both clocks.
     *
     * @param asked monotonic nanoseconds
     * @param now the latest time that the wall clock showed
     */
    void look(long asked, Instant now, List<Finding> findings) {
        if (wall.equals(Instant.MIN) || asked - nanos < 0) {
            begin(asked, now);
            return;
        }
        Duration passed = Duration.ofNanos(asked - nanos);
        Duration shown = Duration.between(wall, now);
        Duration granted = SeenTime.TOLERANCE.plus(passed.dividedBy(SLOWEST));
        if (passed.minus(shown).compareTo(granted) > 0) {
            findings.add(ContextFindings.clockStands(passed, shown));
        } else if (passed.compareTo(WINDOW) >= 0) {
            begin(asked, now);
        }
    }

    private void begin(long asked, Instant now) {
        wall = now;
        nanos = asked;
    }
}
