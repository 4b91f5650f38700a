package io.gatehouse.audit.log;

import io.gatehouse.audit.json.LineReading;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.KeyId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * All that can be said of a line without the lines before it. Immutable once judged.
 *
 * @param reading what was read
 * @param own digest of the line's bytes; empty when they were too long to read
 * @param decision the line, when it can be read as one
 * @param time the time that the line gives
 * @param form findings about form and codes
 * @param terms findings about policy and approvals, which are told after those about the chain
 */
record JudgedLine(
        LineReading reading,
        Optional<Digest> own,
        Optional<DecisionLine> decision,
        Optional<Instant> time,
        Held form,
        Held terms) {

    /** Findings that are kept until it is their turn. */
    static final class Held implements LineFindings.FindingSink {

        private final List<Consumer<LineFindings.FindingSink>> held = new ArrayList<>(0);

        @Override
        public void fault(LogFault fault) {
            held.add(sink -> sink.fault(fault));
        }

        @Override
        public void unchecked(Unchecked.Check check, String reason, long line) {
            held.add(sink -> sink.unchecked(check, reason, line));
        }

        @Override
        public void revokedSince(KeyId key, long line) {
            held.add(sink -> sink.revokedSince(key, line));
        }

        void passTo(LineFindings.FindingSink sink) {
            held.forEach(finding -> finding.accept(sink));
        }
    }
}
