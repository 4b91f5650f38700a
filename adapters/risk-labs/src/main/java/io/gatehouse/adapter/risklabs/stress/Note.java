package io.gatehouse.adapter.risklabs.stress;

import java.util.Objects;

/**
 * Something that a reader of an outcome must know.
 *
 * @param code what, for the message bundles
 * @param subject which instrument, scenario or figure it is about
 * @param detail a figure, or where a figure is from; may be empty
 */
public record Note(Code code, String subject, String detail) {

    /** What there is to know. */
    public enum Code {
        /** No order book was recorded; nothing that trades into one was tested. */
        DEPTH_NOT_RECORDED,
        /**
         * The book was recorded more than a day away from the last bar; it is compared by value.
         */
        DEPTH_OF_OTHER_TIME,
        /** No latencies were recorded; nothing that waits was tested. */
        LATENCY_NOT_RECORDED,
        /** No trades were recorded; no delay was measured on them. */
        TRADES_NOT_RECORDED,
        /** The bars are too few, or of other days than the book, or without volume. */
        BARS_NOT_SUFFICIENT,
        /** The window was not recorded. */
        WINDOW_NOT_RECORDED,
        /** The bars, the depth or the latency were made up. */
        SYNTHETIC,
        /** A figure that no source gives; the detail says what it is derived from. */
        ASSUMED,
        /** The instrument has no series of its own in the window and took that of another. */
        PROXY,
        /** The portfolio gains when prices fall, so the path was turned upside down. */
        MIRRORED,
        /** The average true range is scaled up from that of the bars, for want of fifteen days. */
        RANGE_OF_SHORT_BARS,
        /**
         * The base of the latencies can not be told from the clocks' difference, and is left out.
         */
        BASE_LATENCY_UNKNOWN,
        /** The place in the queue is not known; only trades through the order's price are fills. */
        QUEUE_UNKNOWN,
        /** The loss is above the daily limit too, although another limit judges. */
        DAILY_LIMIT_EXCEEDED,
        /** The stop did not act before the path ended. */
        STOP_NOT_REACHED,
        /** No shock of the range that was searched breaks the limit. */
        NOT_BROKEN_IN_RANGE,
        /** The limit is broken before any shock. */
        BROKEN_WITHOUT_SHOCK
    }

    public Note {
        Objects.requireNonNull(code);
        Objects.requireNonNull(subject);
        Objects.requireNonNull(detail);
    }

    public static Note of(Code code, String subject) {
        return new Note(code, subject, "");
    }
}
