package io.gatehouse.adapter.ci;

import io.gatehouse.audit.json.Timestamps;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.json.JsonInteger;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonString;
import io.gatehouse.core.json.JsonValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Members of a payload, strictly; messages name members and never their values. */
final class PayloadReader {

    private static final String BUNDLE = "bundle_sha384";

    private PayloadReader() {}

    /**
     * @throws IllegalArgumentException when it is no payload of a known kind
     */
    static CiPayload read(JsonObject payload) {
        String kind = text(payload, "kind");
        if (kind.equals(CiPayload.Run.KIND)) {
            requireMembers(
                    payload,
                    Set.of(
                            "kind",
                            "workflow",
                            "job_id",
                            "run",
                            "commit",
                            "conclusion",
                            "finished_at"),
                    Set.of(BUNDLE));
            return new CiPayload.Run(
                    text(payload, "workflow"),
                    number(payload, "job_id"),
                    number(payload, "run"),
                    text(payload, "commit"),
                    text(payload, "conclusion"),
                    time(payload, "finished_at"),
                    payload.has(BUNDLE) ? Optional.of(digest(payload, BUNDLE)) : Optional.empty());
        }
        if (kind.equals(CiPayload.MergedPullRequest.KIND)) {
            requireMembers(
                    payload,
                    Set.of(
                            "kind",
                            "number",
                            "author",
                            "approvers",
                            "merge_commit",
                            "base",
                            "head",
                            "diff_sha384",
                            "merged_at"),
                    Set.of());
            return new CiPayload.MergedPullRequest(
                    payload.integer("number").orElseThrow(() -> wrong("number")),
                    text(payload, "author"),
                    texts(payload, "approvers"),
                    text(payload, "merge_commit"),
                    text(payload, "base"),
                    text(payload, "head"),
                    digest(payload, "diff_sha384"),
                    time(payload, "merged_at"));
        }
        throw new IllegalArgumentException("'kind' is neither ci-run nor pull-request");
    }

    private static void requireMembers(
            JsonObject payload, Set<String> names, Set<String> optional) {
        // A member that nobody here reads could mean something to whoever reads the file next.
        if (!payload.names().containsAll(names)
                || !payload.names().stream()
                        .allMatch(name -> names.contains(name) || optional.contains(name))) {
            throw new IllegalArgumentException("the payload's members are not those of its kind");
        }
    }

    private static String text(JsonObject payload, String name) {
        return payload.text(name).orElseThrow(() -> wrong(name));
    }

    /** A text or an integer: machines write job ids either way. */
    private static String number(JsonObject payload, String name) {
        JsonValue value = payload.find(name).orElseThrow(() -> wrong(name));
        if (value instanceof JsonInteger integer) {
            return Long.toString(integer.value());
        }
        return text(payload, name);
    }

    private static Digest digest(JsonObject payload, String name) {
        return payload.text(name)
                .filter(Digest::isDigest)
                .map(Digest::parse)
                .orElseThrow(() -> wrong(name));
    }

    private static List<String> texts(JsonObject payload, String name) {
        List<String> texts = new ArrayList<>();
        for (JsonValue value : payload.array(name)) {
            if (!(value instanceof JsonString text)) {
                throw wrong(name);
            }
            texts.add(text.value());
        }
        return texts;
    }

    private static Instant time(JsonObject payload, String name) {
        return Timestamps.parse(text(payload, name)).orElseThrow(() -> wrong(name));
    }

    private static IllegalArgumentException wrong(String name) {
        return new IllegalArgumentException("'" + name + "' is missing or of another form");
    }
}
