package io.gatehouse.audit.json;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The lines of a JSONL file, one at a time, in memory bounded by the longest admitted line.
 *
 * <p>A line ends with LF and with nothing else. CR, blank lines, lines that are too long and a last
 * line without LF are reported as {@link LineReading.Refused}; reading goes on with the next line,
 * so that one fault does not hide another. Not thread-safe; does not close the stream.
 */
public final class LineReader {

    /** Longest line that is admitted by default, in bytes without LF. */
    public static final int DEFAULT_MAX_LENGTH = 1024 * 1024;

    private static final byte[] NONE = {};

    private final InputStream in;
    private final int maxLength;
    private final byte[] buffer = new byte[64 * 1024];
    private final ByteBuffer words = ByteScan.of(buffer);
    private int position;
    private int limit;
    private long offset;
    private long number;

    public LineReader(InputStream in) {
        this(in, DEFAULT_MAX_LENGTH);
    }

    /**
     * A reader with a limit of its own.
     *
     * @param maxLength longest admitted line in bytes without LF, at least 1
     */
    public LineReader(InputStream in, int maxLength) {
        if (maxLength < 1) {
            throw new IllegalArgumentException("line limit below 1");
        }
        this.in = in;
        this.maxLength = maxLength;
    }

    /**
     * A reader that begins in the middle of a file, after a line's end.
     *
     * @param lines how many lines there are before
     * @param bytes how many bytes there are before
     */
    public static LineReader after(InputStream in, long lines, long bytes) {
        LineReader reader = new LineReader(in);
        reader.number = lines;
        reader.offset = bytes;
        return reader;
    }

    /**
     * The next line, or {@link LineReading.End} for ever after the last.
     *
     * @throws IOException when the stream fails; never for what the bytes say
     */
    public LineReading next() throws IOException {
        long start = offset;
        byte[] line = NONE;
        long length = 0;
        boolean terminated = false;
        boolean carriageReturn = false;
        while (!terminated && fill()) {
            int from = position;
            int at = ByteScan.lineBreak(words, from, limit);
            while (at < limit && buffer[at] == '\r') {
                carriageReturn = true;
                at = ByteScan.lineBreak(words, at + 1, limit);
            }
            terminated = at < limit;
            if (length + at - from <= maxLength) {
                line = roomFor(line, (int) length + at - from, terminated);
                System.arraycopy(buffer, from, line, (int) length, at - from);
            }
            length += at - from;
            position = terminated ? at + 1 : at;
        }
        if (length == 0 && !terminated) {
            return new LineReading.End(number, start);
        }
        number++;
        offset = start + length + (terminated ? 1 : 0);
        if (length > maxLength) {
            return refused(LineReading.Problem.TOO_LONG, start, length, NONE);
        }
        line = roomFor(line, (int) length, true);
        if (!terminated) {
            return refused(LineReading.Problem.TORN, start, length, line);
        }
        if (length == 0) {
            return refused(LineReading.Problem.BLANK, start, length, line);
        }
        if (carriageReturn) {
            return refused(LineReading.Problem.CARRIAGE_RETURN, start, length, line);
        }
        return new LineReading.Line(number, start, line);
    }

    /** An array for so many bytes: of that length when it is the last, else not grown each time. */
    private static byte[] roomFor(byte[] line, int length, boolean last) {
        if (last) {
            return line.length == length ? line : Arrays.copyOf(line, length);
        }
        return line.length >= length
                ? line
                : Arrays.copyOf(line, Math.max(length, 2 * line.length));
    }

    private LineReading refused(
            LineReading.Problem problem, long start, long length, byte[] bytes) {
        return new LineReading.Refused(problem, number, start, length, bytes);
    }

    private boolean fill() throws IOException {
        if (position < limit) {
            return true;
        }
        position = 0;
        limit = Math.max(0, in.read(buffer));
        return limit > 0;
    }
}
