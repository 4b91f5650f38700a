package io.gatehouse.bench.router;

import io.gatehouse.adapter.liverouter.journal.JournalOpening;
import io.gatehouse.adapter.liverouter.order.ParentOrder;
import io.gatehouse.adapter.liverouter.venue.Venue;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.List;

/**
 * Twice the highest message rate on record, for minutes, with every control asked about every
 * order.
 *
 * <p>The highest rate on record is 950 trades in a second (Binance spot, 8 August 2024). Each
 * message is taken to bring a new price <em>and</em> an order of our own, which is more than any
 * strategy sends; RTS 6, Art. 10 asks for twice the messages of the last six months.
 */
final class LoadFigures {

    private static final int RATE = 2 * 950;

    private final Scratch scratch;

    LoadFigures(Scratch scratch) {
        this.scratch = scratch;
    }

    void print(int minutes) throws IOException, GeneralSecurityException {
        Table.head(
                "Twice the highest recorded message rate, " + minutes + " min each",
                "journal",
                "orders/s",
                "reached",
                "p50 µs",
                "p99 µs",
                "p99.9 µs",
                "max µs",
                "orders",
                "guards",
                "least questions to a guard",
                "not done");
        run("in memory", Desk.inMemory(), minutes);
        run("file, fsync", Desk.onDisk(scratch.resolve("load-journal")), minutes);
    }

    private void run(String name, JournalOpening journal, int minutes)
            throws IOException, GeneralSecurityException {
        List<EncodingVenue> venues = DecisionFigures.venues(true);
        try (Desk desk =
                new Desk(
                        scratch.resolve("load-" + name.length()),
                        journal,
                        venues,
                        Desk.Roads.separate(venues.stream().map(Venue::id).toList()))) {
            new OpenLoop()
                    .run(desk.router(), Desk.orders("w", 20 * RATE, 4), RATE, venues); // warm-up
            long before = desk.leastAsked();
            ParentOrder[] orders = Desk.orders("l", minutes * 60 * RATE, 4);
            OpenLoop loop = new OpenLoop();
            Thread feed = feed(desk);
            loop.run(desk.router(), orders, RATE, venues);
            feed.interrupt();
            Table.row(
                    name,
                    Table.number("%,d", RATE),
                    Table.number("%,.0f", orders.length / loop.seconds()),
                    Table.micros(loop.latency()),
                    Table.number("%,d", orders.length),
                    Integer.toString(desk.guards()),
                    Table.number("%,d", desk.leastAsked() - before),
                    Long.toString(loop.notDone()));
        }
    }

    /** A price for each message, a tenth of a second's worth at a time. */
    private static Thread feed(Desk desk) {
        Thread thread =
                new Thread(
                        () -> {
                            while (!Thread.currentThread().isInterrupted()) {
                                for (int i = 0; i < RATE / 10; i++) {
                                    desk.updatePrices();
                                }
                                java.util.concurrent.locks.LockSupport.parkNanos(100_000_000);
                            }
                        },
                        "feed");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
