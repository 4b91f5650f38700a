package io.gatehouse.app.acceptance;

/** Port: one part of an acceptance. Run once, in one thread. */
public interface AcceptanceStep {

    AcceptancePart part();

    /** Does it; what is wrong outside is an outcome, never an exception. */
    StepOutcome run();
}
