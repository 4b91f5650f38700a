package io.gatehouse.store;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.jdbc.DefaultJdbcCustomization;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.testhelper.ManualScheduler;
import com.github.kagkarlsson.scheduler.testhelper.SettableClock;
import com.github.kagkarlsson.scheduler.testhelper.TestHelper;
import io.gatehouse.store.Job.Entry;
import io.gatehouse.store.Job.Handler;
import io.gatehouse.store.Job.Outcome;
import io.gatehouse.store.Job.Status;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Actions that are to be run, on db-scheduler: drained in the calling process by a command line, or
 * worked off in the background by a server.
 *
 * <p>A key is queued once. A job is begun at most once unless its handler asks for a retry; one
 * that was running when the process ended is LOST and one whose handler threw is BROKEN, and
 * neither is run again by itself. The queue is derived: after {@link Store#discard} the caller
 * enqueues every action that the journal shows at INTENDED. Thread-safe.
 */
public final class ActionQueue {

    private static final Duration POLLING = Duration.ofSeconds(10);
    private static final Duration HEARTBEAT = Duration.ofMinutes(1);
    private static final Duration LONGEST_ACTION = Duration.ofDays(1);

    /**
     * @param run how many jobs were begun
     * @param due how many are due and were not begun, for want of time
     */
    public record Drained(int run, long due) {}

    private final Database database;
    private final JobTable jobs;
    private final InstantSource clock;
    private final SchedulerClient client;
    private final ReentrantLock draining = new ReentrantLock();

    ActionQueue(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
        jobs = new JobTable(database);
        client =
                SchedulerClient.Builder.create(
                                database.dataSource(),
                                new JobTask(
                                                jobs,
                                                clock,
                                                job -> new Outcome.Done("never called"),
                                                () -> false,
                                                key -> {})
                                        .task())
                        .serializer(new NoData())
                        .jdbcCustomization(new DefaultJdbcCustomization(true))
                        .build();
    }

    /**
     * Puts the rows of a process that ended in the middle of something into order: what it was
     * running is LOST, what it had not begun is due.
     */
    void recover() {
        for (Entry entry : jobs.all(Status.RUNNING)) {
            jobs.move(
                    entry.job().key(),
                    Status.RUNNING,
                    Status.LOST,
                    clock.instant(),
                    "process ended");
        }
        database.write(
                () -> {
                    JdbcTemplate jdbc = database.template();
                    jdbc.update(
                            "DELETE FROM scheduled_tasks WHERE task_instance NOT IN"
                                    + " (SELECT job_key FROM jobs WHERE status = 'QUEUED')");
                    jdbc.update(
                            "UPDATE scheduled_tasks SET picked = FALSE, picked_by = NULL,"
                                    + " last_heartbeat = NULL WHERE picked");
                });
        for (Entry entry : jobs.all(Status.QUEUED)) {
            schedule(entry.job().key());
        }
    }

    /**
     * Queues a job, due at once.
     *
     * @return whether it was queued; false when the key is queued, running or done already. One
     *     that is BROKEN or LOST is queued anew, since only a caller who has read the journal asks
     *     for it
     */
    public boolean enqueue(Job job) {
        Instant now = clock.instant();
        boolean queued =
                jobs.insert(job, now)
                        || jobs.move(job.key(), Status.LOST, Status.QUEUED, now, "")
                        || jobs.move(job.key(), Status.BROKEN, Status.QUEUED, now, "");
        if (queued) {
            schedule(job.key());
        }
        return queued;
    }

    private void schedule(String key) {
        database.read(
                () ->
                        client.scheduleIfNotExists(
                                new TaskInstance<Void>(JobTask.NAME, key), clock.instant()));
    }

    /**
     * Runs the jobs that are due on the calling thread, one after the other, until none is left or
     * the time is up; a job that has begun is not interrupted, its own timeout bounds it. Not while
     * a {@link Worker} runs, and one thread at a time: another one that comes meanwhile runs
     * nothing.
     */
    public Drained drain(Handler handler, Duration max) {
        if (!draining.tryLock()) {
            return new Drained(0, due());
        }
        try {
            Instant end = clock.instant().plus(max);
            JobTask task =
                    new JobTask(
                            jobs,
                            clock,
                            handler,
                            () -> clock.instant().isBefore(end),
                            this::schedule);
            // The library calls it a test helper: its scheduler without threads, which is what a
            // command that runs and ends needs.
            ManualScheduler scheduler =
                    (ManualScheduler)
                            TestHelper.createManualScheduler(database.dataSource(), task.task())
                                    .clock(new DueClock())
                                    .serializer(new NoData())
                                    .build();
            int before;
            do {
                before = task.runs();
                scheduler.runAnyDueExecutions();
                if (task.fatal().isPresent()) {
                    throw task.fatal().get();
                }
            } while (task.runs() > before && clock.instant().isBefore(end));
            return new Drained(task.runs(), due());
        } finally {
            draining.unlock();
        }
    }

    private long due() {
        return database.read(
                () ->
                        database.client()
                                .sql(
                                        "SELECT COUNT(*) FROM scheduled_tasks"
                                                + " WHERE NOT picked AND execution_time <= ?")
                                .param(Projection.time(clock.instant()))
                                .query(Long.class)
                                .single());
    }

    /**
     * Works jobs off in the background until the worker is closed; closing waits for the running
     * ones.
     *
     * @param threads how many jobs at once
     */
    public Worker start(Handler handler, int threads) {
        JobTask task = new JobTask(jobs, clock, handler, () -> true, this::schedule);
        WakingExecutor due = new WakingExecutor();
        Scheduler scheduler =
                Scheduler.create(database.dataSource(), task.task())
                        .schedulerName(new SchedulerName.Fixed("gatehouse"))
                        .serializer(new NoData())
                        .jdbcCustomization(new DefaultJdbcCustomization(true))
                        .threads(threads)
                        .pollingInterval(POLLING)
                        .heartbeatInterval(HEARTBEAT)
                        .dueExecutor(due)
                        .shutdownMaxWait(LONGEST_ACTION)
                        .build();
        due.onShutdown(scheduler::triggerCheckForDueExecutions);
        scheduler.start();
        return new Worker(scheduler);
    }

    /** Background threads that run jobs. */
    public static final class Worker implements AutoCloseable {

        private final Scheduler scheduler;

        Worker(Scheduler scheduler) {
            this.scheduler = scheduler;
        }

        /** Looks for due jobs now instead of at the next poll; to be called after enqueueing. */
        public void wake() {
            scheduler.triggerCheckForDueExecutions();
        }

        @Override
        public void close() {
            scheduler.stop();
        }
    }

    /** What became of a job, or empty when its key was never queued. */
    public Optional<Entry> find(String key) {
        return jobs.find(key);
    }

    /** All jobs, the latest first. */
    public Page<Entry> entries(Page.Request page) {
        return jobs.page(page);
    }

    /** Jobs that need a person or the recovery of actions: LOST and BROKEN ones, by age. */
    public List<Entry> unresolved() {
        List<Entry> all = new java.util.ArrayList<>(jobs.all(Status.LOST));
        all.addAll(jobs.all(Status.BROKEN));
        return List.copyOf(all);
    }

    /** The store's clock in the library's form. */
    private final class DueClock extends SettableClock {
        @Override
        public Instant now() {
            return clock.instant();
        }
    }
}
