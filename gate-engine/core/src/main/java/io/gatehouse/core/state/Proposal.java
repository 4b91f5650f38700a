package io.gatehouse.core.state;

import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.json.JsonObject;
import java.time.Instant;

/**
 * The exact entry that approvals sign.
 *
 * @param entry the decision entry without what sealing adds
 * @param digest of the entry
 * @param evidenceRoot of all evidence of the promotion
 */
public record Proposal(JsonObject entry, Digest digest, Digest evidenceRoot, Instant at) {}
