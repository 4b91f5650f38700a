package io.gatehouse.systemtests.server;

import static io.gatehouse.systemtests.server.RouterRunProcess.codes;
import static io.gatehouse.systemtests.server.RouterRunProcess.order;

import io.gatehouse.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Sends orders that increase risk to a router again and again, in a thread of its own; withdraws
 * what rests, so that no limit but the lease can stop the next one.
 */
final class OrderStream implements AutoCloseable {

    private static final long PAUSE_MILLIS = 25;
    private static final String RESTING = "50000";

    private final RouterRunProcess router;
    private final Thread thread = new Thread(this::send, "orders");
    private volatile boolean leaving;
    private volatile boolean paused;
    private volatile boolean idle;
    private volatile Optional<Answer> last = Optional.empty();
    private volatile Optional<Answer> lastAccepted = Optional.empty();
    private volatile Optional<Answer> firstRefused = Optional.empty();
    private volatile Optional<Exception> fault = Optional.empty();
    private int number;

    /**
     * An answer.
     *
     * @param asked right before the order was handed to the router
     * @param answered right after its answer was read
     * @param codes of the findings of a refusal
     */
    record Answer(Instant asked, Instant answered, boolean accepted, List<String> codes) {}

    OrderStream(RouterRunProcess router) {
        this.router = router;
        thread.setDaemon(true);
        thread.start();
    }

    private void send() {
        try {
            while (!leaving) {
                if (paused) {
                    idle = true;
                } else {
                    idle = false;
                    one("s-" + number++);
                }
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception | AssertionError e) {
            fault = Optional.of(new IllegalStateException("order " + number, e));
        }
    }

    private void one(String id) throws Exception {
        Instant asked = Instant.now();
        JsonObject told = router.ask(id, order(id, "buy", RESTING, false));
        Instant answered = Instant.now();
        boolean accepted = !told.text("state").equals(Optional.of("refused"));
        Answer answer = new Answer(asked, answered, accepted, codes(told));
        if (accepted) {
            lastAccepted = Optional.of(answer);
            firstRefused = Optional.empty();
            router.ask(id, "{\"cancel\":\"" + id + "\"}");
            router.settled(id, "done");
        } else if (firstRefused.isEmpty()) {
            firstRefused = Optional.of(answer);
        }
        last = Optional.of(answer);
    }

    /** Stops sending and comes back when nothing is under way; the router may be asked then. */
    void pause() throws InterruptedException {
        paused = true;
        RouterRunProcess.until(() -> idle || fault.isPresent());
    }

    void resume() {
        idle = false;
        paused = false;
    }

    Optional<Answer> last() throws Exception {
        if (fault.isPresent()) {
            throw fault.get();
        }
        return last;
    }

    boolean isAccepted() {
        return fault.isEmpty() && last.filter(Answer::accepted).isPresent();
    }

    /** Whether nothing more is sent, for a fault that {@link #last} tells. */
    boolean failed() {
        return fault.isPresent();
    }

    @Override
    public String toString() {
        return "last answer " + last + ", last accepted " + lastAccepted + ", fault " + fault;
    }

    boolean isRefused() {
        return fault.isPresent() || firstRefused.isPresent();
    }

    Optional<Answer> lastAccepted() {
        return lastAccepted;
    }

    /** The first refusal since the last order that was accepted. */
    Optional<Answer> firstRefused() {
        return firstRefused;
    }

    @Override
    public void close() {
        leaving = true;
        thread.interrupt();
    }
}
