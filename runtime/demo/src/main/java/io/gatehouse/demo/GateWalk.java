package io.gatehouse.demo;

import io.gatehouse.app.usecase.AddEvidence;
import io.gatehouse.app.usecase.Answer;
import io.gatehouse.app.usecase.Approve;
import io.gatehouse.app.usecase.OpenPromotion;
import io.gatehouse.app.usecase.RetryStep;
import io.gatehouse.app.usecase.RunStep;
import io.gatehouse.app.usecase.SealPromotion;
import io.gatehouse.app.usecase.SignOff;
import io.gatehouse.app.usecase.Unanswerable;
import io.gatehouse.app.usecase.WaiveRule;
import io.gatehouse.core.definition.ApprovalRequirement;
import io.gatehouse.core.definition.GateDefinition;
import io.gatehouse.core.definition.Role;
import io.gatehouse.core.definition.RuleReference;
import io.gatehouse.core.definition.StepDefinition;
import io.gatehouse.core.id.GateId;
import io.gatehouse.core.id.PersonId;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.id.RuleId;
import io.gatehouse.core.json.JsonString;
import io.gatehouse.core.json.JsonValue;
import io.gatehouse.core.machine.GateMachine;
import io.gatehouse.core.state.PromotionState;
import io.gatehouse.core.state.Release;
import io.gatehouse.core.state.SignOffKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Walks one gate from open to granted as its definition says: what the definition asks for is done,
 * by a person whom it asks, and nothing else.
 */
final class GateWalk {

    /** A sign-off that a rule of a step asks for. */
    private record Wanted(Role role, SignOffKind kind, boolean independent) {}

    /** What persons bring to a step before its action runs. */
    @FunctionalInterface
    interface Papers {
        List<String> of(GateDefinition gate, StepDefinition step, PromotionState promotion)
                throws IOException;
    }

    private final Desks desks;
    private final Screen screen;
    private final Papers papers;

    GateWalk(Desks desks, Screen screen, Papers papers) {
        this.desks = desks;
        this.screen = screen;
        this.papers = papers;
    }

    PromotionId open(String gate, Release release) throws IOException, Unanswerable, DemoStopped {
        PersonId operator = DemoPeople.in(Role.OPERATOR).get(0);
        PromotionId id = new PromotionId(gate + "-1");
        Answer answer =
                new OpenPromotion(desks.of(operator))
                        .run(new GateId(gate), Optional.of(id), release);
        screen.command(operator, "promotion open " + gate + " --id " + id);
        expectYes(answer);
        return id;
    }

    /** Does the step that the promotion stands at, with every sign-off, until it is accepted. */
    void step(PromotionId id, StepDefinition step) throws IOException, Unanswerable, DemoStopped {
        PersonId responsible = DemoPeople.in(step.responsible()).get(0);
        screen.step(step);
        List<String> brought = papers.of(gate(id), step, promotion(id));
        if (!brought.isEmpty()) {
            attach(id, step, responsible, brought);
        }
        if (step.action().isPresent()) {
            expectRun(
                    isMeasured(step)
                            ? Repetition.of(
                                    () -> run(id, step, responsible),
                                    () -> hasFailed(id, step),
                                    () -> runAgain(id, step, responsible))
                            : run(id, step, responsible));
        }
        signOff(id, step);
        if (!GateMachine.isAccepted(gate(id), promotion(id).machine(), step.id())) {
            throw new DemoStopped("step " + step.id() + " stands at " + promotion(id).machine());
        }
        screen.accepted(step);
    }

    /** Runs the action of a step that has one. */
    Answer run(PromotionId id, StepDefinition step, PersonId person)
            throws IOException, Unanswerable {
        screen.command(person, "promotion run " + id);
        step.action().stream()
                .flatMap(action -> action.with().text("program").stream())
                .forEach(screen::standIn);
        return new RunStep(desks.of(person)).run(id, Optional.of(step.id()));
    }

    /** Whether the clock decides: the drills of a dry run are held to milliseconds. */
    private static boolean isMeasured(StepDefinition step) {
        return step.action().filter(a -> a.adapter().value().equals("live-router")).isPresent();
    }

    private boolean hasFailed(PromotionId id, StepDefinition step) {
        return promotion(id)
                .machine()
                .equals(GateMachine.state(step.id(), GateMachine.Phase.FAILED));
    }

    private Answer runAgain(PromotionId id, StepDefinition step, PersonId person)
            throws IOException, Unanswerable, DemoStopped {
        String reason = "a drill that was too slow once may be in time";
        screen.command(person, "promotion retry " + id + " --reason \"" + reason + "\"");
        expectYes(new RetryStep(desks.of(person)).run(id, Optional.of(step.id()), reason));
        return run(id, step, person);
    }

    Answer attach(PromotionId id, StepDefinition step, PersonId person, List<String> paths)
            throws IOException, Unanswerable {
        screen.command(person, "evidence add " + id + " " + String.join(" ", paths));
        return new AddEvidence(desks.of(person))
                .run(id, Optional.of(step.id()), Optional.empty(), paths);
    }

    void signOff(PromotionId id, StepDefinition step)
            throws IOException, Unanswerable, DemoStopped {
        for (Wanted wanted : wanted(step)) {
            if (GateMachine.isAccepted(gate(id), promotion(id).machine(), step.id())) {
                return;
            }
            PersonId person = somebody(wanted.role(), id, wanted.independent());
            screen.command(
                    person,
                    "promotion signoff "
                            + id
                            + " --role "
                            + wanted.role().code()
                            + " --kind "
                            + wanted.kind().name().toLowerCase(Locale.ROOT));
            expectRun(
                    new SignOff(desks.of(person))
                            .run(
                                    id,
                                    Optional.of(step.id()),
                                    Optional.of(wanted.role()),
                                    Optional.of(wanted.kind())));
        }
    }

    /** The sign-offs that the rules of a step name, each once. */
    private static Set<Wanted> wanted(StepDefinition step) {
        Set<Wanted> all = new LinkedHashSet<>();
        step.rules()
                .filter(rule -> !roles(rule).isEmpty())
                .forEach(
                        rule -> {
                            boolean independent =
                                    rule.parameters().flag("independent").orElse(true);
                            SignOffKind kind =
                                    rule.parameters()
                                            .text("kind")
                                            .map(
                                                    k ->
                                                            SignOffKind.valueOf(
                                                                    k.toUpperCase(Locale.ROOT)))
                                            .orElse(SignOffKind.APPROVED);
                            roles(rule)
                                    .forEach(role -> all.add(new Wanted(role, kind, independent)));
                        });
        // Where two rules ask for the same signature, the stricter one decides who gives it.
        all.removeIf(w -> !w.independent() && all.contains(new Wanted(w.role(), w.kind(), true)));
        return all;
    }

    private static List<Role> roles(RuleReference rule) {
        List<Role> roles = new ArrayList<>();
        rule.parameters().text("role").flatMap(Role::ofCode).ifPresent(roles::add);
        for (String member : List.of("roles", "sign-off")) {
            for (JsonValue value : rule.parameters().array(member)) {
                if (value instanceof JsonString text) {
                    Role.ofCode(text.value()).ifPresent(roles::add);
                }
            }
        }
        return roles;
    }

    /** Somebody of the role; one who prepared nothing where independence is asked for. */
    private PersonId somebody(Role role, PromotionId id, boolean independent) throws DemoStopped {
        return DemoPeople.in(role).stream()
                .filter(p -> !independent || !promotion(id).isPreparer(p))
                .findFirst()
                .orElseThrow(() -> new DemoStopped("nobody is left for " + role.code()));
    }

    /** An exception, written down, signed by owner and compliance, and with an end. */
    void waive(PromotionId id, StepDefinition step, String rule, String reason)
            throws IOException, Unanswerable, DemoStopped {
        screen.command(
                DemoPeople.in(Role.OWNER).get(0),
                "waive " + id + " " + step.id() + " " + rule + " --reason \"" + reason + "\"");
        expectYes(
                new WaiveRule(desks.of(DemoPeople.in(Role.OWNER).get(0)))
                        .run(
                                id,
                                step.id(),
                                new RuleId(rule),
                                Optional.of(reason),
                                Optional.empty(),
                                Optional.of(Role.OWNER)));
        PersonId second = DemoPeople.in(Role.COMPLIANCE).get(0);
        screen.command(second, "waive " + id + " " + step.id() + " " + rule);
        expectYes(
                new WaiveRule(desks.of(second))
                        .run(
                                id,
                                step.id(),
                                new RuleId(rule),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(Role.COMPLIANCE)));
    }

    /** Approvals, the seal, and what the engine does thereafter. */
    void decide(PromotionId id) throws IOException, Unanswerable, DemoStopped {
        if (!promotion(id).machine().equals(GateMachine.PROPOSED)) {
            throw new DemoStopped("nothing was proposed: " + promotion(id).machine());
        }
        for (ApprovalRequirement requirement : gate(id).approvals()) {
            Role role = requirement.anyOf().get(0);
            PersonId person = somebody(role, id, true);
            screen.command(person, "promotion approve " + id + " --role " + role.code());
            Approve approve = new Approve(desks.of(person));
            expectYes(approve.run(approve.prepare(id, Optional.of(role), Optional.empty())));
        }
        PersonId sealer = DemoPeople.in(gate(id).decision().responsible()).get(0);
        screen.command(sealer, "promotion seal " + id);
        gate(id).activates().stream()
                .flatMap(a -> a.with().text("program").stream())
                .forEach(screen::standIn);
        expectYes(new SealPromotion(desks.of(sealer)).run(id));
        if (!promotion(id).machine().equals(GateMachine.GRANTED)) {
            throw new DemoStopped("not granted: " + promotion(id).machine());
        }
    }

    PromotionState promotion(PromotionId id) {
        return desks.engine().read(state -> state.promotion(id)).orElseThrow();
    }

    GateDefinition gate(PromotionId id) {
        return desks.engine()
                .read(s -> s.definition(promotionIn(s, id).definition()))
                .orElseThrow();
    }

    private static PromotionState promotionIn(
            io.gatehouse.core.state.InstallationView state, PromotionId id) {
        return state.promotion(id).orElseThrow();
    }

    private void expectYes(Answer answer) throws DemoStopped {
        if (answer.reason().isPresent()) {
            screen.findings(answer.findings());
            throw new DemoStopped("refused: " + answer.reason().get());
        }
    }

    /** A step may still wait for signatures; anything else that stands against it ends the demo. */
    private void expectRun(Answer answer) throws DemoStopped {
        boolean waits =
                answer.reason().isEmpty()
                        || answer.findings().stream().allMatch(f -> f.pending())
                                && !answer.findings().isEmpty();
        if (!waits) {
            expectYes(answer);
        }
    }
}
