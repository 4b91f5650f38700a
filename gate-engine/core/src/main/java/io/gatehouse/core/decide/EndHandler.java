package io.gatehouse.core.decide;

import io.gatehouse.core.command.Command.AbortPromotion;
import io.gatehouse.core.command.Command.ExpirePromotion;
import io.gatehouse.core.command.Command.Reject;
import io.gatehouse.core.command.Command.Withdraw;
import io.gatehouse.core.decide.Gatekeeper.Answer;
import io.gatehouse.core.definition.Role;
import io.gatehouse.core.event.PromotionEvent.PromotionEnded;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.machine.GateMachine;
import io.gatehouse.core.machine.Guard;
import io.gatehouse.core.machine.Triggers;
import io.gatehouse.core.port.Sealer;
import io.gatehouse.core.rule.Finding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How a promotion ends without a grant. */
final class EndHandler {

    private final Gatekeeper gate;
    private final Sealer sealer;

    EndHandler(Gatekeeper gate, Sealer sealer) {
        this.gate = gate;
        this.sealer = sealer;
    }

    Ruling reject(Case c, Reject command) {
        return end(
                c,
                command.promotion(),
                Triggers.REFUSE,
                GateMachine.REFUSED,
                command.reason(),
                subject -> {
                    List<Finding> findings = new ArrayList<>();
                    if (!c.signer().has(Role.COMPLIANCE)) {
                        findings.add(
                                Findings.role(
                                        c.signer().id().value(),
                                        Role.COMPLIANCE.code(),
                                        GovernanceHandler.roles(c.signer())));
                    }
                    if (command.reason().isBlank()) {
                        findings.add(noReason(subject));
                    }
                    return findings;
                });
    }

    Ruling withdraw(Case c, Withdraw command) {
        return end(
                c,
                command.promotion(),
                Triggers.WITHDRAW,
                GateMachine.WITHDRAWN,
                command.reason(),
                subject -> {
                    boolean may =
                            c.signer().has(Role.OPERATOR)
                                    || subject.promotion().requester().equals(c.signer().id());
                    List<Finding> findings = new ArrayList<>();
                    if (!may) {
                        findings.add(
                                Findings.role(
                                        c.signer().id().value(),
                                        "operator, or the person who opened it",
                                        GovernanceHandler.roles(c.signer())));
                    }
                    if (command.reason().isBlank()) {
                        findings.add(noReason(subject));
                    }
                    return findings;
                });
    }

    private static Finding noReason(Subject subject) {
        return Finding.of(
                Findings.GOVERNANCE,
                "no-reason",
                subject.name(),
                "a reason",
                "none",
                "say why, for those who read the history");
    }

    Ruling expire(Case c, ExpirePromotion command) {
        return end(
                c,
                command.promotion(),
                Triggers.EXPIRE,
                GateMachine.EXPIRED,
                "rested too long",
                subject -> {
                    Instant end = subject.promotion().touched().plus(subject.gate().expiresAfter());
                    return c.now().isBefore(end)
                            ? List.of(
                                    Findings.state(
                                            subject.name(),
                                            "rested until " + end,
                                            "it is " + c.now()))
                            : List.of();
                });
    }

    Ruling abort(Case c, AbortPromotion command) {
        return end(
                c,
                command.promotion(),
                Triggers.ABORT,
                GateMachine.HALTED,
                command.reason(),
                subject -> List.of());
    }

    private interface Against {
        List<Finding> findings(Subject subject);
    }

    private Ruling end(
            Case c, PromotionId id, String trigger, String state, String reason, Against against) {
        Optional<Subject> found = Subject.of(c, id);
        if (found.isEmpty()) {
            return Ruling.refuse(Subject.unknown(id));
        }
        Subject subject = found.get();
        Guard guard = () -> against.findings(subject);
        Answer answer = gate.promotion(c.state(), subject.promotion(), trigger, guard);
        if (!answer.isAdmitted()) {
            return Ruling.refuse(answer.findings());
        }
        Revocations revocations = new Revocations(c, sealer);
        revocations.takeBack(
                subject.promotion(), subject.gate(), state.equals(GateMachine.HALTED), reason);
        return new Ruling.Admit(
                revocations.lines(),
                List.of(
                        new PromotionEnded(
                                id, state, trigger, revocations.reason(reason), c.now())),
                List.of(answer.landing()));
    }
}
