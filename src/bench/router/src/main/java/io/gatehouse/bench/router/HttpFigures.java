package io.gatehouse.bench.router;

import io.gatehouse.adapter.liverouter.journal.JournalOpening;
import io.gatehouse.adapter.liverouter.order.ChildOrder;
import io.gatehouse.adapter.liverouter.order.ClientOrderId;
import io.gatehouse.adapter.liverouter.order.ParentOrder;
import io.gatehouse.adapter.liverouter.route.Submission;
import io.gatehouse.adapter.liverouter.venue.Outcome;
import io.gatehouse.adapter.liverouter.venue.VenueId;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * An order from the router to the stand-in venue and back, beside a bare HTTP client, in turns, to
 * the same process.
 */
final class HttpFigures {

    private static final int BLOCK = 200;
    private static final int WARM = 20;

    private final Scratch scratch;
    private int number;

    HttpFigures(Scratch scratch) {
        this.scratch = scratch;
    }

    /** Places an order. */
    private interface Way {
        void place(ParentOrder order) throws Exception;
    }

    /** Of each block its median and the processor time of this process for each order, in µs. */
    private record Runner(
            String name, Way way, Histogram times, List<Double> medians, List<Double> processor) {

        Runner(String name, Way way) {
            this(name, way, Table.histogram(), new ArrayList<>(), new ArrayList<>());
        }

        void reset() {
            times.reset();
            medians.clear();
            processor.clear();
        }
    }

    void print(int rounds) throws Exception {
        try (StandIns standIns = new StandIns(1, 10_000);
                Desk memory = desk(standIns, "memory", Desk.inMemory());
                Desk disk = desk(standIns, "disk", Desk.onDisk(scratch.resolve("http-journal")))) {
            List<Runner> runners = runners(standIns, memory, disk);
            for (int round = -WARM; round < rounds; round++) {
                if (round == 0) {
                    runners.forEach(Runner::reset);
                }
                for (Runner runner : runners) {
                    block(runner);
                }
            }
            print(rounds, runners);
        }
    }

    private static void print(int rounds, List<Runner> runners) {
        Table.head(
                "An order to the stand-in and back, "
                        + rounds
                        + " blocks of "
                        + BLOCK
                        + " each in turns, "
                        + WARM
                        + " before to warm up",
                "who",
                "p50 µs",
                "p99 µs",
                "p99.9 µs",
                "max µs",
                "least median of a block µs",
                "against the bare client",
                "middle median of a block µs",
                "against the bare client",
                "CPU µs an order, least",
                "middle");
        Runner bare = runners.get(0);
        for (Runner runner : runners) {
            Table.row(
                    runner.name(),
                    Table.micros(runner.times()),
                    Table.number("%.1f", least(runner.medians())),
                    Table.number("%.2f", least(runner.medians()) / least(bare.medians())),
                    Table.number("%.1f", middle(runner.medians())),
                    Table.number("%.2f", middle(runner.medians()) / middle(bare.medians())),
                    Table.number("%.1f", least(runner.processor())),
                    Table.number("%.1f", middle(runner.processor())));
        }
    }

    private static double least(List<Double> values) {
        return values.stream().mapToDouble(each -> each).min().orElse(0);
    }

    private static double middle(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElse(0.0);
    }

    private Desk desk(StandIns standIns, String name, JournalOpening journal) throws IOException {
        return new Desk(
                scratch.resolve("http-" + name),
                journal,
                standIns.venues(),
                Desk.Roads.fallback(List.of(standIns.venue(0).id()), 5_000));
    }

    private List<Runner> runners(StandIns standIns, Desk memory, Desk disk)
            throws GeneralSecurityException {
        BareLoop bare = new BareLoop(standIns.process(0).address());
        List<Runner> runners = new ArrayList<>();
        runners.add(new Runner("bare java.net.http", bare::place));
        runners.add(new Runner("venue alone", order -> accepted(standIns, order)));
        runners.add(
                new Runner(
                        "router, journal in memory",
                        order -> working(memory.router().submit(order))));
        runners.add(
                new Runner(
                        "router, journal with fsync",
                        order -> working(disk.router().submit(order))));
        return runners;
    }

    private static void accepted(StandIns standIns, ParentOrder order) throws IOException {
        Outcome outcome =
                standIns.venue(0)
                        .place(
                                child(
                                        order,
                                        standIns.venue(0).id(),
                                        new ClientOrderId(order.id()),
                                        5_000));
        if (!(outcome instanceof Outcome.Accepted)) {
            throw new IOException("not accepted: " + outcome);
        }
    }

    static ChildOrder child(ParentOrder order, VenueId venue, ClientOrderId id, long validMillis) {
        return new ChildOrder(
                id,
                order.id(),
                venue,
                order.instrument(),
                order.side(),
                order.type(),
                order.quantity(),
                order.limitPrice(),
                false,
                Instant.now().plusMillis(validMillis));
    }

    private static void working(Submission submission) throws IOException {
        if (!(submission instanceof Submission.Working)) {
            throw new IOException("not working: " + submission);
        }
    }

    private void block(Runner runner) throws Exception {
        Histogram block = Table.histogram();
        long processor = Table.processorNanos();
        for (int i = 0; i < BLOCK; i++) {
            ParentOrder order = Desk.resting("h", number++);
            long start = System.nanoTime();
            runner.way().place(order);
            block.recordValue(System.nanoTime() - start);
        }
        runner.processor().add((Table.processorNanos() - processor) / 1e3 / BLOCK);
        runner.medians().add(block.getValueAtPercentile(50) / 1e3);
        runner.times().add(block);
    }
}
