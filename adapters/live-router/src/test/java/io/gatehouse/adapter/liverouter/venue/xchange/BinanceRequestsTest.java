package io.gatehouse.adapter.liverouter.venue.xchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.adapter.liverouter.order.ChildOrder;
import io.gatehouse.adapter.liverouter.order.ClientOrderId;
import io.gatehouse.adapter.liverouter.order.Instrument;
import io.gatehouse.adapter.liverouter.order.OrderType;
import io.gatehouse.adapter.liverouter.order.Side;
import io.gatehouse.adapter.liverouter.standin.Listing;
import io.gatehouse.adapter.liverouter.standin.StandInServer;
import io.gatehouse.adapter.liverouter.venue.Outcome;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.knowm.xchange.binance.dto.BinanceException;
import org.knowm.xchange.binance.dto.trade.BinanceNewOrder;

/** What is sent for every order is, byte for byte, what XChange would have sent. */
class BinanceRequestsTest {

    private static final int COUNT = Boolean.getBoolean("gatehouse.campaign") ? 20_000 : 400;
    private static final long SEED = 75;

    private final Clock clock = Clock.fixed(Instant.now().plusMillis(200), ZoneOffset.UTC);

    /** The same orders go to two stand-ins of one seed: by our way and by XChange's. */
    @Test
    void shouldSendTheSameBytesAsXchangeAndHearTheSame() throws IOException {
        SplittableRandom random = new SplittableRandom(SEED);
        int accepted = 0;
        try (StandInServer first = new StandInServer(0, 7, Listing.usual(), clock);
                StandInServer second = new StandInServer(0, 7, Listing.usual(), clock);
                RecordingProxy ours = new RecordingProxy(first.port());
                RecordingProxy theirs = new RecordingProxy(second.port())) {
            BinanceVenue venue =
                    new BinanceVenue(
                            Bench.settings(ours.address(), 10_000),
                            Bench.credentials(),
                            clock,
                            Egress.ANY);
            XchangeBinance xchange =
                    new XchangeBinance(
                            theirs.address(), StandInServer.API_KEY, StandInServer.API_SECRET);
            for (int i = 0; i < COUNT; i++) {
                ChildOrder order = order(random, i);
                String symbol = order.instrument().symbol();
                long now = clock.millis();
                long window = order.validUntil().toEpochMilli() - now;
                Outcome outcome = venue.place(order);
                try {
                    BinanceNewOrder same =
                            xchange.place(order, symbol, Math.min(window, 60_000), now);
                    assertThat(outcome).isInstanceOf(Outcome.Accepted.class);
                    var report = ((Outcome.Accepted) outcome).report();
                    assertThat(report.venueOrderId()).isEqualTo(Long.toString(same.orderId));
                    assertThat(Decimals.text(report.filled(), order.instrument().quantityScale()))
                            .isEqualTo(same.executedQty.toPlainString());
                    accepted++;
                } catch (BinanceException e) {
                    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
                    assertThat(((Outcome.Refused) outcome).code())
                            .isEqualTo(Integer.toString(e.getCode()));
                }
                if (i % 5 == 0) {
                    named(venue, xchange, order);
                }
            }
            List<String> sent =
                    ours.requests().stream()
                            .filter(each -> !each.startsWith("GET /api/v3/time"))
                            .toList();
            for (int i = 0; i < sent.size(); i++) {
                assertThat(sent.get(i)).as("seed " + SEED).isEqualTo(theirs.requests().get(i));
            }
            assertThat(sent).hasSameSizeAs(theirs.requests());
            assertThat(sent).hasSize(COUNT + 2 * ((COUNT + 4) / 5));
        }
        assertThat(accepted).isBetween(COUNT / 4, COUNT - COUNT / 20);
    }

    private void named(BinanceVenue venue, XchangeBinance xchange, ChildOrder order)
            throws IOException {
        String symbol = order.instrument().symbol();
        venue.find(order.id(), order.instrument());
        refusable(() -> xchange.find(order, symbol, 5_000, clock.millis()));
        venue.cancel(order.id(), order.instrument());
        refusable(() -> xchange.cancel(order, symbol, 5_000, clock.millis()));
    }

    private interface Call {
        Object make() throws IOException;
    }

    private static void refusable(Call call) throws IOException {
        try {
            call.make();
        } catch (BinanceException e) {
            assertThat(e.getCode()).isIn(-2011, -2013);
        }
    }

    private ChildOrder order(SplittableRandom random, int number) {
        Instrument instrument =
                Listing.usual().get(random.nextInt(Listing.usual().size())).instrument();
        long start =
                Listing.usual().stream()
                        .filter(each -> each.instrument().equals(instrument))
                        .findFirst()
                        .orElseThrow()
                        .start();
        OrderType type = OrderType.values()[random.nextInt(3)];
        long price = start + random.nextLong(-60, 61) * (random.nextInt(4) == 0 ? 1 : 5);
        return new ChildOrder(
                new ClientOrderId("r_" + number + "-Xy" + random.nextInt(1_000)),
                "parent",
                Bench.VENUE,
                instrument,
                random.nextBoolean() ? Side.BUY : Side.SELL,
                type,
                // one in five is worth less than the exchange takes
                random.nextLong(1, random.nextInt(5) == 0 ? 5 : 40_000) * instrument.lot(),
                type == OrderType.MARKET ? 0 : price,
                false,
                clock.instant().plusMillis(random.nextLong(1, 90_000)));
    }

    @Test
    void shouldEscapeANameOfASymbolAsXchangeDoes() throws IOException {
        try (StandInServer server = new StandInServer(0, 7, Listing.usual(), clock);
                RecordingProxy proxy = new RecordingProxy(server.port())) {
            XchangeBinance xchange = new XchangeBinance(proxy.address(), "key", "code");
            ChildOrder order = order(new SplittableRandom(SEED), 1);
            BinanceRequests own = new BinanceRequests("code");
            for (String symbol : new String[] {"BTCUSDT", "a b&c=d", "zażółć+/"}) {
                String body = own.placing(order, symbol, 5_000, 1_000);
                int before = proxy.requests().size();
                refused(() -> xchange.find(order, symbol, 5_000, 1_000));
                refused(() -> xchange.place(order, symbol, 5_000, 1_000));
                refused(() -> xchange.cancelAll(symbol, 5_000, 1_000));
                assertThat(proxy.requests().get(before))
                        .startsWith(
                                "GET /api/v3/order?"
                                        + own.naming(order.id(), symbol, 5_000, 1_000)
                                        + " ");
                assertThat(proxy.requests().get(before + 1))
                        .startsWith("POST /api/v3/order?signature=" + own.signature(body) + " ")
                        .endsWith("\r\n\r\n" + body);
                assertThat(proxy.requests().get(before + 2))
                        .startsWith(
                                "DELETE /api/v3/openOrders?" + own.all(symbol, 5_000, 1_000) + " ");
            }
        }
    }

    private static void refused(Call call) throws IOException {
        try {
            call.make();
            throw new AssertionError("a key that the stand-in does not know");
        } catch (BinanceException e) {
            assertThat(e.getCode()).isEqualTo(-2015);
        }
    }
}
