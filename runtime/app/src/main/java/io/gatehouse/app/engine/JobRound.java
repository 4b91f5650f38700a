package io.gatehouse.app.engine;

import io.gatehouse.app.port.Projection.Job;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Carries out one job when a queue hands it out, and keeps what a queue would swallow: the outcomes
 * and the first exception. Used by one thread.
 */
final class JobRound implements Consumer<Job> {

    private final Actions actions;
    private final CommandSequence sequence;
    private final Job own;
    private final List<Outcome> outcomes = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();
    private Optional<Exception> failure = Optional.empty();

    JobRound(Actions actions, CommandSequence sequence, Job own) {
        this.actions = actions;
        this.sequence = sequence;
        this.own = own;
    }

    /** A job whose action does not stand at INTENDED is old or doubled, and is passed over. */
    @Override
    public void accept(Job job) {
        if (failure.isPresent()) {
            throw new NotCarriedOut("the round was broken off");
        }
        if (!actions.isIntended(job)) {
            return;
        }
        if (!job.equals(own)) {
            // Another promotion's, which may be another thread's: whoever has it asks for it.
            throw new NotCarriedOut("not in turn");
        }
        seen.add(job.key());
        try {
            outcomes.addAll(actions.carryOut(job.promotion(), job.slot(), sequence));
        } catch (InterruptedException | RuntimeException e) {
            failure = Optional.of(e);
            throw new NotCarriedOut("the engine stopped");
        }
        if (actions.isIntended(job)) {
            throw new NotCarriedOut("the start was refused");
        }
    }

    /** Without a queue. */
    void runStraight(Job job) {
        try {
            accept(job);
        } catch (NotCarriedOut e) {
            // meant for a queue; why is kept for rethrow, and a refusal is among the outcomes
            return;
        }
    }

    /** Whether a start was tried. */
    boolean hasSeen(Job job) {
        return seen.contains(job.key());
    }

    List<Outcome> outcomes() {
        return List.copyOf(outcomes);
    }

    /** Throws what the first job that failed threw. */
    void rethrow() throws InterruptedException {
        if (failure.isPresent()) {
            if (failure.get() instanceof InterruptedException interrupted) {
                throw interrupted;
            }
            throw (RuntimeException) failure.get();
        }
    }

    /** Tells the queue that a job is not done. */
    private static final class NotCarriedOut extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotCarriedOut(String message) {
            super(message, null, false, false);
        }
    }
}
