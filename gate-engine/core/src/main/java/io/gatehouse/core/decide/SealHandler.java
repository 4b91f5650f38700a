package io.gatehouse.core.decide;

import io.gatehouse.core.command.Command.Activate;
import io.gatehouse.core.command.Command.GrantPromotion;
import io.gatehouse.core.command.Command.Seal;
import io.gatehouse.core.decide.Gatekeeper.Answer;
import io.gatehouse.core.decide.RuleEvaluator.Evaluation;
import io.gatehouse.core.definition.ActionDefinition;
import io.gatehouse.core.definition.GateDefinition;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.event.EnvironmentEvent.EnvironmentPromoted;
import io.gatehouse.core.event.Event;
import io.gatehouse.core.event.LogEvent.LineAppended;
import io.gatehouse.core.event.PromotionEvent.ActivationBegun;
import io.gatehouse.core.event.PromotionEvent.EntrySealed;
import io.gatehouse.core.event.PromotionEvent.PromotionGranted;
import io.gatehouse.core.evidence.EvidenceItem;
import io.gatehouse.core.evidence.LogFact;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.machine.Guard;
import io.gatehouse.core.machine.Triggers;
import io.gatehouse.core.port.Sealer;
import io.gatehouse.core.rule.Finding;
import io.gatehouse.core.rule.Verdict;
import io.gatehouse.core.state.ActionState;
import io.gatehouse.core.state.Approval;
import io.gatehouse.core.state.GrantRecord;
import io.gatehouse.core.state.LogState;
import io.gatehouse.core.state.PromotionState;
import io.gatehouse.core.state.SealedLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** From the approved entry to the permit: SEALED, ACTIVATING, GRANTED. */
final class SealHandler {

    private final Gatekeeper gate;
    private final AssessmentHandler assessment;
    private final Sealer sealer;
    private final PermitComposer permits;

    SealHandler(Gatekeeper gate, AssessmentHandler assessment, Sealer sealer) {
        this.gate = gate;
        this.assessment = assessment;
        this.sealer = sealer;
        this.permits = new PermitComposer(sealer);
    }

    Ruling seal(Case c, Seal command) {
        Optional<Subject> found = Subject.of(c, command.promotion());
        if (found.isEmpty()) {
            return Ruling.refuse(Subject.unknown(command.promotion()));
        }
        Subject subject = found.get();
        Evaluation[] seen = new Evaluation[1];
        LineAppended[] line = new LineAppended[1];
        Answer answer =
                gate.promotion(
                        c.state(),
                        subject.promotion(),
                        Triggers.SEAL,
                        () -> {
                            List<Finding> findings = new ArrayList<>(againstSealing(c, subject));
                            Evaluation steps = assessment.evaluateAll(c, subject);
                            findings.addAll(
                                    EntryFacts.against(
                                            subject,
                                            steps.results(),
                                            c.state().governance(),
                                            c.now()));
                            seen[0] =
                                    steps.and(
                                            assessment.evaluate(
                                                    c, subject, subject.gate().decision()));
                            findings.addAll(
                                    AssessmentHandler.against(
                                            seen[0], subject.gate().decision().id()));
                            // Only what nothing stands against is signed.
                            return findings.isEmpty() ? sign(c, subject, line) : findings;
                        });
        if (seen[0] == null) {
            return Ruling.refuse(answer.findings());
        }
        Event verdict = assessment.assessed(c, subject, subject.gate().decision().id(), seen[0]);
        if (!answer.isAdmitted()) {
            return AssessmentHandler.refused(answer.findings(), seen[0], List.of(verdict));
        }
        SealedLine sealed =
                new SealedLine(
                        line[0].log(),
                        line[0].index(),
                        line[0].digest(),
                        c.snapshot().position().seq() + 1);
        return new Ruling.Admit(
                List.of(line[0]),
                List.of(verdict, new EntrySealed(command.promotion(), sealed, c.now())),
                List.of(answer.landing()));
    }

    private static List<Finding> againstSealing(Case c, Subject subject) {
        List<Finding> findings = new ArrayList<>();
        GateDefinition definition = subject.gate();
        if (!c.signer().has(definition.decision().responsible())) {
            findings.add(
                    Findings.role(
                            c.signer().id().value(),
                            definition.decision().responsible().code(),
                            GovernanceHandler.roles(c.signer())));
        }
        findings.addAll(againstEnvironment(c, definition));
        findings.addAll(ApprovalHandler.missing(c, subject));
        // A file that changed since it was recorded would be granted without having been approved.
        c.snapshot().observations().stream()
                .filter(o -> !o.isUnchanged())
                .forEach(
                        o ->
                                findings.add(
                                        Finding.of(
                                                Findings.EVIDENCE,
                                                "changed",
                                                o.item().path(),
                                                o.item().digests().sha384().value(),
                                                o.now()
                                                        .map(d -> d.sha384().value())
                                                        .orElse(o.problem()),
                                                "restore the file, or reopen step "
                                                        + o.item().step()
                                                        + " and collect it again")));
        if (c.snapshot().observations().size() != subject.promotion().evidence().size()) {
            findings.add(
                    Finding.of(
                            Findings.EVIDENCE,
                            "not-all-seen",
                            subject.name(),
                            subject.promotion().evidence().size() + " pieces of evidence",
                            c.snapshot().observations().size() + " in the snapshot",
                            "this is a fault of the program; nothing passes meanwhile"));
        }
        return findings;
    }

    private static List<Finding> againstEnvironment(Case c, GateDefinition definition) {
        boolean stands =
                !c.state().environment().isHalted()
                        && (!definition.movesEnvironment()
                                || c.state().environment().current() == definition.from());
        return stands
                ? List.of()
                : List.of(
                        Findings.state(
                                "environment",
                                definition.from().name(),
                                c.state().environment().machine()));
    }

    private List<Finding> sign(Case c, Subject subject, LineAppended[] line) {
        PromotionState promotion = subject.promotion();
        LogState log = c.state().log(subject.gate().log());
        List<Approval> approvals = ApprovalHandler.counting(c, subject);
        JsonObject entry =
                EntryComposer.complete(
                        c,
                        promotion.proposal().orElseThrow(),
                        approvals,
                        EntryComposer.journal(c.snapshot().position(), 0));
        List<String> roles = approvals.stream().map(a -> a.role().code()).distinct().toList();
        Sealer.Sealing sealing =
                sealer.sealLine(entry, roles, log.name(), log.length() + 1, log.last(), c.now());
        if (sealing instanceof Sealer.Sealing.Impossible impossible) {
            return impossible.findings();
        }
        JsonObject sealed = ((Sealer.Sealing.Sealed) sealing).document();
        line[0] = EntryComposer.appended(log.name(), log.length() + 1, sealed);
        return List.of();
    }

    /** After the line stands in the log and the log verifies strictly, the gate's own actions. */
    Ruling activate(Case c, Activate command) {
        Optional<Subject> found = Subject.of(c, command.promotion());
        if (found.isEmpty()) {
            return Ruling.refuse(Subject.unknown(command.promotion()));
        }
        Subject subject = found.get();
        Answer answer =
                gate.promotion(
                        c.state(),
                        subject.promotion(),
                        Triggers.ACTIVATE,
                        () -> againstLog(c, subject));
        if (!answer.isAdmitted()) {
            return Ruling.refuse(answer.findings());
        }
        List<Event> events = new ArrayList<>();
        events.add(new ActivationBegun(command.promotion(), c.now()));
        int slot = 1;
        for (ActionDefinition action : subject.gate().activates()) {
            events.add(StepHandler.intend(c, subject.promotion(), "activate-" + slot++, 1, action));
        }
        return new Ruling.Admit(List.of(), events, List.of(answer.landing()));
    }

    /**
     * Plan, note under the gate table: flags change only after a strict verification of the log.
     */
    private static List<Finding> againstLog(Case c, Subject subject) {
        Optional<LogFact> fact = c.snapshot().log(subject.gate().log());
        if (fact.isEmpty() || fact.get().verdict() != Verdict.PASS) {
            List<Finding> findings = fact.map(LogFact::findings).orElse(List.of());
            return findings.isEmpty() ? List.of(log(subject, "not verified")) : findings;
        }
        List<JsonObject> lines = fact.get().lines();
        boolean there =
                subject.promotion()
                        .sealed()
                        .filter(line -> line.index() >= 1 && line.index() <= lines.size())
                        .filter(
                                line ->
                                        Digest.of(lines.get((int) line.index() - 1))
                                                .equals(line.digest()))
                        .isPresent();
        return there ? List.of() : List.of(log(subject, "the sealed line is not in its place"));
    }

    private static Finding log(Subject subject, String observed) {
        return Finding.of(
                Findings.LOG,
                "not-verified",
                subject.gate().log().value(),
                "a decision log that verifies strictly and holds the sealed line",
                observed,
                "run 'gatehouse log verify --strict'");
    }

    Ruling grant(Case c, GrantPromotion command) {
        Optional<Subject> found = Subject.of(c, command.promotion());
        if (found.isEmpty()) {
            return Ruling.refuse(Subject.unknown(command.promotion()));
        }
        Subject subject = found.get();
        Answer answer =
                gate.promotion(
                        c.state(),
                        subject.promotion(),
                        Triggers.GRANT,
                        () -> {
                            List<Finding> findings = new ArrayList<>(againstLog(c, subject));
                            findings.addAll(againstActivations(subject));
                            findings.addAll(againstEnvironment(c, subject.gate()));
                            return findings;
                        });
        if (!answer.isAdmitted()) {
            return Ruling.refuse(answer.findings());
        }
        PromotionGranted granted = new PromotionGranted(command.promotion(), c.now());
        return subject.gate().movesEnvironment()
                ? grantEnvironment(c, subject, granted, answer)
                : Ruling.admit(answer.landing(), granted);
    }

    private static List<Finding> againstActivations(Subject subject) {
        List<Finding> findings = new ArrayList<>();
        for (int n = 1; n <= subject.gate().activates().size(); n++) {
            String slot = "activate-" + n;
            Optional<ActionState> action = ActionHandler.action(subject.promotion(), slot);
            if (action.filter(a -> a.phase() == ActionState.Phase.SUCCEEDED).isEmpty()) {
                findings.add(
                        Findings.state(
                                subject.name() + "/" + slot,
                                "SUCCEEDED",
                                action.map(a -> a.phase().name()).orElse("not begun")));
            }
        }
        return findings;
    }

    private Ruling grantEnvironment(
            Case c, Subject subject, PromotionGranted granted, Answer promotion) {
        GateDefinition definition = subject.gate();
        Optional<EvidenceItem> configuration = configuration(subject);
        if (configuration.isEmpty()) {
            return Ruling.refuse(
                    Finding.of(
                            Findings.EVIDENCE,
                            "no-configuration",
                            subject.name(),
                            "one configuration that the permit binds",
                            "none, or more than one, among the evidence",
                            "this is a fault of the definition; no permit is issued"));
        }
        Answer environment =
                gate.environment(c.state(), Triggers.promote(definition.to()), Guard.OPEN);
        if (!environment.isAdmitted()) {
            return Ruling.refuse(environment.findings());
        }
        GrantRecord grant =
                new GrantRecord(
                        definition.id(),
                        definition.digest(),
                        subject.promotion().id(),
                        configuration.get().digests().sha384(),
                        Optional.of(configuration.get().id()),
                        subject.promotion().release(),
                        subject.promotion().sealed().orElseThrow(),
                        c.now());
        PermitComposer.Issue issue = permits.issue(c, definition.to(), definition, grant);
        if (issue.event().isEmpty()) {
            return Ruling.refuse(issue.findings());
        }
        List<Event> events = new ArrayList<>();
        Revocations.permit(c, "superseded by " + definition.to(), events);
        events.add(granted);
        events.add(new EnvironmentPromoted(definition.to(), grant, c.now()));
        events.add(issue.event().get());
        return new Ruling.Admit(
                List.of(), events, List.of(promotion.landing(), environment.landing()));
    }

    /** Exactly one: of two files nobody could say which one the permit binds. */
    private static Optional<EvidenceItem> configuration(Subject subject) {
        List<EvidenceItem> items =
                subject.gate().configuration().stream()
                        .flatMap(
                                id ->
                                        subject.promotion().evidence().values().stream()
                                                .filter(item -> item.artefact().equals(id)))
                        .toList();
        return items.size() == 1 ? Optional.of(items.get(0)) : Optional.empty();
    }
}
