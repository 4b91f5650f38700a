package io.gatehouse.app.review;

import io.gatehouse.audit.journal.JournalGroup;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * A place in a history. What was committed together holds together: a point inside a group means
 * the whole of it, since nobody ever saw a part.
 */
public sealed interface Point {

    /** Whether a group had happened. */
    boolean includes(JournalGroup group);

    /** After the event of a number, from 1. */
    record AtEvent(long seq) implements Point {

        public AtEvent {
            if (seq < 1) {
                throw new IllegalArgumentException("events are numbered from 1");
            }
        }

        @Override
        public boolean includes(JournalGroup group) {
            return group.events().get(0).seq() <= seq;
        }
    }

    /** At a time: what was durable then, by the times of the commit records. */
    record AtTime(Instant time) implements Point {

        @Override
        public boolean includes(JournalGroup group) {
            return !group.commit().time().isAfter(time);
        }
    }

    /** At the end of the history. */
    record AtEnd() implements Point {

        @Override
        public boolean includes(JournalGroup group) {
            return true;
        }
    }

    /**
     * A number, a time in UTC such as {@code 2026-01-31T12:00:00Z}, or a date, which means its end
     * in UTC; empty for anything else.
     */
    static Optional<Point> parse(String text) {
        try {
            if (text.matches("[0-9]{1,18}")) {
                return Optional.of(new AtEvent(Long.parseLong(text)));
            }
            if (text.length() == "2026-01-31".length()) {
                Instant next =
                        LocalDate.parse(text).plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
                return Optional.of(new AtTime(next.minusNanos(1)));
            }
            return Optional.of(new AtTime(Instant.parse(text)));
        } catch (DateTimeException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
