package io.gatehouse.systemtests.server;

import static io.gatehouse.systemtests.server.RouterRunProcess.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.core.definition.Environment;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.strategy.Permission;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The server that renews a LIVE lease is killed at random moments while a router's process is sent
 * orders that increase risk: none is sent later than a second after the end of the lease, and what
 * is open can be withdrawn and closed all the same.
 *
 * <p>The property {@code gatehouse.router.lease.kills} says how many kills; several installations
 * are killed side by side, each with a router and venues of its own.
 */
class RouterLeaseTest {

    private static final int KILLS = Integer.getInteger("gatehouse.router.lease.kills", 2);
    private static final boolean CAMPAIGN = KILLS >= 20;
    private static final int LANES = Integer.getInteger("gatehouse.router.lease.lanes", 1);

    /** A round of the keeper, the shortest that a definition may name. */
    private static final Duration ROUND = Duration.ofSeconds(10);

    private static final Duration LEASE = Duration.ofSeconds(15);

    /** After the end of the lease no order that increases risk is sent beyond this time. */
    private static final Duration TOLERANCE = Duration.ofSeconds(1);

    /** For what a busy machine may take long for, and which is not measured. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir private Path directory;

    /**
     * What a kill led to.
     *
     * @param sent from the end of the lease to the last order that was sent; negative when it came
     *     before
     * @param refused from the end of the lease to the first answer that refused
     */
    private record Ended(Duration sent, Duration refused) {}

    /** An installation at LIVE, and the ports of its venues. */
    private record Lane(int number, ServedLive live, int first, int second) {}

    @Test
    void shouldStopRiskWithTheLeaseWhenTheServerIsKilledAndStillCloseAndCancel() throws Exception {
        long seed = Long.getLong("gatehouse.seed", System.nanoTime());
        List<Lane> walked = new ArrayList<>();
        for (int lane = 0; lane < LANES; lane++) {
            // one after the other: the gates' own checks have a time each, and side by side on a
            // small machine they would not end in it
            walked.add(walk(lane));
        }
        ExecutorService lanes = Executors.newFixedThreadPool(LANES);
        List<Future<List<Ended>>> running = new ArrayList<>();
        for (Lane lane : walked) {
            int kills = KILLS / LANES + (lane.number() < KILLS % LANES ? 1 : 0);
            running.add(lanes.submit(() -> run(lane, kills, seed)));
        }
        List<Ended> ended = new ArrayList<>();
        try {
            for (Future<List<Ended>> lane : running) {
                ended.addAll(lane.get());
            }
        } finally {
            lanes.shutdownNow();
            assertThat(lanes.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        }
        Duration sent = ended.stream().map(Ended::sent).max(Duration::compareTo).orElseThrow();
        Duration refused =
                ended.stream().map(Ended::refused).max(Duration::compareTo).orElseThrow();
        System.out.printf(
                "router-leases: seed %d, %d kills, %d leases ended, last order sent %d ms after"
                        + " the end of a lease at the latest, first refusal %d ms after it at the"
                        + " latest, bound %d ms%n",
                seed, KILLS, ended.size(), sent.toMillis(), refused.toMillis(), 1_000);
        assertThat(ended).hasSize(KILLS);
        // Nothing is sent too late on the busiest machine; only an answer may be slow on one.
        assertThat(sent).isLessThanOrEqualTo(TOLERANCE);
        if (CAMPAIGN) {
            assertThat(refused).isLessThanOrEqualTo(TOLERANCE);
        }
    }

    private Lane walk(int number) throws Exception {
        Path home = Files.createDirectories(directory.resolve("lane-" + number));
        int first = VenueProcess.freePort();
        int second = VenueProcess.freePort();
        Path walked = RoutedLive.walk(home, first, second, RouterLeaseTest::shortLease);
        return new Lane(number, ServedLive.copy(walked, home.resolve("live")), first, second);
    }

    private static List<Ended> run(Lane lane, int kills, long seed) throws Exception {
        ServedLive live = lane.live();
        Random random = new Random(seed + lane.number());
        try (VenueProcess venue = VenueProcess.start(lane.first());
                VenueProcess fallback = VenueProcess.start(lane.second())) {
            List<Ended> ended = new ArrayList<>();
            ServerProcess server = served(live);
            try (RouterRunProcess router = RouterRunProcess.start(live);
                    OrderStream orders = new OrderStream(router)) {
                for (int kill = 1; kill <= kills; kill++) {
                    if (kill > 1) {
                        server = served(live);
                    }
                    String named = "seed " + seed + ", lane " + lane.number() + ", kill " + kill;
                    awaitAccepted(orders);
                    open(router, orders, kill);
                    ended.add(killed(live, server, orders, random, named));
                    close(router, orders, kill, named);
                }
            } finally {
                server.kill();
            }
            venue.truth().byClientId().forEach((id, all) -> assertThat(all).as(id).hasSize(1));
            assertThat(venue.orders("OPEN")).isEmpty();
            assertThat(fallback.truth().orders()).isEmpty();
            return ended;
        }
    }

    private static ServerProcess served(ServedLive live) throws Exception {
        ServerProcess server = ServerProcess.start(live.workspace().root());
        try {
            server.awaitReady();
            var holder = live.holder(InstantSource.system());
            await(
                    PATIENCE,
                    () ->
                            holder.mayRun(Environment.LIVE, live.path("config/core.yaml"))
                                    instanceof Permission.Allowed);
            return server;
        } catch (Exception | AssertionError e) {
            server.kill(); // it would outlive the test
            throw e;
        }
    }

    static String shortLease(String text) {
        return RouterRunTest.manyOrders(
                ServedLive.replace(
                        ServedLive.replace(text, "lease: PT150S", "lease: " + LEASE),
                        "reverify: PT60S",
                        "reverify: " + ROUND));
    }

    /** A position, and an order at rest: what must be closed and withdrawn without a lease. */
    private static void open(RouterRunProcess router, OrderStream orders, int kill)
            throws Exception {
        orders.pause();
        for (int attempt = 0; ; attempt++) {
            String id = "b-" + kill + "-" + attempt;
            JsonObject bought = router.ask(id, order(id, "buy", "61000", false));
            if (bought.text("state").filter("done"::equals).isPresent()) {
                break;
            }
            // the lease may end between two renewals on a busy machine
            assertThat(attempt).as(bought.toString()).isLessThan(600);
            Thread.sleep(100);
        }
        for (int attempt = 0; ; attempt++) {
            String id = "r-" + kill + "-" + attempt;
            JsonObject rests = router.ask(id, order(id, "buy", "51000", false));
            if (rests.text("state").filter("working"::equals).isPresent()) {
                router.ask(id, "{\"status\":\"" + id + "\"}");
                break;
            }
            assertThat(attempt).as(rests.toString()).isLessThan(600);
            Thread.sleep(100);
        }
        orders.resume();
    }

    private static Ended killed(
            ServedLive live, ServerProcess server, OrderStream orders, Random random, String kill)
            throws Exception {
        Thread.sleep(random.nextInt((int) ROUND.toMillis() + 1_000));
        awaitAccepted(orders);
        server.kill();
        assertThat(server.process().exitValue()).as("%s: %s", kill, server.log()).isEqualTo(137);
        Instant end = leaseStart(live).plus(LEASE);
        await(LEASE.plus(PATIENCE), orders::isRefused);
        orders.last(); // tells what went wrong with the stream itself
        OrderStream.Answer first = orders.firstRefused().orElseThrow();
        // by the permit, or by a look at it that began before the end and took until after
        assertThat(first.codes()).as(kill).containsAnyOf("lease-lapsed", "lapsed");
        // Refused is refused: nothing brings the permission back while nobody renews.
        Instant asked = first.asked();
        await(
                PATIENCE,
                () -> {
                    try {
                        return orders.last().orElseThrow().asked().isAfter(asked.plusMillis(300));
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                });
        assertThat(orders.firstRefused()).as(kill).contains(first);
        Instant sent = orders.lastAccepted().orElseThrow().asked();
        assertThat(first.answered())
                .as("%s: the lease is not cut short", kill)
                .isAfterOrEqualTo(end.minusSeconds(1));
        return new Ended(Duration.between(end, sent), Duration.between(end, first.answered()));
    }

    /** Without a lease: the order at rest is withdrawn, the position is closed. */
    private static void close(RouterRunProcess router, OrderStream orders, int kill, String named)
            throws Exception {
        orders.pause();
        for (int attempt = 0; attempt < 600; attempt++) {
            String id = "r-" + kill + "-" + attempt;
            JsonObject now = router.ask(id, "{\"status\":\"" + id + "\"}");
            if (now.text("state").filter("working"::equals).isPresent()) {
                router.ask(id, "{\"cancel\":\"" + id + "\"}");
                router.settled(id, "done");
                break;
            }
            assertThat(attempt).as("%s: nothing rests", named).isLessThan(599);
        }
        String id = "c-" + kill;
        JsonObject closed = router.ask(id, order(id, "sell", "59000", true));
        assertThat(closed.text("state")).as("%s: %s", named, closed).contains("done");
        assertThat(closed.text("filled")).as(named).contains("0.00100");
        orders.resume();
    }

    private static Instant leaseStart(ServedLive live) throws Exception {
        JsonObject permit =
                StrictJson.readSigned(Files.readAllBytes(live.permit(Environment.LIVE)))
                        .objectOrThrow();
        return Instant.parse(permit.text("renewed").orElseGet(() -> permit.requireText("issued")));
    }

    private static void awaitAccepted(OrderStream orders) throws Exception {
        await(PATIENCE, () -> orders.isAccepted() || orders.failed(), orders);
        orders.last(); // tells what went wrong with the stream itself
    }

    private static void await(Duration most, BooleanSupplier condition) throws Exception {
        await(most, condition, "");
    }

    /** Waits, and tells of what it waited for as it stands then. */
    private static void await(Duration most, BooleanSupplier condition, Object what)
            throws Exception {
        long end = System.nanoTime() + most.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("%s waited for %s", what, most).isLessThan(end);
            Thread.sleep(5);
        }
    }
}
