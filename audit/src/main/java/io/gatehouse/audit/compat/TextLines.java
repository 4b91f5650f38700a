package io.gatehouse.audit.compat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The lines of a text file as Python's text mode gives them: UTF-8, ended by LF, CRLF or a lone CR.
 *
 * <p>Bytes are decoded 8,192 at a time, as the existing tool does it: invalid UTF-8 ends a run
 * before the lines of its block are judged. Memory is bounded by the longest admitted line.
 */
final class TextLines {

    /** Longest line in UTF-16 units; the existing tool has no limit. */
    static final int LONGEST_LINE = 16 * 1024 * 1024;

    /** Longest file in bytes after unpacking: a small packed file can hold any number of blanks. */
    static final long LONGEST_FILE = 1L << 31;

    private static final int BLOCK = 8_192;

    private final InputStream in;
    private final CharsetDecoder decoder =
            StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT);
    private final ByteBuffer bytes = ByteBuffer.allocate(BLOCK + 8).flip();
    private final CharBuffer chars = CharBuffer.allocate(BLOCK + 8).flip();
    private long read;
    private boolean ended;
    private boolean skipLineFeed;

    TextLines(InputStream in) {
        this.in = in;
    }

    /**
     * The next line without its end; empty after the last.
     *
     * @throws IOException when the stream fails
     * @throws CompatFailure INVALID_UTF8 or OVER_LIMIT
     */
    Optional<String> next() throws IOException, CompatFailure {
        StringBuilder line = new StringBuilder();
        boolean any = false;
        while (fill()) {
            char c = chars.get();
            if (skipLineFeed) {
                skipLineFeed = false;
                if (c == '\n') {
                    continue;
                }
            }
            any = true;
            if (c == '\n' || c == '\r') {
                skipLineFeed = c == '\r';
                return Optional.of(line.toString());
            }
            if (line.length() >= LONGEST_LINE) {
                throw new CompatFailure(CompatReason.OVER_LIMIT, "a line of " + LONGEST_LINE);
            }
            line.append(c);
        }
        return any ? Optional.of(line.toString()) : Optional.empty();
    }

    private boolean fill() throws IOException, CompatFailure {
        while (!chars.hasRemaining() && !ended) {
            bytes.compact();
            int more = in.read(bytes.array(), bytes.position(), BLOCK);
            ended = more < 0;
            read += Math.max(0, more);
            if (read > LONGEST_FILE) {
                throw new CompatFailure(CompatReason.OVER_LIMIT, LONGEST_FILE + " bytes");
            }
            bytes.position(bytes.position() + Math.max(0, more)).flip();
            chars.clear();
            boolean fault = decoder.decode(bytes, chars, ended).isError();
            if (fault || (ended && decoder.flush(chars).isError())) {
                throw new CompatFailure(CompatReason.INVALID_UTF8);
            }
            chars.flip();
        }
        return chars.hasRemaining();
    }
}
