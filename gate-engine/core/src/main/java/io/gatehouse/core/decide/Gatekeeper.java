package io.gatehouse.core.decide;

import io.gatehouse.core.decide.Decision.Landing;
import io.gatehouse.core.definition.GateDefinition;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.machine.Admission;
import io.gatehouse.core.machine.AdmissionBox;
import io.gatehouse.core.machine.EnvironmentMachine;
import io.gatehouse.core.machine.GovernanceMachine;
import io.gatehouse.core.machine.Guard;
import io.gatehouse.core.rule.Finding;
import io.gatehouse.core.state.AggregateId;
import io.gatehouse.core.state.InstallationView;
import io.gatehouse.core.state.PromotionState;
import java.util.List;

/** The one door to the box: every admission of every command comes through here. */
final class Gatekeeper {

    private final AdmissionBox box;

    Gatekeeper(AdmissionBox box) {
        this.box = box;
    }

    /** Where the box landed, or why it did not move. */
    record Answer(Landing landing, List<Finding> findings) {
        boolean isAdmitted() {
            return findings.isEmpty();
        }
    }

    Answer promotion(
            InstallationView state, PromotionState promotion, String trigger, Guard guard) {
        return answer(
                AggregateId.of(promotion.id()).value(),
                box.offer(
                        state.machineOf(promotion.definition()),
                        promotion.machine(),
                        trigger,
                        guard));
    }

    /** For a promotion that does not exist yet. */
    Answer opening(
            InstallationView state,
            GateDefinition gate,
            AggregateId id,
            String trigger,
            Guard guard) {
        return answer(
                id.value(),
                box.offer(
                        state.machineOf(gate.digest()),
                        state.machineOf(gate.digest()).initial(),
                        trigger,
                        guard));
    }

    Answer environment(InstallationView state, String trigger, Guard guard) {
        return answer(
                AggregateId.ENVIRONMENT.value(),
                box.offer(
                        EnvironmentMachine.definition(),
                        state.environment().machine(),
                        trigger,
                        guard));
    }

    Answer governance(InstallationView state, String trigger, Guard guard) {
        return answer(
                AggregateId.GOVERNANCE.value(),
                box.offer(GovernanceMachine.definition(), governanceState(state), trigger, guard));
    }

    static String governanceState(InstallationView state) {
        if (state.governance().installation().isEmpty()) {
            return GovernanceMachine.NEW;
        }
        return state.governance().adoption().equals(Digest.ZERO)
                ? GovernanceMachine.FOUNDED
                : GovernanceMachine.GOVERNED;
    }

    private static Answer answer(String aggregate, Admission admission) {
        if (admission instanceof Admission.Admitted admitted) {
            return new Answer(new Landing(aggregate, admitted.target()), List.of());
        }
        return new Answer(new Landing(aggregate, ""), ((Admission.Refused) admission).findings());
    }
}
