package io.gatehouse.app.outbox;

import io.gatehouse.app.feed.EventChoice;
import io.gatehouse.app.feed.EventFeed;
import io.gatehouse.app.port.JournalUnusable;
import io.gatehouse.core.id.InstallationId;
import io.gatehouse.core.port.Journal.Recorded;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Carries the events of a journal to one sink: in order, each at least once. The outbox is the
 * journal itself, with a cursor on the disk: nothing is queued that could be lost, and a sink that
 * does not answer holds up neither the engine nor another sink.
 *
 * <p>A new sink hears what happens from then on. For one thread.
 */
public final class Delivery {

    private static final int PAGE = 256;
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

    private final EventFeed feed;
    private final Sink sink;
    private final EventChoice choice;
    private final Cursor cursor;
    private final InstallationId installation;
    private final InstantSource clock;
    private final RandomGenerator random;
    private Optional<CloudEvent> gap = Optional.empty();
    private long done;
    private int failures;

    /**
     * @param position the journal's last event now
     * @param cursor the file that remembers how far this sink has come
     * @param random spreads the tries of many that failed together
     */
    public Delivery(
            EventFeed feed,
            Sink sink,
            EventChoice choice,
            Path cursor,
            InstallationId installation,
            long position,
            InstantSource clock,
            RandomGenerator random) {
        this.feed = feed;
        this.sink = sink;
        this.choice = choice;
        this.cursor = new Cursor(cursor);
        this.installation = installation;
        this.clock = clock;
        this.random = random;
        this.done = begin(position);
    }

    /**
     * Where a delivery stands.
     *
     * @param delivered notifications of this round
     * @param done the last event that is dealt with
     * @param problem why the next one was not taken; no content of it
     * @param pause before the next round: zero when there is more, else until something may have
     *     changed
     */
    public record Round(long delivered, long done, Optional<String> problem, Duration pause) {}

    private long begin(long position) {
        if (!cursor.exists()) {
            return position;
        }
        Optional<Long> kept = cursor.read().filter(seq -> seq <= position);
        if (kept.isEmpty()) {
            // Unreadable, or ahead of a journal that was restored: whoever listens has to know.
            gap = Optional.of(CloudEvent.gap(installation, position, clock.instant()));
        }
        return kept.orElse(position);
    }

    /** Delivers what there is, as far as the sink takes it. */
    public Round round() throws InterruptedException {
        long delivered = 0;
        try {
            if (!cursor.exists()) {
                cursor.write(done);
            }
            if (gap.isPresent()) {
                sink.deliver(gap.get());
                gap = Optional.empty();
                cursor.write(done);
                delivered++;
            }
            List<Recorded> events = feed.after(done, PAGE);
            long saved = done;
            try {
                for (Recorded event : events) {
                    if (choice.includes(event.draft().type())) {
                        sink.deliver(CloudEvent.of(installation, event));
                        delivered++;
                    }
                    done = event.seq();
                }
            } finally {
                if (done > saved) {
                    cursor.write(done);
                }
            }
            failures = 0;
            return new Round(
                    delivered,
                    done,
                    Optional.empty(),
                    events.size() < PAGE ? FIRST_WAIT : Duration.ZERO);
        } catch (IOException | JournalUnusable e) {
            failures++;
            return new Round(delivered, done, Optional.of(describe(e)), backoff());
        }
    }

    private static String describe(Exception e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    /** Twice as long after each failure, and somewhere in the upper half of that. */
    private Duration backoff() {
        int doublings = Math.min(failures - 1, 16);
        Duration full = FIRST_WAIT.multipliedBy(1L << doublings);
        long millis = (full.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : full).toMillis();
        return Duration.ofMillis(random.nextLong(millis / 2, millis + 1));
    }

    /** The last event that is dealt with. */
    public long done() {
        return done;
    }
}
