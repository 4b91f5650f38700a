package io.gatehouse.core.state;

import io.gatehouse.core.definition.GateDefinition;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.GateId;
import io.gatehouse.core.id.LogName;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.machine.MachineDefinition;
import java.util.Collection;
import java.util.Optional;

/** The state of an installation as those see it who decide: to be read, never to be changed. */
public interface InstallationView {

    GovernanceState governance();

    LedgerState ledger();

    EnvironmentState environment();

    Optional<PromotionState> promotion(PromotionId id);

    /** All promotions that have not ended, in order of their ids. */
    Collection<PromotionState> openPromotions();

    /** All promotions, in order of their ids. */
    Collection<PromotionState> promotions();

    LogState log(LogName name);

    /** The definition of that identity, if it was ever adopted. */
    Optional<GateDefinition> definition(Digest digest);

    /** The machine of an adopted definition. */
    MachineDefinition machineOf(Digest definition);

    /** The definition of a gate that is in force. */
    default Optional<GateDefinition> gate(GateId gate) {
        return Optional.ofNullable(governance().gates().get(gate)).flatMap(this::definition);
    }
}
