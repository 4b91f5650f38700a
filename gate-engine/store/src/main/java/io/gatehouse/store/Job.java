package io.gatehouse.store;

import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.state.ActionState;
import java.time.Duration;
import java.time.Instant;

/**
 * An action that is to be run.
 *
 * @param key the action's key, see {@link ActionState}; 1 to 128 characters
 * @param slot a step id, or {@code activate-<n>}; 1 to 64 characters
 */
public record Job(String key, PromotionId promotion, String slot) {

    public Job {
        if (key.isBlank() || key.length() > 128 || slot.isBlank() || slot.length() > 64) {
            throw new IllegalArgumentException("a job has a key of 1 to 128 and a slot of 1 to 64");
        }
    }

    /** Where a job stands. */
    public enum Status {
        /** It waits to be run. */
        QUEUED,
        /** It is running in this process. */
        RUNNING,
        /** Its handler has dealt with it, whatever the action's outcome was. */
        DONE,
        /** Its handler threw. It is not run again by itself: nobody knows what it did. */
        BROKEN,
        /** The process ended while it ran. It is not run again by itself, for the same reason. */
        LOST
    }

    /** What a handler says about a job. */
    public sealed interface Outcome {

        /**
         * @param note for people: a word on how it ended; no secrets
         */
        record Done(String note) implements Outcome {}

        /**
         * @param after how long to wait, not negative
         */
        record Retry(Duration after, String note) implements Outcome {
            public Retry {
                if (after.isNegative()) {
                    throw new IllegalArgumentException("a retry cannot lie in the past");
                }
            }
        }
    }

    /**
     * Carries out jobs. The journal and not the queue says whether an action may be run: a handler
     * goes on only when the action stands at INTENDED there, since a queue that lost its latest
     * commits in a crash may offer a job again. An exception leaves the job BROKEN.
     */
    @FunctionalInterface
    public interface Handler {
        Outcome run(Job job);
    }

    /**
     * A job with what became of it.
     *
     * @param changed when it came to its status
     * @param runs how often a handler was called
     */
    public record Entry(
            Job job, Status status, Instant enqueued, Instant changed, int runs, String note) {}
}
