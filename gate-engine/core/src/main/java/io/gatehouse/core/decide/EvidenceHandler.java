package io.gatehouse.core.decide;

import io.gatehouse.core.command.Command.AttachEvidence;
import io.gatehouse.core.command.Command.SubmitStep;
import io.gatehouse.core.decide.Gatekeeper.Answer;
import io.gatehouse.core.definition.AnyOf;
import io.gatehouse.core.definition.StepDefinition;
import io.gatehouse.core.event.PromotionEvent.EvidenceRecorded;
import io.gatehouse.core.event.PromotionEvent.StepSubmitted;
import io.gatehouse.core.evidence.EvidenceItem;
import io.gatehouse.core.machine.Triggers;
import io.gatehouse.core.rule.Finding;
import io.gatehouse.core.state.PromotionState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What persons bring to a step, and the alternatives to its action. */
final class EvidenceHandler {

    private final Gatekeeper gate;

    EvidenceHandler(Gatekeeper gate) {
        this.gate = gate;
    }

    Ruling attach(Case c, AttachEvidence command) {
        return StepHandler.onStep(
                c,
                command.promotion(),
                command.step(),
                (subject, step) -> {
                    Answer answer =
                            gate.promotion(
                                    c.state(),
                                    subject.promotion(),
                                    Triggers.attach(step.id()),
                                    () -> {
                                        List<Finding> findings =
                                                new ArrayList<>(StepHandler.responsible(c, step));
                                        findings.addAll(
                                                againstItems(
                                                        c.by(),
                                                        subject.promotion(),
                                                        step,
                                                        command.items()));
                                        return findings;
                                    });
                    return answer.isAdmitted()
                            ? Ruling.admit(
                                    answer.landing(),
                                    new EvidenceRecorded(
                                            command.promotion(),
                                            step.id(),
                                            command.items(),
                                            c.by(),
                                            c.now()))
                            : Ruling.refuse(answer.findings());
                });
    }

    /** What stands against recording some files for a step. */
    static List<Finding> againstItems(
            String by, PromotionState promotion, StepDefinition step, List<EvidenceItem> items) {
        List<Finding> findings = new ArrayList<>();
        Set<String> ids = new HashSet<>(promotion.evidence().keySet());
        if (items.isEmpty()) {
            findings.add(evidence("nothing", step.id().value(), "one file or more", "none"));
        }
        for (EvidenceItem item : items) {
            boolean secret =
                    step.artefact(item.artefact()).map(a -> a.secret()).orElse(item.secret());
            if (step.artefact(item.artefact()).isEmpty() || !item.step().equals(step.id())) {
                findings.add(
                        evidence(
                                "unknown-artefact",
                                item.path(),
                                "an artefact of step " + step.id(),
                                item.artefact().value()));
            }
            if (!ids.add(item.id().value())) {
                findings.add(evidence("id-in-use", item.path(), "a new id", item.id().value()));
            }
            if (secret != item.secret() || !item.by().equals(by)) {
                findings.add(
                        evidence(
                                "mislabelled",
                                item.path(),
                                "recorded as it is defined",
                                item.by()));
            }
        }
        return findings;
    }

    Ruling submit(Case c, SubmitStep command) {
        return StepHandler.onStep(
                c,
                command.promotion(),
                command.step(),
                (subject, step) -> {
                    Answer answer =
                            gate.promotion(
                                    c.state(),
                                    subject.promotion(),
                                    Triggers.submit(step.id()),
                                    () -> againstSubmitting(c, subject, step));
                    return answer.isAdmitted()
                            ? Ruling.admit(
                                    answer.landing(),
                                    new StepSubmitted(
                                            command.promotion(), step.id(), c.by(), c.now()))
                            : Ruling.refuse(answer.findings());
                });
    }

    private static List<Finding> againstSubmitting(Case c, Subject subject, StepDefinition step) {
        List<Finding> findings = new ArrayList<>(StepHandler.responsible(c, step));
        // Without an alternative in the definition, a step with an action is what its action does.
        if (step.accept().stream().noneMatch(AnyOf.class::isInstance)) {
            findings.add(
                    Findings.state(
                            subject.name(),
                            "a step with alternatives",
                            step.id() + " runs its action"));
        }
        if (subject.promotion().evidenceOf(step.id()).isEmpty()) {
            findings.add(
                    evidence("nothing", step.id().value(), "evidence of the alternative", "none"));
        }
        return findings;
    }

    private static Finding evidence(String code, String subject, String expected, String observed) {
        return Finding.of(
                Findings.EVIDENCE,
                code,
                subject,
                expected,
                observed,
                "look at 'gatehouse check' for the artefacts that the step asks for");
    }
}
