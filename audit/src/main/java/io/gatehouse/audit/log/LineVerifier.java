package io.gatehouse.audit.log;

import io.gatehouse.audit.json.CanonicalReader;
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
import java.util.stream.Stream;

/**
 * One step of a verification: the state before a line and the line's bytes give the state after it
 * and the findings, and nothing else is remembered. Confined to one thread.
 */
final class LineVerifier {

    private final VerificationContext context;
    private final LogName log;
    private final SignatureCheck signatures;
    private final ApprovalCheck approvals;
    private final PolicyCheck policy;
    private final Consumer<DecisionLine> lines;
    private final List<Unchecked.Check> unwitnessed;
    private final CanonicalReader reader = new CanonicalReader();

    LineVerifier(VerificationContext context, LogName log, Consumer<DecisionLine> lines) {
        this.context = context;
        this.log = log;
        this.signatures = new SignatureCheck(context.keys());
        this.approvals = new ApprovalCheck(context.persons());
        this.policy = new PolicyCheck(context.policy(), log, context.asOf());
        this.lines = lines;
        this.unwitnessed =
                Stream.of(Unchecked.Check.ARTEFACTS, Unchecked.Check.JOURNAL)
                        .filter(
                                check ->
                                        context.witnesses().stream()
                                                .noneMatch(witness -> witness.check() == check))
                        .toList();
    }

    /** Judges a line and follows the chain to it. */
    ChainState line(ChainState before, LineReading reading, LineFindings.FindingSink sink) {
        return follow(before, judge(reading), sink);
    }

    /** What is to be said of a line whatever stands before it. */
    JudgedLine judge(LineReading reading) {
        JudgedLine.Held form = new JudgedLine.Held();
        JudgedLine.Held terms = new JudgedLine.Held();
        if (reading instanceof LineReading.Refused refused) {
            refuse(refused, form);
            return new JudgedLine(
                    reading,
                    refused.problem() == LineReading.Problem.TOO_LONG
                            ? Optional.empty()
                            : Optional.of(Digest.sha384(refused.bytes())),
                    Optional.empty(),
                    Optional.empty(),
                    form,
                    terms);
        }
        LineReading.Line read = (LineReading.Line) reading;
        Optional<Digest> own = Optional.of(Digest.sha384(read.bytes()));
        LineFindings out = new LineFindings(form, log, read.number(), read.offset());
        Optional<JsonObject> canonical = reader.readObject(read.bytes());
        Optional<DecisionLine> line =
                (canonical.isPresent() ? canonical : otherwise(read.bytes(), out))
                        .flatMap(entry -> fitting(entry, out));
        Optional<Instant> time = line.flatMap(DecisionLine::timestamp);
        if (line.isPresent() && time.isEmpty()) {
            out.fault(LogFault.Kind.TIMESTAMP_INVALID, "a date that exists", "another");
        }
        if (time.isEmpty()) {
            return new JudgedLine(reading, own, Optional.empty(), time, form, terms);
        }
        signatures.check(line.get(), covered(line.get(), canonical.isPresent()), time.get(), out);
        if (context.strict()) {
            terms(
                    line.get(),
                    time.get(),
                    new LineFindings(terms, log, read.number(), read.offset()));
        }
        return new JudgedLine(reading, own, line, time, form, terms);
    }

    private void refuse(LineReading.Refused refused, LineFindings.FindingSink sink) {
        LogFault.Kind kind =
                switch (refused.problem()) {
                    case TOO_LONG -> LogFault.Kind.LINE_TOO_LONG;
                    case TORN -> LogFault.Kind.LINE_TORN;
                    case BLANK -> LogFault.Kind.LINE_BLANK;
                    case CARRIAGE_RETURN -> LogFault.Kind.LINE_HAS_CARRIAGE_RETURN;
                };
        new LineFindings(sink, log, refused.number(), refused.offset())
                .fault(kind, "a canonical line and LF", refused.length() + " bytes");
    }

    private static Optional<DecisionLine> fitting(JsonObject entry, LineFindings out) {
        List<Shape.Violation> violations = DecisionSchema.check(entry);
        for (Shape.Violation violation : violations) {
            out.fault(
                    LogFault.Kind.SCHEMA,
                    (violation.pointer().isEmpty() ? "/" : violation.pointer())
                            + ": "
                            + violation.expected(),
                    violation.observed());
        }
        return violations.isEmpty() ? Optional.of(DecisionLine.fitting(entry)) : Optional.empty();
    }

    private void terms(DecisionLine line, Instant time, LineFindings out) {
        policy.check(line, time, out);
        if (line.kind() == EntryKind.DECISION) {
            approvals.check(line, context.policy().signers(line.status()), time, out);
        }
    }

    /** Goes on from the state before a line to the one after it. */
    ChainState follow(ChainState before, JudgedLine judged, LineFindings.FindingSink sink) {
        judged.form().passTo(sink);
        if (judged.decision().isEmpty()) {
            return before.unreadable(judged.own());
        }
        DecisionLine line = judged.decision().get();
        if (context.strict()) {
            LineReading.Line read = (LineReading.Line) judged.reading();
            LineFindings out = new LineFindings(sink, log, read.number(), read.offset());
            chain(before, line, judged.time().orElseThrow(), out);
            judged.terms().passTo(sink);
            for (Unchecked.Check check : unwitnessed) {
                out.unchecked(check, "no witness was asked");
            }
            for (LineWitness witness : context.witnesses()) {
                hear(witness, line, out);
            }
        }
        lines.accept(line);
        return new ChainState(
                line.index(),
                judged.own(),
                line.sequence().orElse(before.sequence()),
                judged.time());
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
        if (!line.isOf(log)) {
            out.fault(LogFault.Kind.LOG_NAME_DIFFERS, "log " + log, line.log().value());
        }
        if (line.index() != before.index() + 1) {
            out.fault(
                    LogFault.Kind.INDEX_BROKEN,
                    "index " + (before.index() + 1),
                    Long.toString(line.index()));
        }
        if (before.last().filter(line::follows).isEmpty()) {
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

    /** What the codes cover, cut out of the line itself where that is canonical. */
    private CoveredBytes covered(DecisionLine line, boolean canonical) {
        return canonical
                ? CoveredBytes.cut(line.entry(), reader)
                : CoveredBytes.printed(line.entry());
    }

    /** A line that is not canonical: what is wrong, and its value if it has one. */
    private static Optional<JsonObject> otherwise(byte[] bytes, LineFindings out) {
        JsonReading reading = StrictJson.readSigned(bytes);
        if (reading instanceof JsonReading.Refused refused) {
            out.faultAt(
                    LogFault.Kind.NOT_JSON,
                    refused.fault().offset(),
                    "one JSON object of the signed profile",
                    refused.fault().message());
            return Optional.empty();
        }
        if (!(((JsonReading.Parsed) reading).value() instanceof JsonObject entry)) {
            out.fault(LogFault.Kind.NOT_JSON, "one JSON object", "another value");
            return Optional.empty();
        }
        canonical(entry, bytes, out);
        return Optional.of(entry);
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
