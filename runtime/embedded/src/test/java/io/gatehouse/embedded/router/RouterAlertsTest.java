package io.gatehouse.embedded.router;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.adapter.liverouter.kill.CancelSelection;
import io.gatehouse.adapter.liverouter.order.ChildOrder;
import io.gatehouse.adapter.liverouter.order.ClientOrderId;
import io.gatehouse.adapter.liverouter.order.Instrument;
import io.gatehouse.adapter.liverouter.order.OrderType;
import io.gatehouse.adapter.liverouter.order.Side;
import io.gatehouse.adapter.liverouter.standin.FaultKind;
import io.gatehouse.adapter.liverouter.standin.FaultScript;
import io.gatehouse.adapter.liverouter.standin.StandInProcess;
import io.gatehouse.adapter.liverouter.venue.Outcome;
import io.gatehouse.adapter.liverouter.venue.VenueId;
import io.gatehouse.adapter.liverouter.venue.xchange.BinanceInspector;
import io.gatehouse.adapter.liverouter.venue.xchange.BinanceVenue;
import io.gatehouse.adapter.liverouter.venue.xchange.Egress;
import io.gatehouse.adapter.liverouter.venue.xchange.LocalVenueCredentials;
import io.gatehouse.adapter.liverouter.venue.xchange.VenueCredentials;
import io.gatehouse.adapter.liverouter.venue.xchange.VenueSettings;
import io.gatehouse.adapter.metrics.alert.AlertEvent;
import io.gatehouse.audit.key.SecretLocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The delivered alert rules in a router that runs: causes are made at the venue and in the
 * workspace, and each alert begins and ends. How soon is shown in virtual time, beside the rules.
 */
class RouterAlertsTest {

    @TempDir private Path workspace;

    private final List<AlertEvent> told = new CopyOnWriteArrayList<>();
    private StandInProcess venue;
    private LiveBench bench;

    @BeforeEach
    void promote() throws IOException {
        venue = StandInProcess.start(11);
        bench = new LiveBench(workspace).promoted(venue.address());
        Files.writeString(
                bench.configuration(),
                Files.readString(bench.configuration())
                        .replace(
                                "breaker_failures: 1000",
                                "breaker_failures: 1\n        breaker_open_ms: 50"));
        bench.renew(Duration.ofHours(1));
        bench.arm();
    }

    @AfterEach
    void end() {
        venue.close();
    }

    private static void await(BooleanSupplier met, String what) {
        long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (!met.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited too long for " + what).isLessThan(end);
            LockSupport.parkNanos(20_000_000);
        }
    }

    private boolean fires(String alert) {
        boolean fires = false;
        for (AlertEvent event : told) {
            if (event.alert().equals(alert)) {
                fires = event.kind() == AlertEvent.Kind.FIRING;
            }
        }
        return fires;
    }

    private void awaitFiring(String... alerts) {
        for (String alert : alerts) {
            await(() -> fires(alert), alert + ": " + told);
        }
    }

    private void awaitOver(String... alerts) {
        for (String alert : alerts) {
            await(() -> !fires(alert), "the end of " + alert);
        }
    }

    private static String order(String id, String price) {
        return LiveBench.order(id, "buy", "0.001", price, false);
    }

    /** A client of the same account that this installation knows nothing of. */
    private void foreign(boolean there) {
        VenueCredentials secrets =
                ((LocalVenueCredentials.Loading.Loaded)
                                new LocalVenueCredentials(workspace, name -> Optional.empty())
                                        .load(
                                                "other",
                                                SecretLocation.parse("file:secrets/venue.key"),
                                                SecretLocation.parse("file:secrets/venue.secret")))
                        .credentials();
        VenueId id = new VenueId("loopback_spot");
        VenueSettings settings =
                new VenueSettings(
                        id, venue.address(), Duration.ofSeconds(10), Map.of("BTCUSDT", "BTCUSDT"));
        Clock clock = Clock.systemUTC();
        Instrument instrument =
                new BinanceInspector(settings, secrets, clock, Egress.ANY)
                        .instrument("BTCUSDT")
                        .orElseThrow();
        BinanceVenue client = new BinanceVenue(settings, secrets, clock, Egress.ANY);
        ClientOrderId own = new ClientOrderId("somebody-else");
        if (there) {
            assertThat(
                            client.place(
                                    new ChildOrder(
                                            own,
                                            "p",
                                            id,
                                            instrument,
                                            Side.BUY,
                                            OrderType.LIMIT,
                                            100,
                                            5_000_000,
                                            false,
                                            Instant.now().plusSeconds(20))))
                    .isInstanceOf(Outcome.Accepted.class);
        } else {
            client.cancel(own, instrument);
        }
    }

    @Test
    void shouldTellOfEachCauseAndOfItsEnd() throws IOException {
        RouterProcess.Start start = RouterProcess.start(bench.start(), news -> {}, told::add);
        try (RouterProcess router = ((RouterProcess.Start.Started) start).process()) {
            await(() -> router.banner().noRisk().isEmpty(), "a router that may trade");
            assertThat(told).as("a start in order is no cause").isEmpty();

            router.take("{\"symbol\":\"BTCUSDT\"}");
            foreign(true);
            awaitFiring("LiveRouterMissingClientId", "LiveRouterForeignOrders");
            foreign(false);

            venue.truth()
                    .script(
                            new FaultScript(
                                    1,
                                    1_000,
                                    List.of(FaultKind.RESET_AFTER),
                                    List.of("place", "find", "open"),
                                    Map.of(),
                                    5));
            router.take(order("u-1", "50000"));
            awaitFiring(
                    "LiveRouterUnknownOrders",
                    "LiveRouterReconcileFailed",
                    "LiveRouterBreakerOpen");
            venue.truth().script(FaultScript.NONE);
            awaitOver("LiveRouterForeignOrders", "LiveRouterUnknownOrders");
            awaitFiring("LiveRouterHighLatency");
            // A breaker closes with an order that is answered.
            for (int i = 2; fires("LiveRouterBreakerOpen"); i++) {
                assertThat(i).as("still open").isLessThan(300);
                router.take(order("u-" + i, "61000"));
                LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
            }

            Files.delete(workspace.resolve("var/gatehouse/permits/live.json"));
            awaitFiring("LiveRouterLeaseLapsed", "LiveRouterLeaseNearEnd");
            bench.renew(Duration.ofHours(1));
            awaitOver("LiveRouterLeaseLapsed", "LiveRouterLeaseNearEnd");

            router.kill(CancelSelection.ALL, "anna", "a drill");
            awaitFiring("LiveRouterKilled", "LiveRouterHalted");
            assertThat(firingByTheFiles()).contains("LiveRouterKilled", "LiveRouterHalted");
            bench.enable();
            awaitOver("LiveRouterKilled", "LiveRouterHalted");
            assertThat(firingByTheFiles()).doesNotContain("LiveRouterKilled");
        }
        RouterProcess.Start again = RouterProcess.start(bench.start(), news -> {}, told::add);
        ((RouterProcess.Start.Started) again).process().close();
        assertThat(firingByTheFiles()).as("told by a router that has ended").isEmpty();
    }

    private List<String> firingByTheFiles() {
        return RouterView.of(
                        RouterMode.LIVE,
                        workspace,
                        LiveBench.INSTALLATION,
                        LiveBench.persons(),
                        Clock.systemUTC())
                .alerts()
                .stream()
                .map(RouterView.Alert::name)
                .toList();
    }
}
