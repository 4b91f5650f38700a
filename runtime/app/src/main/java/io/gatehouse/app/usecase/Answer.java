package io.gatehouse.app.usecase;

import io.gatehouse.app.engine.Handled;
import io.gatehouse.app.engine.Outcome;
import io.gatehouse.core.decide.Decision.Reason;
import io.gatehouse.core.event.PromotionEvent.ActionFailed;
import io.gatehouse.core.event.PromotionEvent.ActionLost;
import io.gatehouse.core.event.PromotionEvent.Assessed;
import io.gatehouse.core.evidence.JournalPosition;
import io.gatehouse.core.rule.Finding;
import io.gatehouse.core.rule.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What became of a request, and of what the engine did on its own thereafter.
 *
 * @param outcome of the person's own command
 * @param followed what the engine did afterwards, in order
 */
public record Answer(Outcome outcome, List<Outcome> followed) {

    public Answer {
        followed = List.copyOf(followed);
    }

    /** The answer to a request that was handed in. */
    public static Answer of(Handled handled) {
        return new Answer(handled.outcome(), handled.followed());
    }

    /** Where the journal stands after all of it. */
    public JournalPosition position() {
        return followed.isEmpty()
                ? outcome.position()
                : followed.get(followed.size() - 1).position();
    }

    /**
     * Why it is not a plain yes: the request was refused, or what followed from it was. A step that
     * its rules sent back is REFUSED although the engine's own command was admitted.
     */
    public Optional<Reason> reason() {
        if (!outcome.isAdmitted()) {
            return outcome.refusal();
        }
        Optional<Reason> reason = Optional.empty();
        for (Outcome next : followed) {
            if (!next.isAdmitted()) {
                reason = next.refusal();
            } else if (!failures(next).isEmpty()) {
                reason = Optional.of(isLost(next) ? Reason.UNDECIDED : Reason.REFUSED);
            } else {
                reason = Optional.empty();
            }
        }
        return reason;
    }

    /** The findings behind {@link #reason}; empty when there is none. */
    public List<Finding> findings() {
        if (!outcome.isAdmitted()) {
            return outcome.findings();
        }
        if (reason().isEmpty()) {
            return List.of();
        }
        Outcome last = followed.get(followed.size() - 1);
        return last.isAdmitted() ? failures(last) : last.findings();
    }

    private static boolean isLost(Outcome outcome) {
        return outcome.events().stream().anyMatch(ActionLost.class::isInstance);
    }

    /** What an admitted command of the engine itself reports as gone wrong. */
    private static List<Finding> failures(Outcome outcome) {
        List<Finding> findings = new ArrayList<>();
        outcome.events()
                .forEach(
                        event -> {
                            if (event instanceof Assessed a && a.verdict() != Verdict.PASS) {
                                a.results().forEach(r -> findings.addAll(r.findings()));
                            }
                            if (event instanceof ActionFailed failed) {
                                findings.addAll(failed.findings());
                                findings.add(ended(failed.slot(), "failed", failed.key()));
                            }
                            if (event instanceof ActionLost lost) {
                                findings.add(ended(lost.slot(), lost.reason(), lost.key()));
                            }
                        });
        return findings;
    }

    private static Finding ended(String slot, String how, String key) {
        return Finding.of(
                "engine-action",
                "not-succeeded",
                slot,
                "an action that succeeds",
                how,
                "look at its output in var/gatehouse/actions (key "
                        + key
                        + "), then retry or resolve");
    }
}
