package io.gatehouse.core.event;

import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.evidence.RestoredFile;
import io.gatehouse.core.rule.Finding;
import io.gatehouse.core.state.AggregateId;
import io.gatehouse.core.state.SignedStatement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Events of the ledger of requests. */
public sealed interface LedgerEvent extends Event {

    @Override
    default AggregateId aggregate() {
        return AggregateId.LEDGER;
    }

    /**
     * A request was admitted; what it did follows in the same group.
     *
     * @param command name of the command, such as {@code APPROVE}
     * @param actor {@code person:<id>} or {@code engine}
     * @param signed what the person signed; empty for the engine's own requests
     */
    record CommandAdmitted(
            String command, String actor, Optional<SignedStatement> signed, Instant at)
            implements LedgerEvent {}

    /**
     * A request was refused, and why. A refusal is a fact like any other (architecture, section 6).
     *
     * @param subject what it was about, such as {@code promotion/p-1}
     * @param request digest of the command, so that the same request is recognised
     * @param authenticated whether the signature was verified before the refusal
     */
    record CommandRefused(
            String command,
            String actor,
            String subject,
            Digest request,
            Optional<SignedStatement> signed,
            boolean authenticated,
            List<Finding> findings,
            Instant at)
            implements LedgerEvent {}

    /**
     * Bytes after the last commit record were put into quarantine: a write that was never
     * acknowledged.
     *
     * @param segment file name of the segment
     * @param offset where the cut was made
     * @param length bytes moved
     * @param digest of the bytes moved
     */
    record TailCut(String segment, long offset, long length, Digest digest, Instant at)
            implements LedgerEvent {}

    /**
     * A person had damaged files put into quarantine and restored, without any loss.
     *
     * @param files what was damaged, and from what its place was filled
     */
    record Recovered(List<RestoredFile> files, String reason, Instant at) implements LedgerEvent {
        public Recovered {
            files = List.copyOf(files);
        }
    }
}
