package io.gatehouse.server;

import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Whether the process lives, whether it serves all that it was told to, and its figures. */
final class Health {

    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

    private final Houses houses;
    private final Replies replies;
    private final ServerMetrics metrics;

    Health(Houses houses, Replies replies, ServerMetrics metrics) {
        this.houses = houses;
        this.replies = replies;
        this.metrics = metrics;
    }

    void live(HttpServletRequest request, HttpServletResponse response) throws IOException {
        replies.write(response, JsonObject.of("status", "up"));
    }

    /** Anybody may ask, so workspaces are told by their place on the command line alone. */
    void ready(HttpServletRequest request, HttpServletResponse response) throws IOException {
        List<JsonObject> all = new ArrayList<>();
        boolean up = houses.isAccepting();
        for (House house : houses.all()) {
            all.add(one(house.number(), house.isUp() ? "up" : "stopped"));
            up &= house.isUp();
        }
        for (StartFault fault : houses.faults()) {
            all.add(one(houses.number(fault.workspace()), "not-opened"));
            up = false;
        }
        JsonObject body =
                JsonObject.builder()
                        .put("status", up ? "up" : "down")
                        .put("workspaces", all)
                        .build();
        replies.write(response, up ? 200 : 503, Replies.JSON, CanonicalJson.bytes(body));
    }

    private static JsonObject one(int number, String status) {
        return JsonObject.builder().put("workspace", number).put("status", status).build();
    }

    void metrics(HttpServletRequest request, HttpServletResponse response) throws IOException {
        replies.write(response, 200, PROMETHEUS, metrics.scrape().getBytes(StandardCharsets.UTF_8));
    }
}
