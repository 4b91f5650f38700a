package io.gatehouse.server;

import io.gatehouse.app.engine.Engine;
import io.gatehouse.app.feed.EventFeed;
import io.gatehouse.app.port.JournalUnusable;
import io.gatehouse.core.port.Journal.Recorded;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The events of an engine's journal, read from its segments. */
final class SegmentFeed implements EventFeed {

    private static final Duration LOOK = Duration.ofMillis(100);

    private final Engine engine;

    SegmentFeed(Engine engine) {
        this.engine = engine;
    }

    @Override
    public List<Recorded> after(long seq, int most) throws IOException, JournalUnusable {
        long last = Math.min(engine.position().seq(), seq + most);
        List<Recorded> events = new ArrayList<>();
        if (last > seq) {
            engine.parts().journals().replay(seq + 1, last, events::add);
        }
        return events;
    }

    @Override
    public boolean await(long seq, Duration most) throws InterruptedException {
        long end = System.nanoTime() + most.toNanos();
        while (engine.position().seq() <= seq) {
            if (System.nanoTime() >= end) {
                return false;
            }
            TimeUnit.NANOSECONDS.sleep(LOOK.toNanos());
        }
        return true;
    }
}
