package io.gatehouse.systemtests.crash;

import io.gatehouse.app.engine.Engine;
import io.gatehouse.app.engine.Settler;
import io.gatehouse.app.workspace.Workspace;
import io.gatehouse.core.evidence.JournalPosition;
import io.gatehouse.definitions.load.Floor;
import io.gatehouse.embedded.EmbeddedEngine;
import io.gatehouse.systemtests.walk.Premises;
import io.gatehouse.systemtests.walk.Walk;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Promotes, demotes and promotes again, for ever, until somebody kills it; says after each durable
 * answer how far the journal is.
 */
public final class KilledDriver {

    private KilledDriver() {}

    /** Arguments: the workspace, and after how many grants to stop of its own accord. */
    public static void main(String[] arguments) throws Exception {
        Workspace workspace = Workspace.at(Path.of(arguments[0]));
        int grants = Integer.parseInt(arguments[1]);
        EmbeddedEngine embedded =
                new EmbeddedEngine(workspace, InstantSource.system(), Optional.empty())
                        .onFloor(Floor::general);
        try (Engine engine = embedded.open("driver")) {
            Walk walk = new Walk(engine, Premises.signers(workspace, InstantSource.system()));
            new Settler(engine).settleAll();
            say(engine.position());
            while (walk.granted() < grants) {
                say(walk.act().position());
            }
        }
        System.out.println("DONE");
    }

    private static void say(JournalPosition position) {
        // One write of one line: what the parent reads is what was acknowledged.
        System.out.println("ACK " + position);
        System.out.flush();
    }
}
