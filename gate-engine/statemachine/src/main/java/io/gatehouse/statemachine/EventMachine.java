package io.gatehouse.statemachine;

import java.util.List;

/**
 * A machine that takes one event at a time; one thread uses it at a time. The seam at which tests
 * put machines that lie.
 */
interface EventMachine {

    /**
     * Puts the machine into a state, sends it one event, and reports what it did.
     *
     * @throws MachineFault when it cannot be put into the state or does not answer within the call
     */
    Answer fire(String state, String trigger, Attempt attempt);

    /** Where the machine stands between two events; empty when that is not known. */
    default String stands() {
        return "";
    }

    /**
     * What the machine says it did, in its own words.
     *
     * @param results the answers to the event, such as {@code ACCEPTED}, which only means "queued"
     * @param state where it says that it stands now
     * @param transitions how many transitions it says it has completed
     * @param failed whether it says that it is in error
     */
    record Answer(List<String> results, String state, int transitions, boolean failed) {
        public Answer {
            results = List.copyOf(results);
        }
    }
}
