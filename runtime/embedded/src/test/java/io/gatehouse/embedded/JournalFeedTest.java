package io.gatehouse.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.app.engine.Engine;
import io.gatehouse.app.feed.JournalFeed;
import io.gatehouse.core.port.Journal.Recorded;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A feed tells from memory exactly what stands in the segments. */
class JournalFeedTest {

    @TempDir private Path directory;
    private Installation bot;

    @BeforeEach
    void setUp() throws Exception {
        bot = Installation.found(directory.resolve("w"));
    }

    private static List<Recorded> all(JournalFeed feed, int page) throws Exception {
        List<Recorded> events = new ArrayList<>();
        long seq = 0;
        while (true) {
            List<Recorded> next = feed.after(seq, page);
            if (next.isEmpty()) {
                return events;
            }
            assertThat(next).hasSizeLessThanOrEqualTo(page);
            events.addAll(next);
            seq = next.get(next.size() - 1).seq();
        }
    }

    private static void promote(Installation bot, Engine engine) throws Exception {
        bot.begin(engine);
        bot.work(engine);
        bot.finish(engine);
        bot.grant(engine);
    }

    @Test
    void shouldTellFromMemoryWhatStandsInTheSegments() throws Exception {
        JournalFeed live = new JournalFeed();
        List<Recorded> fed;
        long before;
        try (Engine engine = bot.embedded().through(live::before).open("test")) {
            before = engine.position().seq();
            promote(bot, engine);
            // the first events from the disk, the later ones from memory, in pages across groups
            fed = all(live, 3);
            assertThat(all(live, 1_000)).isEqualTo(fed);
            assertThat(live.after(engine.position().seq(), 10)).isEmpty();
            assertThat(fed).hasSize((int) engine.position().seq());
        }
        JournalFeed later = new JournalFeed();
        try (Engine engine = bot.embedded().through(later::before).open("test")) {
            assertThat(engine.position().seq()).isEqualTo(fed.size());
            assertThat(all(later, 7)).isEqualTo(fed);
            assertThat(before).isPositive().isLessThan(fed.size());
        }
    }

    @Test
    void shouldWakeWhoeverWaits() throws Exception {
        JournalFeed feed = new JournalFeed();
        ExecutorService waiting = Executors.newSingleThreadExecutor();
        try (Engine engine = bot.embedded().through(feed::before).open("test")) {
            long seq = engine.position().seq();
            assertThat(feed.await(seq, Duration.ZERO)).isFalse();
            Future<Boolean> woken = waiting.submit(() -> feed.await(seq, Duration.ofMinutes(1)));
            bot.begin(engine);
            assertThat(woken.get()).isTrue();
            assertThat(feed.after(seq, 100))
                    .extracting(e -> e.draft().type())
                    .contains("PROMOTION_OPENED");
        } finally {
            waiting.shutdownNow();
        }
        // closed: nobody waits for what cannot come
        assertThat(feed.await(1_000_000, Duration.ofMinutes(1))).isFalse();
    }
}
