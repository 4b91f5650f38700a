package io.gatehouse.embedded;

import io.gatehouse.app.history.EngineKeys;
import io.gatehouse.app.history.KnownPeople;
import io.gatehouse.app.port.ActionBook;
import io.gatehouse.app.rules.RuleFault;
import io.gatehouse.app.workspace.Workspace;
import io.gatehouse.audit.key.KeyFaultException;
import io.gatehouse.audit.key.OpenKeyRing;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.AdapterId;
import io.gatehouse.core.port.GateAction;
import io.gatehouse.core.state.GovernanceState;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Persons, keys and programs as they were adopted last. An engine can live through many adoptions:
 * the files that an adoption signed are read anew when it takes effect, and only then. Told under
 * the engine's lock, asked on any thread.
 */
final class CurrentRules implements Consumer<GovernanceState>, ActionBook {

    private final EmbeddedEngine embedded;
    private final Workspace workspace;
    private final OpenKeyRing keys;
    private final KnownPeople people;
    private volatile GovernanceState governance = GovernanceState.NEW;
    private final Adopted adopted;
    private volatile ActionBook actions;
    private Digest adoption = Digest.ZERO;

    CurrentRules(EmbeddedEngine embedded, Workspace workspace, OpenKeyRing keys, KnownPeople people)
            throws RuleFault {
        this.embedded = embedded;
        this.workspace = workspace;
        this.keys = keys;
        this.people = people;
        this.adopted = new Adopted(keys::ring, () -> governance);
        this.actions = ActionBook.of(embedded.actions(adopted));
    }

    @Override
    public Optional<GateAction> find(AdapterId adapter) {
        return actions.find(adapter);
    }

    @Override
    public void accept(GovernanceState current) {
        governance = current;
        people.learn(governance);
        if (!governance.adoption().equals(adoption)) {
            adoption = governance.adoption();
            readAgain();
        }
        EngineKeys.limit(keys, governance);
    }

    /** A file that cannot be read any more leaves the keys that are open, and no program at all. */
    private void readAgain() {
        try {
            keys.renew(EngineKeys.ring(workspace));
        } catch (IOException | KeyFaultException e) {
            // Keys that were adopted just now have no secret then, and signing with them fails.
        }
        try {
            actions = ActionBook.of(embedded.actions(adopted));
        } catch (RuleFault e) {
            actions = ActionBook.of(List.of());
        }
    }
}
