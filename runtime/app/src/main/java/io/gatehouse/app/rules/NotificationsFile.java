package io.gatehouse.app.rules;

import io.gatehouse.app.feed.EventChoice;
import io.gatehouse.core.event.EventCodec;
import io.gatehouse.core.json.JsonArray;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonString;
import io.gatehouse.core.json.JsonValue;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * {@code notifications.yaml}: who is told what. Nothing in it can open or close a gate, so it is
 * not adopted by signature.
 *
 * <pre>
 * notifications:
 *   - {id: operators, file: operators.jsonl}
 *   - {id: duty, webhook: "https://duty.example/hook", token: secrets/duty.token,
 *      events: [ENVIRONMENT_*, PERMIT_REVOKED]}
 * </pre>
 *
 * A file stands under {@code var/notifications}. A webhook is https, or http on this machine; its
 * bearer token is in a file readable by its owner only.
 */
public final class NotificationsFile {

    private static final String NAME = "notifications.yaml";
    private static final int MOST = 32;
    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
    private static final Pattern FILE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,127}");

    private NotificationsFile() {}

    /** Somebody who is told. */
    public sealed interface Recipient {
        EventChoice events();
    }

    /**
     * @param name under {@code var/notifications}
     */
    public record ToFile(String name, EventChoice events) implements Recipient {}

    /**
     * @param token relative to the workspace
     */
    public record ToWebhook(URI target, Optional<String> token, EventChoice events)
            implements Recipient {}

    /** Reads the file strictly; where there is none, nobody is told. */
    public static SortedMap<String, Recipient> read(Path file) throws RuleFault {
        TreeMap<String, Recipient> recipients = new TreeMap<>();
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return recipients;
        }
        JsonObject document = YamlFile.read(file);
        YamlFile.requireMembers(NAME, document, Set.of("notifications"), Set.of());
        if (!(document.members().get("notifications") instanceof JsonArray all)) {
            throw RuleFault.of(NAME, "a list", "another value");
        }
        for (JsonValue value : all) {
            if (!(value instanceof JsonObject one)) {
                throw RuleFault.of(NAME, "mappings with 'id'", "another value");
            }
            String id = one.text("id").filter(ID.asMatchPredicate()).orElse("");
            if (id.isEmpty() || recipients.containsKey(id) || recipients.size() == MOST) {
                throw RuleFault.of(
                        NAME, "at most " + MOST + " different ids [a-z0-9-]", "'" + id + "'");
            }
            recipients.put(id, recipient(NAME + ": " + id, one));
        }
        return Collections.unmodifiableSortedMap(recipients);
    }

    private static Recipient recipient(String place, JsonObject one) throws RuleFault {
        EventChoice events = events(place, one);
        if (one.has("file")) {
            YamlFile.requireMembers(place, one, Set.of("id", "file"), Set.of("events"));
            return new ToFile(text(place, one, "file", FILE), events);
        }
        YamlFile.requireMembers(place, one, Set.of("id", "webhook"), Set.of("events", "token"));
        Optional<String> token = Optional.empty();
        if (one.has("token")) {
            Path path = Path.of(text(place, one, "token", Pattern.compile("[^\\x00]{1,1024}")));
            if (path.isAbsolute() || path.normalize().startsWith("..")) {
                throw RuleFault.of(place, "a token's file within the workspace", path.toString());
            }
            token = Optional.of(path.normalize().toString());
        }
        return new ToWebhook(target(place, one), token, events);
    }

    private static String text(String place, JsonObject one, String member, Pattern form)
            throws RuleFault {
        return one.text(member)
                .filter(form.asMatchPredicate())
                .orElseThrow(() -> RuleFault.of(place, "a plain text as '" + member + "'", "none"));
    }

    private static URI target(String place, JsonObject one) throws RuleFault {
        String text = one.text("webhook").orElse("");
        try {
            URI target = URI.create(text);
            String scheme = String.valueOf(target.getScheme()).toLowerCase(Locale.ROOT);
            boolean named = target.getHost() != null && target.getRawUserInfo() == null;
            if (named && (scheme.equals("https") || scheme.equals("http") && isHere(target))) {
                return target;
            }
        } catch (IllegalArgumentException e) {
            throw RuleFault.of(place, "an https URL", "something else");
        }
        // A URL with a password in it must not be repeated in a message.
        throw RuleFault.of(
                place,
                "https, or http to a loopback address, without user and password",
                "another");
    }

    private static boolean isHere(URI target) {
        String host = target.getHost();
        if (!host.matches("localhost|127(\\.\\d{1,3}){3}|\\[[0-9a-fA-F:]+]")) {
            return false;
        }
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static EventChoice events(String place, JsonObject one) throws RuleFault {
        if (!one.has("events")) {
            return EventChoice.DEFAULT;
        }
        List<String> patterns = new ArrayList<>();
        for (JsonValue value : one.array("events")) {
            String pattern = value instanceof JsonString text ? text.value() : "";
            boolean known =
                    EventCodec.allTypes().keySet().stream()
                            .anyMatch(type -> EventChoice.matches(pattern, type));
            if (pattern.isEmpty() || !known) {
                // A pattern that takes in nothing would be silence that nobody asked for.
                throw RuleFault.of(place, "types of events", "'" + pattern + "'");
            }
            patterns.add(pattern);
        }
        if (patterns.isEmpty()) {
            throw RuleFault.of(place, "at least one type of event", "none");
        }
        return new EventChoice(patterns);
    }
}
