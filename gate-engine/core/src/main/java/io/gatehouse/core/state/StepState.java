package io.gatehouse.core.state;

import io.gatehouse.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What happened in one step so far.
 *
 * @param attempt how often it was started or its evidence reset; from 0
 * @param facts what the last action reported (exit code, digest of output), empty before
 */
public record StepState(
        int attempt, Optional<ActionState> action, List<SignOff> signOffs, JsonObject facts) {

    public static final StepState NEW =
            new StepState(0, Optional.empty(), List.of(), JsonObject.EMPTY);

    public StepState {
        signOffs = List.copyOf(signOffs);
    }

    public StepState withAction(ActionState next) {
        return new StepState(next.attempt(), Optional.of(next), signOffs, facts);
    }

    public StepState withFacts(JsonObject next) {
        return new StepState(attempt, action, signOffs, next);
    }

    public StepState with(SignOff signOff) {
        List<SignOff> all = new ArrayList<>(signOffs);
        all.add(signOff);
        return new StepState(attempt, action, all, facts);
    }

    /** Back to READY: what was signed about the old evidence no longer counts. */
    public StepState reset() {
        return new StepState(attempt, Optional.empty(), List.of(), JsonObject.EMPTY);
    }
}
