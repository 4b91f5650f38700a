package io.gatehouse.systemtests.adversity;

import io.gatehouse.adapter.command.CommandAction;
import io.gatehouse.app.engine.Engine;
import io.gatehouse.app.engine.EngineParts;
import io.gatehouse.app.history.DecisionLogFiles;
import io.gatehouse.app.history.EngineKeys;
import io.gatehouse.app.history.KnownPeople;
import io.gatehouse.app.port.ActionBook;
import io.gatehouse.app.port.Projection;
import io.gatehouse.app.rules.CommandsFile;
import io.gatehouse.app.workspace.Workspace;
import io.gatehouse.audit.journal.CommitKeys;
import io.gatehouse.audit.key.Ed25519PublicKey;
import io.gatehouse.audit.key.EvidenceMacs;
import io.gatehouse.audit.key.OpenKeyRing;
import io.gatehouse.audit.key.PersonSignatures;
import io.gatehouse.audit.log.DecisionLogSealer;
import io.gatehouse.core.decide.Decider;
import io.gatehouse.embedded.Build;
import io.gatehouse.embedded.Law;
import io.gatehouse.statemachine.SpringAdmissionBox;
import io.gatehouse.systemtests.walk.Premises;
import java.time.InstantSource;
import java.util.List;

/**
 * Opens the engine as the product does, with a journal whose disk can fail and without the derived
 * database, which is thrown away when anything is wrong with it.
 */
final class FaultyEngine {

    private FaultyEngine() {}

    static Engine open(Workspace workspace, Faults faults, InstantSource clock) throws Exception {
        OpenKeyRing keys = EngineKeys.open(workspace);
        KnownPeople people = new KnownPeople();
        Decider decider =
                new Decider(
                        Law.rules(),
                        new SpringAdmissionBox(),
                        (key, statement, signature) ->
                                PersonSignatures.verify(
                                        new Ed25519PublicKey(key), statement, signature),
                        new EvidenceMacs(keys),
                        new DecisionLogSealer(keys, people),
                        definition -> List.of(),
                        Build.id());
        return Engine.open(
                new EngineParts(
                        workspace,
                        new FaultyJournals(
                                faults,
                                workspace,
                                CommitKeys.of(keys),
                                clock,
                                Premises.INSTALLATION),
                        decider::decide,
                        ActionBook.of(
                                List.of(
                                        new CommandAction(
                                                CommandsFile.read(workspace.commands()), clock))),
                        new DecisionLogFiles(workspace, keys, people, clock),
                        Projection.NONE,
                        governance -> {
                            people.learn(governance);
                            EngineKeys.limit(keys, governance);
                        },
                        clock),
                "test");
    }
}
