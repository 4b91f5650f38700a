package io.gatehouse.app.acceptance;

import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/** Runs all parts in their order; one that fails keeps no other from being looked at. */
public final class AcceptanceRun {

    private final Map<AcceptancePart, AcceptanceStep> steps = new EnumMap<>(AcceptancePart.class);

    /**
     * @throws IllegalArgumentException when two steps are for one part
     */
    public AcceptanceRun(Collection<AcceptanceStep> steps) {
        for (AcceptanceStep step : steps) {
            if (this.steps.put(step.part(), step) != null) {
                throw new IllegalArgumentException("two steps for " + step.part());
            }
        }
    }

    /**
     * The outcome of every part, in order.
     *
     * @param outcomes of all parts, those without a step too
     */
    public record Result(Map<AcceptancePart, StepOutcome> outcomes) {

        public Result {
            outcomes = Collections.unmodifiableMap(new EnumMap<>(outcomes));
        }

        /** Whether every part ran and held. */
        public boolean accepted() {
            return outcomes.size() == AcceptancePart.values().length
                    && outcomes.values().stream()
                            .allMatch(o -> o.status() == StepOutcome.Status.OK);
        }

        /** How many parts ended so. */
        public long count(StepOutcome.Status status) {
            return outcomes.values().stream().filter(o -> o.status() == status).count();
        }
    }

    /** Runs them. */
    public Result run() {
        Map<AcceptancePart, StepOutcome> outcomes = new EnumMap<>(AcceptancePart.class);
        for (AcceptancePart part : AcceptancePart.values()) {
            AcceptanceStep step = steps.get(part);
            outcomes.put(
                    part,
                    step == null ? StepOutcome.skipped(part, "a step for it") : guarded(step));
        }
        return new Result(outcomes);
    }

    /** A fault of ours must end as a no for its part, and leave a report of the others. */
    private static StepOutcome guarded(AcceptanceStep step) {
        try {
            return step.run();
        } catch (RuntimeException e) {
            return StepOutcome.broken(step.part(), e.getClass().getSimpleName());
        }
    }
}
