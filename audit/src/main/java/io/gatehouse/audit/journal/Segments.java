package io.gatehouse.audit.journal;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Segment files: named after the number of their first event, so that a seq is found by name. */
public final class Segments {

    private static final Pattern NAME = Pattern.compile("[0-9]{20}\\.jsonl");
    private static final int DIGITS = 20;

    private Segments() {}

    /** The file name of the segment whose first event has that number. */
    public static String name(long firstSeq) {
        return String.format(Locale.ROOT, "%020d.jsonl", firstSeq);
    }

    /** Whether a file name is that of a segment. */
    public static boolean isSegment(String name) {
        return NAME.matcher(name).matches();
    }

    /** The number in a segment's name; 0 when it is no number that an event can have. */
    static long firstSeq(String name) {
        try {
            return Long.parseLong(name.substring(0, DIGITS));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** Names of all segments in order. */
    static List<String> list(JournalFiles files) throws IOException {
        return files.list().stream().filter(Segments::isSegment).toList();
    }

    /** The segment that holds an event, by name alone; empty when none can. */
    static Optional<String> holding(List<String> segments, long seq) {
        return segments.stream().filter(name -> firstSeq(name) <= seq).reduce((a, b) -> b);
    }
}
