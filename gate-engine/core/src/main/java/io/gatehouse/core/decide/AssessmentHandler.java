package io.gatehouse.core.decide;

import io.gatehouse.core.command.Command.AssessStep;
import io.gatehouse.core.decide.Gatekeeper.Answer;
import io.gatehouse.core.decide.RuleEvaluator.Evaluation;
import io.gatehouse.core.definition.StepDefinition;
import io.gatehouse.core.event.Event;
import io.gatehouse.core.event.PromotionEvent.Assessed;
import io.gatehouse.core.event.PromotionEvent.StepAccepted;
import io.gatehouse.core.event.PromotionEvent.StepReset;
import io.gatehouse.core.id.StepId;
import io.gatehouse.core.machine.Triggers;
import io.gatehouse.core.rule.Finding;
import io.gatehouse.core.rule.Verdict;
import java.util.List;
import java.util.Optional;

/** Runs the rules of a collected step: accepted, sent back, or waiting for persons. */
final class AssessmentHandler {

    private final Gatekeeper gate;
    private final RuleEvaluator evaluator;
    private final String build;

    AssessmentHandler(Gatekeeper gate, RuleEvaluator evaluator, String build) {
        this.gate = gate;
        this.evaluator = evaluator;
        this.build = build;
    }

    Ruling assess(Case c, AssessStep command) {
        Optional<Subject> found = Subject.of(c, command.promotion());
        if (found.isEmpty()) {
            return Ruling.refuse(Subject.unknown(command.promotion()));
        }
        Subject subject = found.get();
        Optional<StepDefinition> step = subject.step(command.step());
        if (step.isEmpty()) {
            return Ruling.refuse(subject.unknownStep(command.step()));
        }
        Evaluation[] seen = new Evaluation[1];
        Answer accepted =
                gate.promotion(
                        c.state(),
                        subject.promotion(),
                        Triggers.accept(command.step()),
                        () -> {
                            seen[0] = evaluate(c, subject, step.get());
                            return against(seen[0], command.step());
                        });
        if (seen[0] == null) {
            return Ruling.refuse(accepted.findings());
        }
        Assessed assessed = assessed(c, subject, command.step(), seen[0]);
        if (accepted.isAdmitted()) {
            return new Ruling.Admit(
                    List.of(),
                    List.of(
                            assessed,
                            new StepAccepted(command.promotion(), command.step(), c.now())),
                    List.of(accepted.landing()));
        }
        boolean failed = seen[0].verdict() == Verdict.FAIL && !seen[0].isPending();
        return failed
                ? sendBack(c, subject, command.step(), seen[0], assessed)
                : refused(accepted.findings(), seen[0], List.of(assessed));
    }

    /** The step is to be done again: what it left behind cannot be accepted. */
    private Ruling sendBack(
            Case c, Subject subject, StepId step, Evaluation evaluation, Assessed assessed) {
        String trigger = Triggers.reject(step);
        Answer answer =
                gate.promotion(
                        c.state(),
                        subject.promotion(),
                        trigger,
                        () ->
                                evaluation.findings().isEmpty()
                                        ? List.of(Findings.state(step.value(), "a finding", "none"))
                                        : List.of());
        if (!answer.isAdmitted()) {
            return refused(answer.findings(), evaluation, List.of(assessed));
        }
        return new Ruling.Admit(
                List.of(),
                List.of(
                        assessed,
                        new StepReset(
                                subject.promotion().id(),
                                step,
                                trigger,
                                evaluation.findings().size() + " finding(s)",
                                c.now())),
                List.of(answer.landing()));
    }

    Evaluation evaluate(Case c, Subject subject, StepDefinition step) {
        return evaluator.evaluate(
                subject.gate(), step, subject.promotion(), c.state(), c.snapshot());
    }

    /** Every step of the gate; the decision's own rules are not among them. */
    Evaluation evaluateAll(Case c, Subject subject) {
        Evaluation all = new Evaluation(List.of(), List.of(), false);
        for (StepDefinition step : subject.gate().steps()) {
            all = all.and(evaluate(c, subject, step));
        }
        return all;
    }

    Assessed assessed(Case c, Subject subject, StepId step, Evaluation evaluation) {
        return new Assessed(
                subject.promotion().id(),
                step,
                evaluation.verdict(),
                evaluation.results(),
                c.snapshot().asOf(),
                subject.promotion().evidenceRoot(),
                build);
    }

    /** Findings against a transition; a verdict other than PASS never comes without one. */
    static List<Finding> against(Evaluation evaluation, StepId step) {
        if (evaluation.findings().isEmpty() && evaluation.verdict() != Verdict.PASS) {
            return List.of(
                    Finding.of(
                            "engine-rule",
                            "nothing-checked",
                            step.value(),
                            "at least one rule",
                            "none",
                            "this is a fault of the definition; nothing passes meanwhile"));
        }
        return evaluation.findings();
    }

    static Ruling refused(
            List<Finding> findings, Evaluation evaluation, List<? extends Event> records) {
        Decision.Reason reason =
                evaluation.verdict() == Verdict.ERROR
                        ? Decision.Reason.UNDECIDED
                        : Findings.reason(findings);
        return new Ruling.Refuse(reason, findings, List.copyOf(records));
    }
}
