package io.gatehouse.app.engine;

import io.gatehouse.core.port.GateAction;
import io.gatehouse.core.port.GateAction.Outcome;
import io.gatehouse.core.port.GateAction.Request;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Calls an adapter and always comes back with an outcome: an exception, a null and an adapter that
 * overstays its timeout are all LOST, because nobody knows what it did.
 */
final class ActionRunner {

    /**
     * An adapter ends its own work at the timeout; this long after it, we stop waiting for that.
     */
    private static final Duration GRACE = Duration.ofSeconds(10);

    private ActionRunner() {}

    static Outcome run(GateAction action, Request request) throws InterruptedException {
        FutureTask<Outcome> task = new FutureTask<>(() -> action.run(request));
        Thread thread = new Thread(task, "action-" + request.slot());
        thread.setDaemon(true);
        thread.start();
        try {
            Outcome outcome =
                    task.get(request.timeout().plus(GRACE).toMillis(), TimeUnit.MILLISECONDS);
            return outcome == null ? new Outcome.Lost("the adapter gave no outcome") : outcome;
        } catch (ExecutionException e) {
            // The message may quote a secret of the adapter's: only the kind is kept.
            return new Outcome.Lost(
                    "the adapter failed with " + e.getCause().getClass().getSimpleName());
        } catch (TimeoutException | CancellationException e) {
            task.cancel(true);
            return new Outcome.Lost("no outcome within " + request.timeout());
        } catch (InterruptedException e) {
            task.cancel(true);
            throw e;
        }
    }
}
