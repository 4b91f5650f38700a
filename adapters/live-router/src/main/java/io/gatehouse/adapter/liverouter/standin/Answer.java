package io.gatehouse.adapter.liverouter.standin;

import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonValue;
import java.util.Map;

/**
 * What the stand-in says to one request.
 *
 * @param status HTTP status
 * @param headers besides those that every answer has
 */
record Answer(int status, Map<String, String> headers, String body) {

    Answer {
        headers = Map.copyOf(headers);
    }

    static Answer of(JsonValue body) {
        return new Answer(200, Map.of(), CanonicalJson.text(body));
    }

    static Answer of(VenueError error) {
        return new Answer(error.status(), Map.of(), CanonicalJson.text(error.body()));
    }

    static Answer text(int status, String body) {
        return new Answer(status, Map.of(), body);
    }

    Answer with(String name, String value) {
        return new Answer(status, Map.of(name, value), body);
    }
}
