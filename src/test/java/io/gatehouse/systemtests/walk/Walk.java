package io.gatehouse.systemtests.walk;

import io.gatehouse.app.engine.Engine;
import io.gatehouse.app.signing.CommandSigner;
import io.gatehouse.app.usecase.AddEvidence;
import io.gatehouse.app.usecase.Answer;
import io.gatehouse.app.usecase.Approve;
import io.gatehouse.app.usecase.Desk;
import io.gatehouse.app.usecase.Resume;
import io.gatehouse.app.usecase.Unanswerable;
import io.gatehouse.core.command.Actor;
import io.gatehouse.core.command.Command;
import io.gatehouse.core.definition.Environment;
import io.gatehouse.core.definition.Role;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.GateId;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.id.StepId;
import io.gatehouse.core.state.PromotionState;
import io.gatehouse.core.state.Release;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The persons of {@link Premises} at work in one engine: each {@link #act} is what comes next,
 * wherever the installation stands.
 */
public final class Walk {

    public static final Release RELEASE =
            new Release("r1", Digest.sha384(new byte[] {1}), "a".repeat(40));

    private final Engine engine;
    private final Map<String, CommandSigner> signers;

    public Walk(Engine engine, Map<String, CommandSigner> signers) {
        this.engine = engine;
        this.signers = signers;
    }

    public Desk desk(String person) {
        return new Desk(engine, signers.get(person));
    }

    /** How many promotions were granted so far. */
    public long granted() {
        return engine.read(
                s -> s.promotions().stream().filter(p -> p.machine().equals("GRANTED")).count());
    }

    public Environment current() {
        return engine.read(s -> s.environment().current());
    }

    /** Goes on with the open promotion, or begins the next one; demotes when nothing is above. */
    public Answer act() throws Unanswerable {
        Optional<PromotionState> open = engine.read(s -> s.openPromotions().stream().findFirst());
        return open.isPresent() ? promote(open.get()) : begin();
    }

    public Answer demote() throws Unanswerable {
        return desk("rita").give(new Command.Demote(Environment.NONE, "again"));
    }

    public Answer halt() throws Unanswerable {
        return desk("rita").give(new Command.Halt("to try it"));
    }

    /** One of the two signatures that a resume needs. */
    public Answer resume(String person) throws Unanswerable {
        return new Resume(desk(person)).run(Environment.NONE, Optional.empty());
    }

    private Answer begin() throws Unanswerable {
        if (current() != Environment.NONE) {
            return demote();
        }
        int number = engine.read(s -> s.promotions().size()) + 1;
        return desk("olaf")
                .give(
                        new Command.OpenPromotion(
                                new PromotionId("p-" + number), new GateId("demo"), RELEASE));
    }

    private Answer promote(PromotionState p) throws Unanswerable {
        String machine = p.machine();
        if (machine.contains(":")) {
            StepId step = new StepId(machine.substring(0, machine.indexOf(':')));
            return atStep(p, step, machine.substring(machine.indexOf(':') + 1));
        }
        if (!machine.equals("PROPOSED")) {
            throw new IllegalStateException("stuck at " + machine);
        }
        for (Map.Entry<String, Role> approver :
                List.of(Map.entry("renata", Role.RUNTIME), Map.entry("anna", Role.OWNER))) {
            if (p.approvals().stream().noneMatch(a -> a.role() == approver.getValue())) {
                Approve approve = new Approve(desk(approver.getKey()));
                return approve.run(
                        approve.prepare(
                                p.id(), Optional.of(approver.getValue()), Optional.empty()));
            }
        }
        return desk("olaf").give(new Command.Seal(p.id()));
    }

    private Answer atStep(PromotionState p, StepId step, String phase) throws Unanswerable {
        Desk remek = desk("remek");
        return switch (phase) {
            case "READY" -> {
                boolean attached = !step.value().equals("first") || !p.evidenceOf(step).isEmpty();
                yield attached
                        ? remek.give(new Command.RunStep(p.id(), step))
                        : new AddEvidence(remek)
                                .run(
                                        p.id(),
                                        Optional.of(step),
                                        Optional.empty(),
                                        List.of("config/core.yaml"));
            }
            case "UNKNOWN" ->
                    remek.give(
                            new Command.ResolveAction(
                                    p.id(), step.value(), false, "the process was killed"));
            case "FAILED" -> remek.give(new Command.RetryStep(p.id(), step, "killed before"));
            default ->
                    throw new IllegalStateException(
                            "stuck at "
                                    + p.machine()
                                    + ": "
                                    + engine.submit(
                                                    new Command.AssessStep(p.id(), step),
                                                    Actor.ENGINE)
                                            .findings());
        };
    }
}
