package io.gatehouse.store;

import io.gatehouse.core.digest.Digest;
import java.time.Instant;
import java.util.Optional;

/**
 * What queries answer with. Texts are cut to 4,000 characters; who needs the whole reads the
 * journal at {@code seq}.
 */
public final class Rows {

    private Rows() {}

    /**
     * @param actor who caused it, {@code person:<id>} or {@code engine}
     */
    public record EventRow(long seq, Instant time, String type, String aggregate, String actor) {}

    /**
     * @param ended whether its machine is in a final state
     */
    public record PromotionRow(
            String id,
            String gate,
            Digest definition,
            String state,
            boolean ended,
            String requester,
            Instant opened,
            Instant touched,
            String release,
            Digest bundle,
            String commit,
            String reason,
            Optional<String> decision) {}

    /**
     * @param status ACCEPTED, WAITING, ENDED, or where the step stands: READY, RUNNING, FAILED,
     *     UNKNOWN, COLLECTED
     */
    public record StepRow(
            int ordinal,
            String step,
            String status,
            int attempt,
            Optional<String> actionKey,
            Optional<String> actionPhase,
            int signOffs) {}

    /**
     * @param counts whether it is current; older attempts stay here and count no more
     */
    public record EvidenceRow(
            String promotion,
            String id,
            String step,
            String artefact,
            int attempt,
            String path,
            long size,
            Digest sha256,
            Digest sha384,
            Instant recorded,
            boolean secret,
            String by,
            boolean counts) {}

    public record AssessmentRow(
            long seq,
            String step,
            String verdict,
            Instant asOf,
            Digest evidenceRoot,
            String build) {}

    /**
     * @param source type of the event that it stands in
     */
    public record FindingRow(
            long seq,
            Instant time,
            Optional<String> promotion,
            Optional<String> step,
            String source,
            String rule,
            String code,
            String subject,
            String expected,
            String observed,
            String remedy,
            String clause,
            boolean pending) {}

    public record DecisionRow(
            String log, long index, long seq, String status, Digest digest, Instant time) {}

    public record PermitRow(
            String id,
            long seq,
            Digest digest,
            String environment,
            Instant issued,
            Optional<Instant> revoked,
            String reason) {}

    public record EnvironmentRow(
            String machine, Instant since, String reason, Optional<String> permit) {}
}
