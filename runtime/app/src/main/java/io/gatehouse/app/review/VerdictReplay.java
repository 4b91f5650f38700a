package io.gatehouse.app.review;

import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.id.RuleId;
import io.gatehouse.core.id.StepId;
import io.gatehouse.core.rule.RuleResult;
import io.gatehouse.core.rule.Verdict;
import java.time.Instant;
import java.util.List;

/**
 * One recorded verdict that was run again.
 *
 * @param seq number of the event that recorded it
 * @param asOf the time that the rules saw, then and now
 * @param rules how many rules were compared
 * @param byRecord how many pieces of key material stood in by their recorded digest
 * @param codesByRecord how many answers about message codes of existing tools were taken from the
 *     record, since only who has the secret can give them
 * @param notes one for each rule that did not give the same again; one of rule {@code verdict} when
 *     the verdict as a whole did not
 */
public record VerdictReplay(
        long seq,
        PromotionId promotion,
        StepId step,
        Verdict recorded,
        Instant asOf,
        int rules,
        int byRecord,
        int codesByRecord,
        List<Note> notes) {

    /** What became of a verdict, or of one rule in it; the gravest last. */
    public enum Outcome {
        /** The same answer, to the last byte. */
        SAME,
        /** It could not be run again; no pass. */
        NOT_RERUN,
        /** Another answer than the recorded one. */
        DIFFERS
    }

    /** Why a rule could not be run again. */
    public enum Cause {
        NONE,
        /** This build has another version of the rule, or none. */
        RULE_VERSION,
        /** Archived bytes that the rule looks at are not here. */
        BYTES_MISSING,
        /** The refusal rested on bytes that were seen then and never archived. */
        BYTES_NEVER_ARCHIVED
    }

    /**
     * A rule that did not give the same again.
     *
     * @param was its recorded answer in a few words
     * @param is its answer now in a few words
     */
    public record Note(RuleId rule, Outcome outcome, Cause cause, String was, String is) {

        static Note differs(RuleId rule, String was, String is) {
            return new Note(rule, Outcome.DIFFERS, Cause.NONE, was, is);
        }
    }

    public VerdictReplay {
        notes = List.copyOf(notes);
    }

    /** The gravest of the notes. */
    public Outcome outcome() {
        return notes.stream().map(Note::outcome).max(Enum::compareTo).orElse(Outcome.SAME);
    }

    /** A result in a few words: verdict, version, and what it found. */
    static String words(RuleResult result) {
        StringBuilder text =
                new StringBuilder(result.verdict().name()).append(" v").append(result.version());
        result.findings()
                .forEach(
                        f ->
                                text.append(' ')
                                        .append(f.code())
                                        .append(" (")
                                        .append(f.subject())
                                        .append(')'));
        return text.length() > 400 ? text.substring(0, 400) + "..." : text.toString();
    }
}
