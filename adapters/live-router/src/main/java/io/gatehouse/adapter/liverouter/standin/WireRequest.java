package io.gatehouse.adapter.liverouter.standin;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One HTTP/1.1 request as it came over the socket.
 *
 * @param path without the query
 * @param query raw, without the question mark; empty when there is none
 * @param headers by lower-case name; of a repeated one the last
 */
record WireRequest(
        String method, String path, String query, Map<String, String> headers, String body) {

    private static final int LONGEST_LINE = 8 * 1024;
    private static final int MOST_HEADERS = 64;
    private static final int LONGEST_BODY = 1024 * 1024;

    WireRequest {
        headers = Map.copyOf(headers);
    }

    boolean closes() {
        return "close".equalsIgnoreCase(headers.getOrDefault("connection", ""));
    }

    /**
     * Reads the next request of a connection; empty at its orderly end.
     *
     * @throws IOException when it is cut short, too long, or not of the admitted form: request
     *     line, headers, and a body of a stated length (no chunks)
     */
    static Optional<WireRequest> read(InputStream in) throws IOException {
        Optional<String> first = line(in);
        if (first.isEmpty()) {
            return Optional.empty();
        }
        String[] parts = first.get().split(" ", -1);
        if (parts.length != 3 || !parts[2].equals("HTTP/1.1") || !parts[1].startsWith("/")) {
            throw new IOException("not a request line");
        }
        Map<String, String> headers = headers(in);
        if (headers.containsKey("transfer-encoding")) {
            throw new IOException("a body of unstated length");
        }
        String length = headers.getOrDefault("content-length", "0");
        if (!length.matches("[0-9]{1,7}") || Integer.parseInt(length) > LONGEST_BODY) {
            throw new IOException("a body too long");
        }
        byte[] body = in.readNBytes(Integer.parseInt(length));
        if (body.length < Integer.parseInt(length)) {
            throw new EOFException("a body cut short");
        }
        int question = parts[1].indexOf('?');
        return Optional.of(
                new WireRequest(
                        parts[0],
                        question < 0 ? parts[1] : parts[1].substring(0, question),
                        question < 0 ? "" : parts[1].substring(question + 1),
                        headers,
                        new String(body, StandardCharsets.UTF_8)));
    }

    private static Map<String, String> headers(InputStream in) throws IOException {
        Map<String, String> headers = new TreeMap<>();
        for (int count = 0; count <= MOST_HEADERS; count++) {
            String line = line(in).orElseThrow(() -> new EOFException("headers cut short"));
            if (line.isEmpty()) {
                return headers;
            }
            int colon = line.indexOf(':');
            if (colon <= 0) {
                throw new IOException("not a header");
            }
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        throw new IOException("too many headers");
    }

    private static Optional<String> line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                if (line.length() == 0) {
                    return Optional.empty();
                }
                throw new EOFException("a line cut short");
            }
            if (line.length() >= LONGEST_LINE) {
                throw new IOException("a line too long");
            }
            line.append((char) next);
        }
        int end = line.length();
        if (end > 0 && line.charAt(end - 1) == '\r') {
            line.setLength(end - 1);
        }
        return Optional.of(line.toString());
    }
}
