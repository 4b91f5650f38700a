package io.gatehouse.adapter.liverouter.venue.xchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.adapter.liverouter.order.ChildOrder;
import io.gatehouse.adapter.liverouter.order.OrderReport;
import io.gatehouse.adapter.liverouter.order.OrderType;
import io.gatehouse.adapter.liverouter.order.Side;
import io.gatehouse.adapter.liverouter.standin.FaultKind;
import io.gatehouse.adapter.liverouter.standin.FaultScript;
import io.gatehouse.adapter.liverouter.standin.StandInProcess;
import io.gatehouse.adapter.liverouter.standin.StandInTruth;
import io.gatehouse.adapter.liverouter.venue.Lookup;
import io.gatehouse.adapter.liverouter.venue.Outcome;
import io.gatehouse.adapter.liverouter.venue.Venue;
import io.gatehouse.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Faults over real sockets, to a stand-in in another process: what the venue's client says of an
 * order is never contradicted by what the stand-in knows.
 */
class VenueFaultCampaignTest {

    private static final int FAULTS = Boolean.getBoolean("gatehouse.campaign") ? 2_000 : 200;
    private static final long SEED = 20261122;
    private static final long TIMEOUT = 120;
    private static final long HOLD = 180;

    private final SkewedClock clock = new SkewedClock();
    private final SplittableRandom random = new SplittableRandom(SEED);
    private final Map<String, Boolean> said = new HashMap<>();
    private final Set<FaultKind> met = EnumSet.noneOf(FaultKind.class);
    private final Map<String, Outcome.Doubt> doubts = new HashMap<>();
    private final Set<String> inHaste = new HashSet<>();
    private int unknown;
    private int notYetProof;

    /** A client of a venue, by address and timeout in milliseconds. */
    private interface Maker {
        Venue at(URI address, long timeout);
    }

    private long validity;
    private long passing;

    @Test
    void shouldNeverSayOtherwiseThanTheTruth() throws IOException, InterruptedException {
        validity = 400;
        passing = 500;
        campaign(
                (address, timeout) ->
                        new BinanceVenue(
                                Bench.settings(address, timeout),
                                Bench.credentials(),
                                clock,
                                Egress.ANY));
    }

    @Test
    void shouldNeverSayOtherwiseThanTheTruthAtKraken() throws IOException, InterruptedException {
        validity = 4_000;
        passing = 6_000;
        campaign((address, timeout) -> KrakenBench.venue(address, timeout, clock));
    }

    private void campaign(Maker maker) throws IOException, InterruptedException {
        FaultScript script =
                new FaultScript(
                        SEED, 1_000, List.of(FaultKind.values()), List.of("place"), Map.of(), HOLD);
        try (StandInProcess standIn = StandInProcess.start(SEED)) {
            StandInTruth truth = standIn.truth();
            Venue venue = maker.at(standIn.address(), 2_000);
            // the first connection and the classes it needs are no part of the timeouts
            assertThat(venue.time()).isPresent();
            Venue hasty = maker.at(standIn.address(), TIMEOUT);
            hasty.time();
            truth.script(script);
            for (int i = 1; i <= FAULTS; i++) {
                // the script counts what arrives: after a request that did not it is one behind
                FaultKind fault = script.fault(truth.seen("place") + 1).orElseThrow();
                met.add(fault);
                boolean silent =
                        Set.of(FaultKind.TIMEOUT_BEFORE, FaultKind.TIMEOUT_AFTER, FaultKind.LATE)
                                .contains(fault);
                if (silent) {
                    inHaste.add("campaign-" + i);
                }
                try {
                    one(i, fault, silent ? hasty : venue, venue, truth);
                } catch (AssertionError e) {
                    throw new AssertionError("seed " + SEED + " fault " + i + " " + fault, e);
                }
            }
            Thread.sleep(2 * HOLD);
            atTheEnd(truth);
        }
        assertThat(met).containsExactlyInAnyOrder(FaultKind.values());
        System.out.println(
                FAULTS
                        + " faults over HTTP: "
                        + unknown
                        + " unknown, "
                        + notYetProof
                        + " absences that were no proof yet, 0 contradictions");
    }

    private void one(int number, FaultKind fault, Venue sender, Venue asker, StandInTruth truth)
            throws InterruptedException {
        OrderType type = number % 4 == 0 ? OrderType.IMMEDIATE_OR_CANCEL : OrderType.LIMIT;
        ChildOrder order =
                Bench.order(
                        clock,
                        "campaign-" + number,
                        number % 3 == 0 ? Side.SELL : Side.BUY,
                        type,
                        6_000_000 + random.nextLong(-40, 41),
                        random.nextLong(100, 20_000),
                        validity);
        Outcome outcome = sender.place(order);
        String id = order.id().value();
        if (outcome instanceof Outcome.Accepted accepted) {
            said.put(id, true);
            assertThat(truth.byClientId().get(id)).hasSize(1);
            agrees(accepted.report(), truth.byClientId().get(id).get(0), true);
        } else if (outcome instanceof Outcome.Refused) {
            said.put(id, false);
            assertThat(truth.byClientId()).doesNotContainKey(id);
        } else {
            unknown++;
            doubts.put(id, ((Outcome.Unknown) outcome).doubt());
            resolve(order, fault, asker, truth);
        }
    }

    private void resolve(ChildOrder order, FaultKind fault, Venue asker, StandInTruth truth)
            throws InterruptedException {
        Lookup first = asker.find(order.id(), order.instrument());
        if (first instanceof Lookup.Absent absent) {
            notYetProof += absent.venueTime().isAfter(order.validUntil()) ? 0 : 1;
        }
        if (fault == FaultKind.LATE && random.nextBoolean()) {
            Thread.sleep(2 * HOLD);
        }
        truth.skew(clock.advance(passing));
        Lookup last = asker.find(order.id(), order.instrument());
        if (last instanceof Lookup.Found found) {
            said.put(order.id().value(), true);
            agrees(found.report(), truth.byClientId().get(order.id().value()).get(0), false);
        } else {
            assertThat(last).isInstanceOf(Lookup.Absent.class);
            assertThat(((Lookup.Absent) last).venueTime()).isAfter(order.validUntil());
            said.put(order.id().value(), false);
        }
    }

    /** Later fills may come between the answer and the question, so figures grow at most. */
    private static void agrees(OrderReport report, JsonObject known, boolean atOnce) {
        assertThat(report.quantity()).isEqualTo(known.integer("quantity").orElseThrow());
        assertThat(report.filled()).isLessThanOrEqualTo(known.integer("filled").orElseThrow());
        assertThat(report.filledNotional())
                .isLessThanOrEqualTo(known.integer("notional").orElseThrow());
        assertThat(Long.parseLong(report.venueOrderId().replaceAll("[^0-9]", "")))
                .isEqualTo(known.integer("id").orElseThrow());
        if (!atOnce) {
            assertThat(report.filled()).isEqualTo(known.integer("filled").orElseThrow());
        }
    }

    private void atTheEnd(StandInTruth truth) {
        Map<String, List<JsonObject>> orders = truth.byClientId();
        said.forEach(
                (id, there) ->
                        assertThat(orders.containsKey(id))
                                .as("seed " + SEED + " " + id)
                                .isEqualTo(there));
        assertThat(said).hasSize(FAULTS);
        assertThat(orders.values()).allMatch(of -> of.size() == 1);
        arrivedOnce(truth.arrived());
    }

    /**
     * Nothing is sent twice, and what was sent arrives, but for one class of fault: the sender
     * whose time is over closes the connection, and the stand-in's thread, waiting for a processor
     * all the while, finds it closed with the request unread. So it is of an order in haste, its
     * doubt is the timeout, and it is not there.
     */
    private void arrivedOnce(List<String> arrived) {
        assertThat(arrived).doesNotHaveDuplicates();
        assertThat(said.keySet()).containsAll(arrived);
        Set<String> lost = new HashSet<>(said.keySet());
        arrived.forEach(lost::remove);
        for (String id : lost) {
            assertThat(inHaste).as("seed " + SEED + " lost").contains(id);
            assertThat(doubts).as("seed " + SEED).containsEntry(id, Outcome.Doubt.TIMEOUT);
            assertThat(said).as("seed " + SEED).containsEntry(id, false);
        }
        System.out.println(lost.size() + " requests ended before they were read");
    }
}
