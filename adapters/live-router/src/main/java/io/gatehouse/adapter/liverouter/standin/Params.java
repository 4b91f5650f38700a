package io.gatehouse.adapter.liverouter.standin;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The parameters of a request, out of its query and its form body.
 *
 * @param signed the raw text over which the signature was made: query then body, without the
 *     signature itself
 */
record Params(Map<String, String> values, String signed) {

    private static final int MOST = 64;
    private static final String SIGNATURE = "signature";

    Params {
        values = Map.copyOf(values);
    }

    /** Reads both; empty where a name occurs twice, an escape is broken or there are too many. */
    static Optional<Params> read(String query, String body) {
        Map<String, String> values = new LinkedHashMap<>();
        StringBuilder signed = new StringBuilder();
        for (String part : new String[] {query, body}) {
            boolean first = true;
            for (String pair : part.isEmpty() ? new String[0] : part.split("&", MOST + 1)) {
                int equals = pair.indexOf('=');
                if (equals <= 0 || values.size() >= MOST) {
                    return Optional.empty();
                }
                String name = pair.substring(0, equals);
                if (values.putIfAbsent(name, decoded(pair.substring(equals + 1))) != null
                        || values.get(name).indexOf('\0') >= 0) {
                    return Optional.empty();
                }
                if (!name.equals(SIGNATURE)) {
                    signed.append(first ? "" : "&").append(pair);
                    first = false;
                }
            }
        }
        return Optional.of(new Params(values, signed.toString()));
    }

    /** A broken escape becomes a zero character, which no parameter may have. */
    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "\0";
        }
    }

    Optional<String> find(String name) {
        return Optional.ofNullable(values.get(name)).filter(v -> !v.isEmpty());
    }

    /** The value, or the refusal that it is missing. */
    String demand(String name) {
        return find(name).orElseThrow(VenueError.MISSING::refusal);
    }

    /** The value as a whole number, or the refusal that it is malformed. */
    long demandNumber(String name) {
        String text = demand(name);
        if (!text.matches("-?[0-9]{1,18}")) {
            throw VenueError.MISSING.refusal();
        }
        return Long.parseLong(text);
    }
}
