package io.gatehouse.app.review;

import io.gatehouse.app.review.VerdictReplay.Cause;
import io.gatehouse.app.review.VerdictReplay.Note;
import io.gatehouse.app.review.VerdictReplay.Outcome;
import io.gatehouse.core.codec.RecordCodec;
import io.gatehouse.core.decide.RuleEvaluator.Evaluation;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.event.PromotionEvent.Assessed;
import io.gatehouse.core.id.RuleId;
import io.gatehouse.core.rule.Rule;
import io.gatehouse.core.rule.RuleBook;
import io.gatehouse.core.rule.RuleResult;
import io.gatehouse.core.rule.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A recorded verdict beside the one of today.
 *
 * <p>What differs is first of all a difference. It is excused only where this build, or what was
 * archived, cannot give the answer of then; an excuse is never a pass.
 */
final class Comparison {

    private static final RuleId WHOLE = new RuleId("verdict");

    /** Findings about bytes, or logs, as they lay there at that moment. */
    private static final Set<String> ABOUT_THE_MOMENT =
            Set.of("changed", "unreadable", "no-content", "log-not-strict", "line-differs");

    private final long seq;
    private final Assessed recorded;
    private final RuleBook rules;
    private final Set<Digest> missing;
    private final int byRecord;
    private final boolean logsIncomplete;

    Comparison(long seq, Assessed recorded, RuleBook rules, ArchiveSight sight, PastLogs logs) {
        this.seq = seq;
        this.recorded = recorded;
        this.rules = rules;
        this.missing = sight.missing();
        this.byRecord = sight.byRecord().size();
        this.logsIncomplete = logs.isIncomplete();
    }

    VerdictReplay unknown(String expected, String observed) {
        return replay(List.of(Note.differs(WHOLE, expected, observed)));
    }

    VerdictReplay with(Evaluation now, Digest evidenceRoot) {
        List<Note> notes = new ArrayList<>();
        List<RuleResult> was = recorded.results();
        List<RuleResult> is = now.results();
        if (was.size() != is.size()) {
            notes.add(
                    Note.differs(
                            WHOLE, was.size() + " rules", is.size() + " rules by the definition"));
        }
        for (int i = 0; i < Math.min(was.size(), is.size()); i++) {
            compare(was.get(i), is.get(i)).ifPresent(notes::add);
        }
        if (!recorded.evidenceRoot().equals(evidenceRoot)) {
            notes.add(
                    Note.differs(
                            WHOLE,
                            "evidence root " + recorded.evidenceRoot(),
                            "evidence root " + evidenceRoot));
        }
        // of a re-verification the answers alone are recorded: equal ones make an equal verdict
        boolean whole = !recorded.step().equals(GuardReplay.REVERIFICATION);
        if (whole && notes.isEmpty() && recorded.verdict() != now.verdict()) {
            notes.add(Note.differs(WHOLE, recorded.verdict().name(), now.verdict().name()));
        }
        return replay(notes);
    }

    private Optional<Note> compare(RuleResult was, RuleResult is) {
        if (!was.rule().equals(is.rule())) {
            return Optional.of(Note.differs(was.rule(), was.rule().value(), is.rule().value()));
        }
        int version = rules.find(was.rule()).map(Rule::version).orElse(0);
        if (version != was.version()) {
            return Optional.of(notAgain(was, Cause.RULE_VERSION, "v" + version));
        }
        if (RecordCodec.encode(was).equals(RecordCodec.encode(is))) {
            return Optional.empty();
        }
        if (was.items().stream().anyMatch(missing::contains)
                || is.items().stream().anyMatch(missing::contains)
                || logsIncomplete) {
            return Optional.of(notAgain(was, Cause.BYTES_MISSING, VerdictReplay.words(is)));
        }
        // only a refusal can have rested on what was never archived; a pass must be reproducible
        boolean ofTheMoment =
                was.verdict() != Verdict.PASS
                        && was.findings().stream()
                                .anyMatch(f -> ABOUT_THE_MOMENT.contains(f.code()));
        return Optional.of(
                ofTheMoment
                        ? notAgain(was, Cause.BYTES_NEVER_ARCHIVED, VerdictReplay.words(is))
                        : Note.differs(
                                was.rule(), VerdictReplay.words(was), VerdictReplay.words(is)));
    }

    private static Note notAgain(RuleResult was, Cause cause, String is) {
        return new Note(was.rule(), Outcome.NOT_RERUN, cause, VerdictReplay.words(was), is);
    }

    private VerdictReplay replay(List<Note> notes) {
        return new VerdictReplay(
                seq,
                recorded.promotion(),
                recorded.step(),
                recorded.verdict(),
                recorded.asOf(),
                recorded.results().size(),
                byRecord,
                recorded.results().stream().mapToInt(r -> r.macs().size()).sum(),
                notes);
    }
}
