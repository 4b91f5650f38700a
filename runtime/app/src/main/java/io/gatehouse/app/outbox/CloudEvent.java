package io.gatehouse.app.outbox;

import io.gatehouse.core.id.InstallationId;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.port.Journal.Recorded;
import java.time.Instant;
import java.util.Locale;

/**
 * A notification in the JSON form of CloudEvents 1.0.
 *
 * <p>{@code id} is the event's number in its journal: whoever gets one twice knows it by {@code
 * source} and {@code id}. A notification is a hint and proves nothing; what happened stands in the
 * journal, at the number and digest that the data name.
 *
 * @param subject the aggregate, such as {@code promotion/p-1}
 */
public record CloudEvent(
        String id, String source, String type, String subject, Instant time, JsonObject data) {

    /** Media type of one event in structured mode. */
    public static final String MEDIA_TYPE = "application/cloudevents+json";

    /** A longer event is named, not repeated. */
    static final int LONGEST_EVENT = 64 * 1024;

    private static final String TYPE_PREFIX = "io.gatehouse.";

    /** An event of the journal. */
    public static CloudEvent of(InstallationId installation, Recorded event) {
        JsonObject.Builder data =
                JsonObject.builder()
                        .put("installation", installation.value())
                        .put("seq", event.seq())
                        .put("digest", event.digest().value())
                        .put("event", event.draft().type())
                        .put("version", event.draft().version());
        JsonObject content = event.draft().data();
        if (CanonicalJson.bytes(content).length <= LONGEST_EVENT) {
            data.put("content", content);
        }
        return new CloudEvent(
                Long.toString(event.seq()),
                source(installation),
                TYPE_PREFIX + event.draft().type().toLowerCase(Locale.ROOT).replace('_', '-'),
                event.draft().aggregate().value(),
                event.draft().time(),
                data.build());
    }

    /**
     * Says that notifications are missing: where the delivery had come to is not known any more.
     *
     * @param seq the event after which notifications go on
     */
    static CloudEvent gap(InstallationId installation, long seq, Instant now) {
        return new CloudEvent(
                "gap-" + seq,
                source(installation),
                TYPE_PREFIX + "notifications-interrupted",
                "journal",
                now,
                JsonObject.builder()
                        .put("installation", installation.value())
                        .put("seq", seq)
                        .build());
    }

    private static String source(InstallationId installation) {
        return "urn:gatehouse:installation:" + installation.value();
    }

    /** The canonical bytes. */
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("data", data)
                .put("datacontenttype", "application/json")
                .put("id", id)
                .put("source", source)
                .put("specversion", "1.0")
                .put("subject", subject)
                .put("time", time.toString())
                .put("type", type)
                .build();
    }
}
