package io.gatehouse.systemtests.crash;

import io.gatehouse.app.engine.Engine;
import io.gatehouse.app.engine.Settler;
import io.gatehouse.app.signing.CredentialSigner;
import io.gatehouse.app.usecase.Answer;
import io.gatehouse.app.usecase.Approve;
import io.gatehouse.app.usecase.Desk;
import io.gatehouse.app.workspace.Workspace;
import io.gatehouse.audit.key.PersonCredential;
import io.gatehouse.core.command.Command;
import io.gatehouse.core.definition.Environment;
import io.gatehouse.core.definition.Role;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.evidence.JournalPosition;
import io.gatehouse.core.id.GateId;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.id.StepId;
import io.gatehouse.core.state.PromotionState;
import io.gatehouse.core.state.Release;
import io.gatehouse.definitions.load.Floor;
import io.gatehouse.embedded.EmbeddedEngine;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Promotes, demotes and promotes again, for ever, until somebody kills it; says after each durable
 * answer how far the journal is.
 */
public final class KilledDriver {

    static final String PASSPHRASE = "throw-away";
    static final Release RELEASE = new Release("r1", Digest.sha384(new byte[] {1}), "a".repeat(40));

    private final Engine engine;
    private final Map<String, Desk> desks = new TreeMap<>();

    private KilledDriver(Engine engine, Workspace workspace) {
        this.engine = engine;
        for (String person : List.of("anna", "olaf", "remek", "renata", "rita")) {
            desks.put(
                    person,
                    new Desk(
                            engine,
                            new CredentialSigner(
                                    PersonCredential.load(workspace.credential(person))
                                            .open(PASSPHRASE.toCharArray()),
                                    InstantSource.system(),
                                    new SecureRandom())));
        }
    }

    /** Arguments: the workspace, and after how many grants to stop of its own accord. */
    public static void main(String[] arguments) throws Exception {
        Workspace workspace = Workspace.at(Path.of(arguments[0]));
        int grants = Integer.parseInt(arguments[1]);
        EmbeddedEngine embedded =
                new EmbeddedEngine(workspace, InstantSource.system(), Optional.empty())
                        .onFloor(Floor::general);
        try (Engine engine = embedded.open("driver")) {
            KilledDriver driver = new KilledDriver(engine, workspace);
            new Settler(engine).settleAll();
            say(engine.position());
            while (driver.granted() < grants) {
                driver.act();
            }
        }
        System.out.println("DONE");
    }

    private static void say(JournalPosition position) {
        // One write of one line: what the parent reads is what was acknowledged.
        System.out.println("ACK " + position);
        System.out.flush();
    }

    private long granted() {
        return engine.read(
                s -> s.promotions().stream().filter(p -> p.machine().equals("GRANTED")).count());
    }

    private void act() throws Exception {
        Optional<PromotionState> open = engine.read(s -> s.openPromotions().stream().findFirst());
        Answer answer = open.isPresent() ? promote(open.get()) : begin();
        say(answer.position());
    }

    private Answer begin() throws Exception {
        Environment current = engine.read(s -> s.environment().current());
        if (current != Environment.NONE) {
            return desks.get("rita").give(new Command.Demote(Environment.NONE, "again"));
        }
        int number = engine.read(s -> s.promotions().size()) + 1;
        return desks.get("olaf")
                .give(
                        new Command.OpenPromotion(
                                new PromotionId("p-" + number), new GateId("demo"), RELEASE));
    }

    private Answer promote(PromotionState p) throws Exception {
        String machine = p.machine();
        if (machine.contains(":")) {
            StepId step = new StepId(machine.substring(0, machine.indexOf(':')));
            return atStep(p, step, machine.substring(machine.indexOf(':') + 1));
        }
        if (machine.equals("PROPOSED")) {
            for (Map.Entry<String, Role> approver :
                    Map.of("renata", Role.RUNTIME, "anna", Role.OWNER).entrySet()) {
                boolean missing =
                        p.approvals().stream().noneMatch(a -> a.role() == approver.getValue());
                if (missing) {
                    Approve approve = new Approve(desks.get(approver.getKey()));
                    return approve.run(
                            approve.prepare(
                                    p.id(), Optional.of(approver.getValue()), Optional.empty()));
                }
            }
            return desks.get("olaf").give(new Command.Seal(p.id()));
        }
        throw new IllegalStateException("stuck at " + machine);
    }

    private Answer atStep(PromotionState p, StepId step, String phase) throws Exception {
        Desk remek = desks.get("remek");
        return switch (phase) {
            case "READY" -> {
                boolean attached = !step.value().equals("first") || !p.evidenceOf(step).isEmpty();
                yield attached
                        ? remek.give(new Command.RunStep(p.id(), step))
                        : new io.gatehouse.app.usecase.AddEvidence(remek)
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
                                                    io.gatehouse.core.command.Actor.ENGINE)
                                            .findings());
        };
    }
}
