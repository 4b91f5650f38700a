package io.gatehouse.core.decide;

import io.gatehouse.core.command.Command.Waive;
import io.gatehouse.core.decide.Gatekeeper.Answer;
import io.gatehouse.core.definition.Role;
import io.gatehouse.core.definition.RuleReference;
import io.gatehouse.core.definition.StepDefinition;
import io.gatehouse.core.event.PromotionEvent.WaiverSigned;
import io.gatehouse.core.machine.Triggers;
import io.gatehouse.core.rule.Finding;
import io.gatehouse.core.rule.Rule;
import io.gatehouse.core.rule.RuleBook;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Exceptions: written down, with an end, signed by owner and compliance. */
final class WaiverHandler {

    /** A waiver is an exception, not a new rule: it ends. */
    private static final Duration LONGEST_WAIVER = Duration.ofDays(30);

    private final Gatekeeper gate;
    private final RuleBook rules;

    WaiverHandler(Gatekeeper gate, RuleBook rules) {
        this.gate = gate;
        this.rules = rules;
    }

    Ruling waive(Case c, Waive command) {
        Optional<Subject> found = Subject.of(c, command.promotion());
        if (found.isEmpty()) {
            return Ruling.refuse(Subject.unknown(command.promotion()));
        }
        Subject subject = found.get();
        Answer answer =
                gate.promotion(
                        c.state(),
                        subject.promotion(),
                        Triggers.WAIVE,
                        () -> againstWaiver(c, subject, command));
        return answer.isAdmitted()
                ? Ruling.admit(
                        answer.landing(),
                        new WaiverSigned(
                                command.promotion(),
                                command.step(),
                                command.rule(),
                                command.reason(),
                                command.expires(),
                                command.role(),
                                c.signer().id(),
                                c.actor().signed().orElseThrow().key(),
                                c.now()))
                : Ruling.refuse(answer.findings());
    }

    private List<Finding> againstWaiver(Case c, Subject subject, Waive command) {
        List<Finding> findings = new ArrayList<>();
        String name = c.signer().id().value();
        boolean ownerOrCompliance =
                command.role() == Role.OWNER || command.role() == Role.COMPLIANCE;
        if (!ownerOrCompliance || !c.signer().has(command.role())) {
            findings.add(
                    Findings.role(
                            name, "owner or compliance", GovernanceHandler.roles(c.signer())));
        }
        boolean waivable =
                rules.find(command.rule()).filter(Rule::waivable).isPresent()
                        && subject.step(command.step()).stream()
                                .flatMap(StepDefinition::rules)
                                .filter(reference -> reference.rule().equals(command.rule()))
                                .anyMatch(RuleReference::waivable);
        if (!waivable) {
            findings.add(
                    Finding.of(
                            Findings.GOVERNANCE,
                            "not-waivable",
                            command.rule().value(),
                            "a rule that the definition marks waivable",
                            "one that nobody can waive",
                            "meet the rule; see 'gatehouse explain " + command.rule() + "'"));
        }
        if (command.reason().isBlank()
                || !command.expires().isAfter(c.now())
                || command.expires().isAfter(c.now().plus(LONGEST_WAIVER))) {
            findings.add(
                    Finding.of(
                            Findings.GOVERNANCE,
                            "waiver-without-end",
                            command.rule().value(),
                            "a reason, and an end within " + LONGEST_WAIVER,
                            "'" + command.reason() + "' until " + command.expires(),
                            "give a reason and an end"));
        }
        subject.promotion().waivers().stream()
                .filter(w -> w.rule().equals(command.rule()) && w.step().equals(command.step()))
                .flatMap(w -> w.signers().entrySet().stream())
                .filter(
                        e ->
                                e.getKey() != command.role()
                                        && e.getValue().person().equals(c.signer().id()))
                .findFirst()
                .ifPresent(
                        e ->
                                findings.add(
                                        Findings.separation(
                                                "one-person-twice",
                                                name,
                                                "owner and compliance are two persons",
                                                name + " signs as both")));
        return findings;
    }
}
