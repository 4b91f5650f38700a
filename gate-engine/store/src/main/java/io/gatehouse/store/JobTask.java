package io.gatehouse.store;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.gatehouse.store.Job.Entry;
import io.gatehouse.store.Job.Handler;
import io.gatehouse.store.Job.Outcome;
import io.gatehouse.store.Job.Status;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Runs one job for the scheduler. The job's own row decides whether it is run and remembers what
 * became of it; the scheduler's row only says when it is due.
 */
final class JobTask {

    static final String NAME = "gate-action";

    private final JobTable jobs;
    private final InstantSource clock;
    private final Handler handler;
    private final BooleanSupplier mayBegin;
    private final Consumer<String> schedule;
    private final AtomicInteger runs = new AtomicInteger();
    private volatile Optional<VirtualMachineError> fatal = Optional.empty();

    /**
     * @param mayBegin false when no further job is to be begun in this round
     * @param schedule gives a key a row of the scheduler, if it has none
     */
    JobTask(
            JobTable jobs,
            InstantSource clock,
            Handler handler,
            BooleanSupplier mayBegin,
            Consumer<String> schedule) {
        this.jobs = jobs;
        this.clock = clock;
        this.handler = handler;
        this.mayBegin = mayBegin;
        this.schedule = schedule;
    }

    CustomTask<Void> task() {
        return Tasks.custom(NAME, Void.class)
                // Reached only when the bookkeeping around the handler failed: the row goes, and
                // the
                // job stays RUNNING until the next opening calls it LOST.
                .onFailure((complete, operations) -> operations.remove())
                // Never run again what may have been begun: the library's default would.
                .onDeadExecution(
                        (complete, operations) -> {
                            String key = complete.getExecution().taskInstance.getId();
                            jobs.move(
                                    key,
                                    Status.RUNNING,
                                    Status.LOST,
                                    clock.instant(),
                                    "no heartbeat");
                            operations.remove();
                        })
                .execute(this::execute);
    }

    private CompletionHandler<Void> execute(TaskInstance<Void> instance, ExecutionContext context) {
        if (!mayBegin.getAsBoolean()) {
            return (complete, operations) -> operations.reschedule(complete, clock.instant());
        }
        String key = instance.getId();
        Optional<Entry> entry = jobs.find(key);
        // A row of the scheduler without a job that waits is left over; running it would be once
        // too often.
        if (entry.isEmpty()
                || !jobs.move(key, Status.QUEUED, Status.RUNNING, clock.instant(), "")) {
            return (complete, operations) -> remove(key, operations);
        }
        Outcome outcome = run(entry.get().job());
        if (outcome instanceof Outcome.Retry retry) {
            Instant next = clock.instant().plus(retry.after());
            jobs.move(key, Status.RUNNING, Status.QUEUED, clock.instant(), retry.note());
            return (complete, operations) -> operations.reschedule(complete, next);
        }
        return (complete, operations) -> remove(key, operations);
    }

    /** Who queued the key anew in the meantime found the old row in place of which it wants one. */
    private void remove(String key, ExecutionOperations<Void> operations) {
        operations.remove();
        if (jobs.find(key).filter(entry -> entry.status() == Status.QUEUED).isPresent()) {
            schedule.accept(key);
        }
    }

    private Outcome run(Job job) {
        runs.incrementAndGet();
        try {
            Outcome outcome = Objects.requireNonNull(handler.run(job), "no outcome");
            if (outcome instanceof Outcome.Done done) {
                jobs.move(job.key(), Status.RUNNING, Status.DONE, clock.instant(), done.note());
            }
            return outcome;
        } catch (Throwable e) {
            if (e instanceof VirtualMachineError error && !(e instanceof StackOverflowError)) {
                fatal = Optional.of(error);
            }
            // The message may hold what the adapter was given; the class says enough for a search.
            String note = e.getClass().getSimpleName();
            jobs.move(job.key(), Status.RUNNING, Status.BROKEN, clock.instant(), note);
            return new Outcome.Done(note);
        }
    }

    /** How often the handler was called. */
    int runs() {
        return runs.get();
    }

    /** What must not be swallowed: out of memory and worse. */
    Optional<VirtualMachineError> fatal() {
        return fatal;
    }
}
