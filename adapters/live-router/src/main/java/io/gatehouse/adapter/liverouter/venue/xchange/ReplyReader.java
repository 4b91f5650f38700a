package io.gatehouse.adapter.liverouter.venue.xchange;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads one HTTP/1.1 answer off a connection that has others behind it (RFC 9112).
 *
 * <p>Where it ends must be beyond doubt: a length that is stated once, or chunks, and not both.
 * Bounded in lines, headers and body; what was packed is not unpacked.
 */
final class ReplyReader {

    private static final int LONGEST_LINE = 8 * 1024;
    private static final int MOST_HEADERS = 100;
    private static final int LARGEST_BODY = 8 * 1024 * 1024;
    private static final int NO_CONTENT = 204;

    private ReplyReader() {}

    /**
     * The next answer.
     *
     * @throws IOException when it is cut short, too long or of another form
     */
    static HttpWire.Reply read(InputStream in) throws IOException {
        String first = line(in);
        if (!first.matches("HTTP/1\\.[01] [1-5][0-9]{2}( .*)?")) {
            throw new BinanceAnswers.UnreadableException();
        }
        int status = Integer.parseInt(first.substring(9, 12));
        Map<String, String> headers = headers(in);
        if (!headers.getOrDefault("content-encoding", "identity").equalsIgnoreCase("identity")) {
            throw new BinanceAnswers.UnreadableException();
        }
        String length = headers.get("content-length");
        String coding = headers.get("transfer-encoding");
        if (status == NO_CONTENT) {
            return new HttpWire.Reply(status, new byte[0]);
        }
        if (coding != null && coding.equalsIgnoreCase("chunked") && length == null) {
            return new HttpWire.Reply(status, chunks(in));
        }
        if (coding != null || length == null || !length.matches("[0-9]{1,7}")) {
            throw new BinanceAnswers.UnreadableException();
        }
        return new HttpWire.Reply(status, bytes(in, Integer.parseInt(length)));
    }

    private static Map<String, String> headers(InputStream in) throws IOException {
        Map<String, String> headers = new TreeMap<>();
        for (int count = 0; count <= MOST_HEADERS; count++) {
            String line = line(in);
            if (line.isEmpty()) {
                return headers;
            }
            int colon = line.indexOf(':');
            if (colon <= 0) {
                throw new BinanceAnswers.UnreadableException();
            }
            String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
            String value = line.substring(colon + 1).strip();
            // two lengths, and the reader and the venue could disagree where the answer ends
            headers.merge(name, value, (one, other) -> one + "," + other);
        }
        throw new BinanceAnswers.UnreadableException();
    }

    private static byte[] chunks(InputStream in) throws IOException {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        while (true) {
            String size = line(in).replaceFirst("[ \t]*;.*", "");
            if (!size.matches("[0-9A-Fa-f]{1,6}")) {
                throw new BinanceAnswers.UnreadableException();
            }
            int length = Integer.parseInt(size, 16);
            if (length == 0) {
                headers(in); // trailers
                return whole.toByteArray();
            }
            whole.writeBytes(bytes(in, length));
            if (whole.size() > LARGEST_BODY || !line(in).isEmpty()) {
                throw new BinanceAnswers.UnreadableException();
            }
        }
    }

    private static byte[] bytes(InputStream in, int length) throws IOException {
        if (length > LARGEST_BODY) {
            throw new BinanceAnswers.UnreadableException();
        }
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("an answer cut short");
        }
        return bytes;
    }

    private static String line(InputStream in) throws IOException {
        byte[] line = new byte[128];
        int length = 0;
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("an answer cut short");
            }
            if (length == line.length) {
                if (length >= LONGEST_LINE) {
                    throw new BinanceAnswers.UnreadableException();
                }
                line = java.util.Arrays.copyOf(line, 2 * length);
            }
            line[length++] = (byte) next;
        }
        if (length == 0 || line[length - 1] != '\r') {
            // a line end of another form: where it ends could be seen differently elsewhere
            throw new BinanceAnswers.UnreadableException();
        }
        return new String(line, 0, length - 1, StandardCharsets.ISO_8859_1);
    }
}
