package io.gatehouse.audit.log;

import io.gatehouse.audit.json.JsonReading;
import io.gatehouse.audit.json.LineReading;
import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.LogName;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * One step of a verification: the state before a line and the line's bytes give the state after it
 * and the findings, and nothing else is remembered.
 */
final class LineVerifier {

    private final VerificationContext context;
    private final LogName log;
    private final SignatureCheck signatures;
    private final ApprovalCheck approvals;
    private final PolicyCheck policy;
    private final Consumer<DecisionLine> lines;

    LineVerifier(VerificationContext context, LogName log, Consumer<DecisionLine> lines) {
        this.context = context;
        this.log = log;
        this.signatures = new SignatureCheck(context.keys());
        this.approvals = new ApprovalCheck(context.persons());
        this.policy = new PolicyCheck(context.policy(), log, context.asOf());
        this.lines = lines;
    }

    /** A line that the reader refused. */
    ChainState refused(
            ChainState before, LineReading.Refused refused, LineFindings.FindingSink sink) {
        LogFault.Kind kind =
                switch (refused.problem()) {
                    case TOO_LONG -> LogFault.Kind.LINE_TOO_LONG;
                    case TORN -> LogFault.Kind.LINE_TORN;
                    case BLANK -> LogFault.Kind.LINE_BLANK;
                    case CARRIAGE_RETURN -> LogFault.Kind.LINE_HAS_CARRIAGE_RETURN;
                };
        new LineFindings(sink, log, refused.number(), refused.offset())
                .fault(kind, "a canonical line and LF", refused.length() + " bytes");
        return before.unreadable(
                refused.problem() == LineReading.Problem.TOO_LONG
                        ? Optional.empty()
                        : Optional.of(Digest.sha384(refused.bytes())));
    }

    ChainState line(ChainState before, LineReading.Line read, LineFindings.FindingSink sink) {
        LineFindings out = new LineFindings(sink, log, read.number(), read.offset());
        Digest own = Digest.sha384(read.bytes());
        JsonReading reading = StrictJson.readSigned(read.bytes());
        if (reading instanceof JsonReading.Refused refused) {
            out.faultAt(
                    LogFault.Kind.NOT_JSON,
                    refused.fault().offset(),
                    "one JSON object of the signed profile",
                    refused.fault().message());
            return before.unreadable(Optional.of(own));
        }
        if (!(((JsonReading.Parsed) reading).value() instanceof JsonObject entry)) {
            out.fault(LogFault.Kind.NOT_JSON, "one JSON object", "another value");
            return before.unreadable(Optional.of(own));
        }
        canonical(entry, read.bytes(), out);
        List<Shape.Violation> violations = DecisionSchema.check(entry);
        for (Shape.Violation violation : violations) {
            out.fault(
                    LogFault.Kind.SCHEMA,
                    (violation.pointer().isEmpty() ? "/" : violation.pointer())
                            + ": "
                            + violation.expected(),
                    violation.observed());
        }
        if (!violations.isEmpty()) {
            return before.unreadable(Optional.of(own));
        }
        DecisionLine line = new DecisionLine(entry);
        Optional<Instant> time = line.timestamp();
        if (time.isEmpty()) {
            out.fault(LogFault.Kind.TIMESTAMP_INVALID, "a date that exists", "another");
            return before.unreadable(Optional.of(own));
        }
        signatures.check(line, time.get(), out);
        if (context.strict()) {
            strict(before, line, time.get(), out);
        }
        lines.accept(line);
        return new ChainState(
                line.index(), Optional.of(own), line.sequence().orElse(before.sequence()), time);
    }

    private void strict(ChainState before, DecisionLine line, Instant time, LineFindings out) {
        chain(before, line, time, out);
        policy.check(line, time, out);
        if (line.kind() == EntryKind.DECISION) {
            approvals.check(line, context.policy().signers(line.status()), time, out);
        }
        for (Unchecked.Check check : List.of(Unchecked.Check.ARTEFACTS, Unchecked.Check.JOURNAL)) {
            if (context.witnesses().stream().noneMatch(witness -> witness.check() == check)) {
                out.unchecked(check, "no witness was asked");
            }
        }
        for (LineWitness witness : context.witnesses()) {
            hear(witness, line, out);
        }
    }

    private static void hear(LineWitness witness, DecisionLine line, LineFindings out) {
        LineWitness.Testimony testimony = witness.testify(line);
        if (testimony instanceof LineWitness.Testimony.Contradicted contradicted) {
            out.fault(
                    LogFault.Kind.WITNESS_CONTRADICTS,
                    contradicted.expected(),
                    contradicted.observed());
        } else if (testimony instanceof LineWitness.Testimony.Unavailable unavailable) {
            out.unchecked(witness.check(), unavailable.reason());
        }
    }

    private void chain(ChainState before, DecisionLine line, Instant time, LineFindings out) {
        if (!line.log().equals(log)) {
            out.fault(LogFault.Kind.LOG_NAME_DIFFERS, "log " + log, line.log().value());
        }
        if (line.index() != before.index() + 1) {
            out.fault(
                    LogFault.Kind.INDEX_BROKEN,
                    "index " + (before.index() + 1),
                    Long.toString(line.index()));
        }
        if (!before.last().equals(Optional.of(line.previous()))) {
            out.fault(
                    LogFault.Kind.CHAIN_BROKEN,
                    "prev " + before.last().map(Digest::abbreviated).orElse("of a readable line"),
                    line.previous().abbreviated());
        }
        OptionalLong sequence = line.sequence();
        if (sequence.isEmpty()) {
            out.fault(LogFault.Kind.JOURNAL_POSITION_MISSING, "member journal", "none");
        } else if (sequence.getAsLong() <= before.sequence()) {
            out.fault(
                    LogFault.Kind.JOURNAL_SEQUENCE_NOT_RISING,
                    "a sequence above " + before.sequence(),
                    Long.toString(sequence.getAsLong()));
        }
        before.time()
                .filter(time::isBefore)
                .ifPresent(
                        earlier ->
                                out.fault(
                                        LogFault.Kind.TIMESTAMP_DECREASES,
                                        "a time from " + earlier,
                                        time.toString()));
    }

    /** Two spellings of one value would carry the same signatures: only one is a line. */
    private static void canonical(JsonObject entry, byte[] bytes, LineFindings out) {
        byte[] canonical = CanonicalJson.bytes(entry);
        int difference = Arrays.mismatch(canonical, bytes);
        if (difference >= 0) {
            out.faultAt(
                    LogFault.Kind.NOT_CANONICAL,
                    difference,
                    "the canonical form (RFC 8785)",
                    "another spelling of the same value");
        }
    }
}
