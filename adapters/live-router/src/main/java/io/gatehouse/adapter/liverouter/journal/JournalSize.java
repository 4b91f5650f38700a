package io.gatehouse.adapter.liverouter.journal;

/**
 * Limits of a journal's files.
 *
 * @param segmentBytes a group that begins after so many bytes begins a new segment; at least 1
 */
public record JournalSize(long segmentBytes) {

    /** 64 MiB: some hundred thousand events. */
    public static final JournalSize STANDARD = new JournalSize(64L * 1024 * 1024);

    /** Most events of one group; more are written in several. */
    static final int GROUP_EVENTS = 10_000;

    /** Most bytes that are added to a group at once. */
    static final int GROUP_BYTES = 8 * 1024 * 1024;

    /** Longest line in bytes without its end. */
    static final int LINE = 64 * 1024;

    public JournalSize {
        if (segmentBytes < 1) {
            throw new IllegalArgumentException("a segment holds at least one group");
        }
    }
}
