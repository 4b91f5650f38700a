package io.gatehouse.embedded.router.dryrun;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.adapter.liverouter.dryrun.DrillResult;
import io.gatehouse.adapter.liverouter.dryrun.DryRunCheck;
import io.gatehouse.adapter.liverouter.dryrun.WiredVenue;
import io.gatehouse.adapter.liverouter.order.ChildOrder;
import io.gatehouse.adapter.liverouter.order.ClientOrderId;
import io.gatehouse.adapter.liverouter.order.Instrument;
import io.gatehouse.adapter.liverouter.standin.StandInTruth;
import io.gatehouse.adapter.liverouter.venue.Cancellation;
import io.gatehouse.adapter.liverouter.venue.Lookup;
import io.gatehouse.adapter.liverouter.venue.OpenOrders;
import io.gatehouse.adapter.liverouter.venue.Outcome;
import io.gatehouse.adapter.liverouter.venue.Venue;
import io.gatehouse.adapter.liverouter.venue.VenueId;
import io.gatehouse.adapter.liverouter.venue.VenueInspector;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class AlertDrillTest {

    private static final String CONFIGURATION =
            """
            alerts:
              prometheus:
                - {name: Breaker, expr: live_breaker_open > 0, for: 0s, labels: {severity: warning}}
                - {name: Lease, expr: live_lease_held < 1, for: 0s, labels: {severity: critical}}
                - {name: Killed, expr: live_kill_engaged > 0, for: 0s, labels: {severity: critical}}
                - {name: Foreign, expr: live_foreign_orders_open > 0, for: 0s, labels: {severity: critical}}
            """;

    /** Nothing of it is asked but its name. */
    private static final class NamedVenue implements Venue, VenueInspector {
        @Override
        public VenueId id() {
            return new VenueId("binance_spot");
        }

        @Override
        public Outcome place(ChildOrder order) {
            throw new AssertionError("the drill of alerts sends no order");
        }

        @Override
        public Cancellation cancel(ClientOrderId order, Instrument instrument) {
            throw new AssertionError("the drill of alerts cancels no order");
        }

        @Override
        public Lookup find(ClientOrderId order, Instrument instrument) {
            throw new AssertionError("the drill of alerts looks for no order");
        }

        @Override
        public OpenOrders openOrders(Instrument instrument) {
            throw new AssertionError("the drill of alerts lists no orders");
        }

        @Override
        public Optional<Instant> time() {
            return Optional.empty();
        }

        @Override
        public Optional<Instrument> instrument(String symbol) {
            return Optional.empty();
        }

        @Override
        public OptionalLong price(Instrument instrument) {
            return OptionalLong.empty();
        }

        @Override
        public Optional<Permissions> permissions() {
            return Optional.empty();
        }
    }

    private static DrillResult practise(String configuration) {
        NamedVenue venue = new NamedVenue();
        WiredVenue wired =
                new WiredVenue(
                        venue,
                        venue,
                        StandInTruth.at(1),
                        new Instrument("BTCUSDT", 2, 5, 5, 5, 50_000_000, 900_000_000),
                        10_000);
        return new AlertDrill(configuration.getBytes(UTF_8), Clock.systemUTC())
                .practise(List.of(wired), System::nanoTime);
    }

    private static List<String> failed(DrillResult result) {
        return result.checks().stream().filter(c -> !c.holds()).map(DryRunCheck::subject).toList();
    }

    @Test
    void shouldHearEachCauseAndNothingBefore() {
        DrillResult result = practise(CONFIGURATION);
        assertThat(failed(result)).isEmpty();
        assertThat(result.checks()).hasSize(5);
        assertThat(result.nanos()).isPositive();
    }

    @Test
    void shouldFailWhereACauseHasNoAlert() {
        assertThat(failed(practise(CONFIGURATION.replace("live_breaker_open", "live_breaker"))))
                .containsExactly("breaker-open");
        assertThat(failed(practise("a: [")))
                .containsExactly("halted", "breaker-open", "lease-lapsed", "foreign-orders");
    }

    @Test
    void shouldFailWhereAnAlertWaitsTooLongOrCriesWolf() {
        assertThat(
                        failed(
                                practise(
                                        CONFIGURATION.replace(
                                                "live_kill_engaged > 0, for: 0s",
                                                "live_kill_engaged > 0, for: 5m"))))
                .containsExactly("halted");
        String wolf =
                "    - {name: Wolf, expr: live_lease_held > 0, for: 0s, labels: {severity: info}}\n";
        assertThat(failed(practise(CONFIGURATION + wolf))).containsExactly("quiet");
    }
}
