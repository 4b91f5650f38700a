package io.gatehouse.app.outbox;

import io.gatehouse.app.feed.EventFeed;
import io.gatehouse.app.outbox.Delivery.Round;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.BiConsumer;

/** All deliveries of one journal, each on a thread of its own. */
public final class Outbox implements AutoCloseable {

    private static final Duration LONGEST_STOP = Duration.ofSeconds(5);

    private final EventFeed feed;
    private final SortedMap<String, Delivery> deliveries;
    private final BiConsumer<String, Round> listener;
    private final Map<String, Round> last = new ConcurrentSkipListMap<>();
    private final List<Thread> threads = new ArrayList<>();

    /**
     * @param deliveries by the id of the sink
     * @param listener is told of each round in which something was delivered or failed; on the
     *     delivery's thread
     */
    public Outbox(
            EventFeed feed,
            SortedMap<String, Delivery> deliveries,
            BiConsumer<String, Round> listener) {
        this.feed = feed;
        this.deliveries = new TreeMap<>(deliveries);
        this.listener = listener;
    }

    /** Begins to deliver. */
    public void start() {
        deliveries.forEach(
                (id, delivery) -> {
                    Thread thread = new Thread(() -> run(id, delivery), "outbox-" + id);
                    thread.setDaemon(true);
                    threads.add(thread);
                    thread.start();
                });
    }

    private void run(String id, Delivery delivery) {
        try {
            while (true) {
                Round round = delivery.round();
                last.put(id, round);
                if (round.delivered() > 0 || round.problem().isPresent()) {
                    listener.accept(id, round);
                }
                if (round.problem().isPresent()) {
                    Thread.sleep(round.pause().toMillis());
                } else if (!round.pause().isZero()) {
                    feed.await(round.done(), round.pause());
                }
            }
        } catch (InterruptedException e) {
            // The end: what was not delivered stands in the journal and goes out next time.
            Thread.currentThread().interrupt();
        }
    }

    /** The last round of each sink that has had one. */
    public SortedMap<String, Round> standing() {
        return new TreeMap<>(last);
    }

    @Override
    public void close() throws InterruptedException {
        threads.forEach(Thread::interrupt);
        for (Thread thread : threads) {
            thread.join(LONGEST_STOP.toMillis());
        }
    }
}
