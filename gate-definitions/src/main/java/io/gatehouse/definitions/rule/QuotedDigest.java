package io.gatehouse.definitions.rule;

import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.json.JsonObject;
import java.util.Optional;

/** A SHA-384 that a report quotes, with its algorithm before it or without. */
final class QuotedDigest {

    private static final String ALGORITHM = "sha384:";

    private QuotedDigest() {}

    /** The digest; empty for a member that is not there or says something else. */
    static Optional<Digest> of(JsonObject report, String member) {
        return report.text(member)
                .map(text -> text.startsWith(ALGORITHM) ? text : ALGORITHM + text)
                .filter(Digest::isDigest)
                .map(Digest::parse);
    }
}
