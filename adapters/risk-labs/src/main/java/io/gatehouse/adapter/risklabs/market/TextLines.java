package io.gatehouse.adapter.risklabs.market;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Lines of ASCII text out of a stream, bounded in length and without holding the file. {@code \n}
 * or {@code \r\n} ends a line; the last one may lack it. Confined to one thread.
 */
final class TextLines {

    private final InputStream in;
    private final byte[] line;
    private final byte[] buffer = new byte[64 * 1024];
    private final String subject;
    private int at;
    private int filled;
    private long bytes;
    private long number;

    TextLines(InputStream in, int longest, String subject) {
        this.in = in;
        this.line = new byte[longest];
        this.subject = subject;
    }

    /** The number of the line handed out last, from 1. */
    long number() {
        return number;
    }

    /** How many bytes were read so far. */
    long bytes() {
        return bytes;
    }

    /** The next line without its end; empty at the end of the stream. */
    Optional<String> next() throws IOException, DataFault {
        int length = 0;
        boolean any = false;
        number++;
        while (at < filled || fill()) {
            any = true;
            byte b = buffer[at++];
            if (b == '\n') {
                return Optional.of(text(length));
            }
            if (length == line.length) {
                throw new DataFault(
                        DataCode.ROW_INVALID,
                        subject + ":" + number,
                        "at most " + line.length + " bytes in a line",
                        "more");
            }
            if (b != '\r' && (b < 0x20 || b == 0x7f)) {
                throw new DataFault(
                        DataCode.ROW_INVALID,
                        subject + ":" + number,
                        "printable ASCII",
                        "a byte 0x" + Integer.toHexString(b & 0xff));
            }
            line[length++] = b;
        }
        return any ? Optional.of(text(length)) : Optional.empty();
    }

    private boolean fill() throws IOException {
        filled = Math.max(0, in.read(buffer));
        bytes += filled;
        at = 0;
        return filled > 0;
    }

    private String text(int length) {
        int end = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
        return new String(line, 0, end, java.nio.charset.StandardCharsets.US_ASCII);
    }
}
