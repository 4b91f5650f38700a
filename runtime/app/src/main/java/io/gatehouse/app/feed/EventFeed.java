package io.gatehouse.app.feed;

import io.gatehouse.app.port.JournalUnusable;
import io.gatehouse.core.port.Journal.Recorded;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * The events of a journal for those who follow it: in order, without gaps, and only what is
 * durable. A consumer keeps the number of the last event that it has dealt with; whoever is slow
 * slows nobody else. Thread-safe.
 */
public interface EventFeed {

    /**
     * The events after a number, oldest first.
     *
     * @param seq the last event that the caller has, 0 for none
     * @param most how many at most, from 1
     * @return empty when there is none yet
     * @throws JournalUnusable when older events cannot be read from the disk any more
     */
    List<Recorded> after(long seq, int most) throws IOException, JournalUnusable;

    /**
     * Waits until there is an event after a number.
     *
     * @return whether there is one; false after the time, or when the feed was closed
     */
    boolean await(long seq, Duration most) throws InterruptedException;
}
