package io.gatehouse.bench.router;

import io.gatehouse.adapter.liverouter.order.ChildOrder;
import io.gatehouse.adapter.liverouter.order.ClientOrderId;
import io.gatehouse.adapter.liverouter.order.Instrument;
import io.gatehouse.adapter.liverouter.order.ParentOrder;
import io.gatehouse.adapter.liverouter.route.Submission;
import io.gatehouse.adapter.liverouter.standin.FaultKind;
import io.gatehouse.adapter.liverouter.standin.FaultScript;
import io.gatehouse.adapter.liverouter.venue.Cancellation;
import io.gatehouse.adapter.liverouter.venue.Lookup;
import io.gatehouse.adapter.liverouter.venue.OpenOrders;
import io.gatehouse.adapter.liverouter.venue.Outcome;
import io.gatehouse.adapter.liverouter.venue.Venue;
import io.gatehouse.adapter.liverouter.venue.VenueId;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/**
 * How long an order is without a venue: after a refusal until the next one has it, and after an
 * answer that never came until it is known what became of it. Over HTTP, the journal synced.
 */
final class FailoverFigures {

    private static final long TIMEOUT = 200;

    /** Of the orders that warm up what a silent venue sets in motion. */
    private static final long SHORT_TIMEOUT = 15;

    private static final int SILENCES = 400;

    private final Scratch scratch;
    private int number;
    private int others;

    FailoverFigures(Scratch scratch) {
        this.scratch = scratch;
    }

    /** Notes when a venue was asked and when it answered. */
    private static final class Timed implements Venue {
        private final Venue venue;
        private long asked;
        private long answered;
        private boolean refused;

        Timed(Venue venue) {
            this.venue = venue;
        }

        @Override
        public VenueId id() {
            return venue.id();
        }

        @Override
        public Outcome place(ChildOrder order) {
            asked = System.nanoTime();
            Outcome outcome = venue.place(order);
            answered = System.nanoTime();
            refused = outcome instanceof Outcome.Refused;
            return outcome;
        }

        @Override
        public Cancellation cancel(ClientOrderId id, Instrument instrument) {
            return venue.cancel(id, instrument);
        }

        @Override
        public Lookup find(ClientOrderId id, Instrument instrument) {
            return venue.find(id, instrument);
        }

        @Override
        public OpenOrders openOrders(Instrument instrument) {
            return venue.openOrders(instrument);
        }

        @Override
        public Optional<Instant> time() {
            return venue.time();
        }
    }

    /**
     * Takes the figures.
     *
     * @param most of each kind; at most 100, for a venue that refuses or is silent a thousand times
     *     in a row is left alone
     */
    void print(int most) throws IOException {
        int times = Math.min(most, 100);
        with("silence", SHORT_TIMEOUT, this::warmUp);
        with("failover", TIMEOUT, (desk, ins, one, two) -> run(desk, ins, one, two, times));
    }

    private interface Figures {
        void take(Desk desk, StandIns standIns, Timed first, Timed second);
    }

    private void with(String name, long timeout, Figures figures) throws IOException {
        try (StandIns standIns = new StandIns(2, timeout)) {
            Timed first = new Timed(standIns.venue(0));
            Timed second = new Timed(standIns.venue(1));
            try (Desk desk =
                    new Desk(
                            scratch.resolve(name),
                            Desk.onDisk(scratch.resolve(name + "-journal")),
                            List.of(first, second),
                            Desk.Roads.fallback(List.of(first.id(), second.id()), 2_000))) {
                figures.take(desk, standIns, first, second);
            }
        }
    }

    /** A timeout is rare, and what follows from it cold: it is measured warm like all else. */
    private void warmUp(Desk desk, StandIns standIns, Timed first, Timed second) {
        for (int i = 0; i < 500; i++) {
            desk.router().submit(next());
        }
        standIns.process(0)
                .truth()
                .script(FaultScript.always(FaultKind.TIMEOUT_AFTER, "place", 2 * SHORT_TIMEOUT));
        for (int i = 0; i < SILENCES; i++) {
            desk.router().submit(next());
        }
        others = 0;
    }

    private void run(Desk desk, StandIns standIns, Timed first, Timed second, int times) {
        for (int i = 0; i < 2_000; i++) { // warm-up of all that both have in common
            desk.router().submit(next());
        }
        Histogram trip = Table.histogram();
        Histogram query = Table.histogram();
        measureTrips(standIns, trip, query);
        standIns.process(0)
                .truth()
                .script(FaultScript.always(FaultKind.REJECT_BALANCE, "place", 0));
        for (int i = 0; i < 2 * times; i++) {
            desk.router().submit(next());
        }
        Histogram failover = refusals(desk, first, second, 6 * times);
        standIns.process(0)
                .truth()
                .script(FaultScript.always(FaultKind.TIMEOUT_AFTER, "place", 2 * TIMEOUT));
        Histogram resolved = blackHole(desk, first, times);
        Table.head(
                "Failover over HTTP, journal with fsync, timeout " + TIMEOUT + " ms",
                "what",
                "times",
                "p50 µs",
                "p99 µs",
                "p99.9 µs",
                "max µs");
        row("one round trip: an order straight to the second venue", trip);
        row("one status query: time and look-up", query);
        row("refused by the first until accepted by the second", failover);
        row("no answer: from asking until it is known that the first has it", resolved);
        System.out.printf(
                "%nRefusal: p99 %.0f µs, aim %.0f (5 ms and a round trip's p99)."
                        + " No answer: p99 %.0f µs, aim %.0f (timeout and a status query's p99).%n",
                failover.getValueAtPercentile(99) / 1e3,
                5_000 + trip.getValueAtPercentile(99) / 1e3,
                resolved.getValueAtPercentile(99) / 1e3,
                TIMEOUT * 1_000 + query.getValueAtPercentile(99) / 1e3);
        System.out.printf("Tries that went another way: %d%n", others);
    }

    private static void row(String name, Histogram times) {
        Table.row(name, Long.toString(times.getTotalCount()), Table.micros(times));
    }

    private ParentOrder next() {
        return Desk.resting("f", number++);
    }

    private void measureTrips(StandIns standIns, Histogram trip, Histogram query) {
        for (int i = 0; i < 2_000; i++) {
            ParentOrder order = next();
            ClientOrderId id = new ClientOrderId(order.id());
            ChildOrder child = HttpFigures.child(order, standIns.venue(1).id(), id, 5_000);
            long start = System.nanoTime();
            Outcome placed = standIns.venue(1).place(child);
            long between = System.nanoTime();
            Lookup found = standIns.venue(1).find(id, child.instrument());
            long end = System.nanoTime();
            if (!(placed instanceof Outcome.Accepted) || !(found instanceof Lookup.Found)) {
                others++;
            } else if (i >= 500) {
                trip.recordValue(between - start);
                query.recordValue(end - between);
            }
        }
    }

    private Histogram refusals(Desk desk, Timed first, Timed second, int times) {
        Histogram histogram = Table.histogram();
        for (int i = 0; i < times; i++) {
            first.refused = false;
            Submission submission = desk.router().submit(next());
            if (!(submission instanceof Submission.Working) || !first.refused) {
                others++; // the machine stood still for longer than the timeout
            } else {
                histogram.recordValue(second.answered - first.answered);
            }
        }
        return histogram;
    }

    private Histogram blackHole(Desk desk, Timed first, int times) {
        Histogram histogram = Table.histogram();
        for (int i = 0; i < times; i++) {
            Submission submission = desk.router().submit(next());
            long end = System.nanoTime();
            if (submission instanceof Submission.Working) {
                histogram.recordValue(end - first.asked);
            } else {
                others++;
            }
        }
        return histogram;
    }
}
