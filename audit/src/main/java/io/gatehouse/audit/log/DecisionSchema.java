package io.gatehouse.audit.log;

import io.gatehouse.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The form of a decision line: the same as {@code docs/schemas/decision_log_v2.json}, coded by hand
 * so that an auditor needs no schema library; a test holds the two together.
 */
public final class DecisionSchema {

    private static final Shape DIGEST384 = Shape.text(Texts.SHA384, "sha384:<96 hex digits>");
    private static final Shape DIGEST = Shape.text(Texts.DIGEST, "sha384:<hex> or sha256:<hex>");
    private static final Shape IDENTIFIER =
            Shape.text(Texts.IDENTIFIER, "an identifier of a-z, 0-9, '_', '.', '-'");
    private static final Shape KEY_ID = Shape.text(Texts.KEY_ID, "a key id");
    private static final Shape COMMIT = Shape.text(Texts.COMMIT, "a full commit hash");
    private static final Shape ROLE = Shape.text(Texts.ROLE, "a role");

    private static final Shape APPROVAL =
            closed(
                    Map.of(
                            "role",
                            ROLE,
                            "person",
                            IDENTIFIER,
                            "key",
                            KEY_ID,
                            "statement",
                            Shape.anyObject(),
                            "signature",
                            Shape.text(Texts.PERSON_CODE, "base64url of 64 bytes")));

    private static final Shape OUTER =
            closed(
                    Map.of(
                            "algorithm",
                            Shape.text("HMAC-SHA256"::equals, "HMAC-SHA256"),
                            "key_id",
                            KEY_ID,
                            "value",
                            Shape.text(Texts.OUTER_CODE, "base64 of 32 bytes")));

    private static final Shape LINE =
            Shape.members(
                    Set.of(
                            "timestamp",
                            "kind",
                            "stage",
                            "status",
                            "artefacts",
                            "runtime_flags",
                            "signatures",
                            "signature",
                            "log"),
                    Map.ofEntries(
                            Map.entry(
                                    "timestamp",
                                    Shape.text(
                                            Texts.TIMESTAMP, "UTC as YYYY-MM-DDThh:mm:ss[.mmm]Z")),
                            Map.entry(
                                    "kind",
                                    Shape.text(
                                            text -> EntryKind.parse(text).isPresent(),
                                            "decision, revocation, evidence or supersede")),
                            Map.entry("stage", Shape.text(Texts.STAGE, "a stage")),
                            Map.entry("status", Shape.text(Texts.STATUS, "a status")),
                            Map.entry(
                                    "artefacts",
                                    Shape.map(Texts.ARTEFACT, Shape.wordsIntegerOrFlag(4096))),
                            Map.entry("runtime_flags", Shape.map(Texts.FLAG, Shape.flag())),
                            Map.entry(
                                    "signatures",
                                    Shape.map(
                                            Texts.ROLE,
                                            Shape.text(
                                                    Texts.ROLE_CODE,
                                                    "hmac:sha384:<key-id>:<base64url>"))),
                            Map.entry("signature", OUTER),
                            Map.entry(
                                    "log",
                                    closed(
                                            Map.of(
                                                    "name",
                                                    IDENTIFIER,
                                                    "index",
                                                    Shape.positive(),
                                                    "prev",
                                                    DIGEST384))),
                            Map.entry(
                                    "journal",
                                    closed(Map.of("seq", Shape.positive(), "prev", DIGEST384))),
                            Map.entry("installation", IDENTIFIER),
                            Map.entry("promotion", IDENTIFIER),
                            Map.entry("gate", IDENTIFIER),
                            Map.entry("requester", IDENTIFIER),
                            Map.entry("definition", DIGEST384),
                            Map.entry("proposal", DIGEST384),
                            Map.entry("evidence_root", DIGEST384),
                            Map.entry("approvals", Shape.list(APPROVAL)),
                            Map.entry(
                                    "release",
                                    Shape.members(
                                            Set.of("bundle", "commit"),
                                            Map.of(
                                                    "id",
                                                    Shape.words(100),
                                                    "bundle",
                                                    DIGEST,
                                                    "commit",
                                                    COMMIT))),
                            Map.entry(
                                    "ci",
                                    Shape.list(
                                            closed(
                                                    Map.of(
                                                            "job",
                                                            Shape.words(200),
                                                            "commit",
                                                            COMMIT)))),
                            Map.entry("findings", Shape.list(Shape.anyObject())),
                            Map.entry("waivers", Shape.list(Shape.anyObject())),
                            Map.entry("supersedes", Shape.positive()),
                            Map.entry("details", Shape.anyObject()),
                            Map.entry("reason", Shape.words(20_000))));

    private DecisionSchema() {}

    private static Shape closed(Map<String, Shape> members) {
        return Shape.members(members.keySet(), members);
    }

    /** Where the line does not fit; empty when it does. */
    static List<Shape.Violation> check(JsonObject line) {
        if (LINE.fits(line)) {
            return List.of();
        }
        List<Shape.Violation> out = new ArrayList<>();
        LINE.check(Shape.Pointer.ROOT, line, out);
        return out;
    }

    /** Whether the line fits. */
    public static boolean fits(JsonObject line) {
        return LINE.fits(line);
    }
}
