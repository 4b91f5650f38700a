package io.gatehouse.core.evidence;

import io.gatehouse.core.digest.DigestPair;
import io.gatehouse.core.id.ArtefactId;
import io.gatehouse.core.id.EvidenceId;
import io.gatehouse.core.id.StepId;
import java.time.Instant;

/**
 * A file as it was when it was recorded.
 *
 * @param attempt the attempt of the step that produced it; 0 for an attachment before any attempt
 * @param path relative to the workspace, {@code /}-separated; a hint, the digests are the identity
 * @param size in bytes
 * @param declared the file's own time, from its modification time
 * @param recorded when Gatehouse took its digests; age counts from the earlier of the two
 * @param secret key material: bytes are never read into a snapshot, copied or exported
 * @param by the actor that recorded it, {@code person:<id>} or {@code engine}
 */
public record EvidenceItem(
        EvidenceId id,
        StepId step,
        ArtefactId artefact,
        int attempt,
        String path,
        long size,
        DigestPair digests,
        Instant declared,
        Instant recorded,
        boolean secret,
        String by) {

    /** The time from which the item's age counts. */
    public Instant bornAt() {
        return declared.isBefore(recorded) ? declared : recorded;
    }
}
