package io.gatehouse.embedded.router;

import io.gatehouse.adapter.metrics.alert.AlertEvent;
import io.gatehouse.adapter.metrics.alert.Labels;
import io.gatehouse.audit.json.JsonReading;
import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.core.json.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The alerts that fire as the router's file last told it, for who looks from another process.
 *
 * <p>Of a long file only the end is read: what fires since longer than that is told by the running
 * router's own words and by its metrics.
 */
final class AlertsTold {

    private static final String BEGUN = "GatehouseAlertsBegun";
    private static final int MOST = 4 * 1024 * 1024;

    private AlertsTold() {}

    /** In the order in which they began; empty where there is no file. */
    static List<RouterView.Alert> firing(Path file) {
        Map<String, RouterView.Alert> firing = new LinkedHashMap<>();
        for (String line : end(file)) {
            JsonReading reading = StrictJson.readEvidence(line.getBytes(StandardCharsets.UTF_8));
            if (reading instanceof JsonReading.Parsed parsed
                    && parsed.value() instanceof JsonObject event) {
                take(event, firing);
            }
        }
        return List.copyOf(firing.values());
    }

    /** The line with which a router begins: what fired before fires no longer, or is told anew. */
    static AlertEvent begun(Instant at) {
        return new AlertEvent(
                at,
                BEGUN,
                AlertEvent.Kind.RESOLVED,
                "info",
                Labels.NONE,
                0,
                at,
                "The router began; what fires now is told anew");
    }

    private static void take(JsonObject event, Map<String, RouterView.Alert> firing) {
        Optional<String> category = event.text("category");
        Optional<JsonObject> payload =
                event.find("payload")
                        .filter(JsonObject.class::isInstance)
                        .map(JsonObject.class::cast);
        if (category.isEmpty() || payload.isEmpty()) {
            return;
        }
        if (category.get().endsWith("." + BEGUN)) {
            firing.clear();
        }
        String key = category.get() + " " + event.find("context");
        firing.remove(key);
        if (payload.get().text("state").filter("firing"::equals).isPresent()) {
            firing.put(
                    key,
                    new RouterView.Alert(
                            category.get().replaceFirst("^live[.]router[.]", ""),
                            event.text("severity").orElse("?"),
                            payload.get().text("since").orElse("?"),
                            payload.get().text("summary").orElse("")));
        }
    }

    /** Whole lines of the end of the file; one that is still being written is no line. */
    private static List<String> end(Path file) {
        try (SeekableByteChannel channel =
                Files.newByteChannel(
                        file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
            long from = Math.max(0, channel.size() - MOST);
            ByteBuffer buffer = ByteBuffer.allocate((int) (channel.size() - from));
            channel.position(from);
            while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
                // a file that is appended to does not become shorter
            }
            String text = new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8);
            List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
            lines.remove(lines.size() - 1);
            if (from > 0 && !lines.isEmpty()) {
                lines.remove(0);
            }
            return lines;
        } catch (IOException e) {
            return List.of();
        }
    }
}
