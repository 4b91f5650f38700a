package io.gatehouse.demo;

import io.gatehouse.app.usecase.Answer;
import io.gatehouse.app.usecase.Halt;
import io.gatehouse.app.usecase.Unanswerable;
import io.gatehouse.app.workspace.Workspace;
import io.gatehouse.core.definition.Environment;
import io.gatehouse.core.definition.Role;
import io.gatehouse.core.evidence.JournalPosition;
import io.gatehouse.core.id.PersonId;
import io.gatehouse.strategy.Holder;
import io.gatehouse.strategy.Permission;
import io.gatehouse.strategy.StrategyContext;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/** A trading runtime asks, is allowed, and after a halt is refused. */
final class Halting {

    private final Workspace workspace;
    private final Screen screen;
    private final InstantSource clock;

    /** What an auditor writes down in its time, before there is a pack. */
    record Noted(String engineKey, JournalPosition position) {}

    Halting(Workspace workspace, Screen screen, InstantSource clock) {
        this.workspace = workspace;
        this.screen = screen;
        this.clock = clock;
    }

    /** Asks, halts, asks again; gives what is to be held against a pack of the history later. */
    Noted run(Desks desks) throws IOException, Unanswerable, DemoStopped {
        Path configuration = workspace.root().resolve("config/core.yaml");
        screen.chapter("ask");
        StrategyContext context =
                StrategyContext.open(
                        workspace.root(),
                        new Holder(
                                Founding.INSTALLATION,
                                desks.engine().read(s -> s.governance().device())),
                        desks.engine().read(s -> s.governance().engineKey()),
                        clock,
                        System::nanoTime);
        Environment reached = desks.engine().read(state -> state.environment().current());
        Permission before = context.mayRun(reached, configuration);
        if (!(before instanceof Permission.Allowed allowed)) {
            screen.findings(((Permission.Refused) before).findings());
            throw new DemoStopped("a valid permit was not believed");
        }
        screen.say("allowed", allowed.permit().expires());
        screen.chapter("halt");
        PersonId risk = DemoPeople.in(Role.RISK).get(0);
        screen.command(risk, "halt --reason \"losses beyond the limit\"");
        Halt halt = new Halt(workspace);
        List<String> problems = halt.stop();
        Answer answer = halt.record(desks.of(risk), "losses beyond the limit");
        if (!problems.isEmpty() || answer.reason().isPresent()) {
            throw new DemoStopped("halt was not carried out: " + problems);
        }
        Noted noted =
                new Noted(desks.engine().read(s -> s.governance().engineKey()), answer.position());
        Permission after = context.mayRun(reached, configuration);
        if (!(after instanceof Permission.Refused refused)) {
            throw new DemoStopped("a halted runtime was allowed to run");
        }
        screen.say("ask");
        screen.say("refused");
        screen.findings(refused.findings());
        return noted;
    }
}
