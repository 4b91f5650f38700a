package io.gatehouse.adapter.metrics.alert;

import io.gatehouse.adapter.metrics.export.Exposition;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Runs the evaluator each second on a thread of its own, until closed. */
public final class AlertWatch implements AutoCloseable {

    /** Time between two evaluations; an alert without {@code for} is told within two of them. */
    public static final Duration INTERVAL = Duration.ofSeconds(1);

    private final ScheduledExecutorService timer;

    private AlertWatch(ScheduledExecutorService timer) {
        this.timer = timer;
    }

    /**
     * Evaluates once, and then again and again on a thread of its own. Once before it returns: a
     * count that rises from then on is seen to rise, however late the thread begins.
     *
     * @param evaluator made with {@link #INTERVAL}; used by this alone from here on
     * @param failure told of an evaluation that failed; the next one is tried all the same
     */
    public static AlertWatch start(
            AlertEvaluator evaluator,
            Exposition metrics,
            InstantSource clock,
            Consumer<RuntimeException> failure) {
        ScheduledExecutorService timer =
                Executors.newSingleThreadScheduledExecutor(
                        task -> {
                            Thread thread = new Thread(task, "alert-watch");
                            thread.setDaemon(true);
                            return thread;
                        });
        attempt(evaluator, metrics, clock, failure);
        timer.scheduleAtFixedRate(
                () -> attempt(evaluator, metrics, clock, failure),
                INTERVAL.toMillis(),
                INTERVAL.toMillis(),
                TimeUnit.MILLISECONDS);
        return new AlertWatch(timer);
    }

    /** One evaluation. Throws nothing: that would end the schedule, and all alerts, in silence. */
    static void attempt(
            AlertEvaluator evaluator,
            Exposition metrics,
            InstantSource clock,
            Consumer<RuntimeException> failure) {
        try {
            try {
                evaluator.tick(clock.instant(), Samples.of(metrics, evaluator.series()));
            } catch (RuntimeException e) {
                failure.accept(e);
            } catch (Error e) {
                failure.accept(new IllegalStateException("an evaluation broke", e));
            }
        } catch (RuntimeException | Error e) {
            // whoever is told of failures has failed too; the next evaluation is tried all the same
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
