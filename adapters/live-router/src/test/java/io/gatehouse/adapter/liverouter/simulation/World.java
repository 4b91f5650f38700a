package io.gatehouse.adapter.liverouter.simulation;

import io.gatehouse.adapter.liverouter.order.Instrument;
import io.gatehouse.adapter.liverouter.order.OrderType;
import io.gatehouse.adapter.liverouter.order.ParentOrder;
import io.gatehouse.adapter.liverouter.order.Side;
import io.gatehouse.adapter.liverouter.route.Instruments;
import io.gatehouse.adapter.liverouter.route.OrderDirectory;
import io.gatehouse.adapter.liverouter.route.RiskDirection;
import io.gatehouse.adapter.liverouter.route.Route;
import io.gatehouse.adapter.liverouter.route.RouteLimits;
import io.gatehouse.adapter.liverouter.route.RoutePlan;
import io.gatehouse.adapter.liverouter.route.RouterSetup;
import io.gatehouse.adapter.liverouter.route.VenueRules;
import io.gatehouse.adapter.liverouter.venue.VenueId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/** One life: three venues, some orders, faults, then quiet and a verdict. From one seed. */
final class World {

    static final String PREFIX = "sim";
    static final Instrument INSTRUMENT =
            new Instrument("BTCUSDT", 2, 3, 1, SimulatedVenue.LOT, 100, 1_000_000);

    private static final Instruments INSTRUMENTS =
            new Instruments() {
                @Override
                public Optional<Instrument> at(VenueId venue, String symbol) {
                    return Optional.of(INSTRUMENT);
                }

                @Override
                public List<Instrument> of(VenueId venue) {
                    return List.of(INSTRUMENT);
                }
            };

    final VirtualTime time = new VirtualTime();
    final List<FaultyVenue> venues = new ArrayList<>();
    final Map<String, ParentOrder> given = new HashMap<>();
    final List<String> halts = new ArrayList<>();
    final MemoryJournal journal;
    OrderDirectory directory = new OrderDirectory();
    private final FaultScript script;
    private final SplittableRandom random;
    private final int kept;

    World(long seed, boolean kills, long[] injected) {
        // In every other world the router lets go of each order as soon as the next one has ended.
        this.kept = (seed & 1) == 0 ? 1_000 : 1;
        this.random = new SplittableRandom(seed);
        this.script = new FaultScript(random.nextLong(), kills, injected);
        this.journal = new MemoryJournal(script);
        for (String name : List.of("first", "second", "third")) {
            SimulatedVenue venue = new SimulatedVenue(time, random.split());
            venue.foreign("other_" + name);
            venues.add(new FaultyVenue(new VenueId(name), venue, time, script));
        }
    }

    RouterTrader router(Mutation mutation) {
        RoutePlan plan = plan();
        return new RouterTrader(
                () ->
                        new RouterSetup(
                                plan,
                                venues.stream().map(mutation::venue).toList(),
                                INSTRUMENTS,
                                List.of(),
                                mutation.journal(journal),
                                (code, detail) -> halts.add(code + " " + detail),
                                RiskDirection.asDeclared(),
                                time,
                                time,
                                PREFIX,
                                directory = new OrderDirectory()),
                journal,
                venues,
                kept);
    }

    private RoutePlan plan() {
        List<VenueId> ids = venues.stream().map(FaultyVenue::id).toList();
        VenueRules rules =
                new VenueRules(
                        1_000,
                        100,
                        random.nextBoolean() ? 3 : 1_000,
                        Duration.ofSeconds(1),
                        Duration.ofMillis(random.nextBoolean() ? 500 : 3_000),
                        Duration.ofMillis(100));
        Map<VenueId, VenueRules> each = new HashMap<>();
        ids.forEach(id -> each.put(id, rules));
        Duration budget = Duration.ofMillis(new int[] {50, 2_000, 60_000}[random.nextInt(3)]);
        Route route = new Route("all", Set.of(), Set.of(), Set.of(), ids, budget, true);
        return new RoutePlan(true, List.of(route), each, new RouteLimits(4, 100_000));
    }

    /** Trades under faults, then settles without. */
    void live(Trader trader) {
        int orders = random.nextInt(6, 12);
        for (int i = 0; i < orders; i++) {
            ParentOrder order = order("p" + i);
            given.put(order.id(), order);
            survive(trader, () -> trader.submit(order));
            disturb(trader, order);
        }
        script.off();
        for (int round = 0; round < 6; round++) {
            time.pass(Duration.ofSeconds(2));
            venues.forEach(venue -> venue.truth().pump());
            trader.reconcile();
            trader.poll();
        }
    }

    private void disturb(Trader trader, ParentOrder order) {
        int what = random.nextInt(100);
        if (what < 20) {
            survive(trader, () -> trader.submit(order));
        } else if (what < 40) {
            survive(trader, () -> trader.cancel(order.id()));
        } else if (what < 55) {
            ParentOrder replacement = amended(order);
            given.put(replacement.id(), replacement);
            survive(trader, () -> trader.amend(order.id(), replacement));
            survive(trader, () -> trader.amend(order.id(), replacement));
        }
        if (random.nextBoolean()) {
            survive(trader, trader::reconcile);
        }
        if (random.nextInt(3) == 0) {
            survive(trader, trader::poll);
        }
        time.pass(Duration.ofMillis(random.nextInt(0, 800)));
        venues.forEach(venue -> venue.truth().trade());
    }

    private void survive(Trader trader, Runnable deed) {
        try {
            deed.run();
        } catch (Killed e) {
            restart(trader);
        }
    }

    private void restart(Trader trader) {
        while (true) {
            try {
                trader.restart();
                trader.poll();
                return;
            } catch (Killed e) {
                // Killed again while it was getting up.
            }
        }
    }

    private ParentOrder order(String id) {
        OrderType type =
                switch (random.nextInt(5)) {
                    case 0, 1 -> OrderType.LIMIT;
                    case 2, 3 -> OrderType.IMMEDIATE_OR_CANCEL;
                    default -> OrderType.MARKET;
                };
        Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
        long price = SimulatedVenue.MIDDLE + side.sign() * random.nextInt(-1, 4);
        return new ParentOrder(
                id,
                INSTRUMENT,
                "balanced",
                "simulated",
                side,
                type,
                SimulatedVenue.LOT * random.nextInt(1, 11),
                type == OrderType.MARKET ? 0 : price,
                false);
    }

    private ParentOrder amended(ParentOrder order) {
        return new ParentOrder(
                order.id() + "a",
                order.instrument(),
                order.profile(),
                order.strategy(),
                order.side(),
                OrderType.LIMIT,
                SimulatedVenue.LOT * random.nextInt(1, 11),
                SimulatedVenue.MIDDLE,
                false);
    }
}
