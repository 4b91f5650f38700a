package io.gatehouse.adapter.risklabs.run;

/** Hears how far a run is. Called by any thread. */
@FunctionalInterface
public interface LabProgress {

    /** Nobody looks. */
    LabProgress NONE = (phase, done, total) -> {};

    /**
     * @param phase name of what is being done, in English
     * @param done steps of the phase that are done
     * @param total steps of the phase
     */
    void at(String phase, int done, int total);
}
