package io.gatehouse.adapter.liverouter.venue.paper;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.adapter.liverouter.order.ChildOrder;
import io.gatehouse.adapter.liverouter.order.ClientOrderId;
import io.gatehouse.adapter.liverouter.order.Instrument;
import io.gatehouse.adapter.liverouter.order.OrderReport;
import io.gatehouse.adapter.liverouter.order.OrderStatus;
import io.gatehouse.adapter.liverouter.order.OrderType;
import io.gatehouse.adapter.liverouter.order.Side;
import io.gatehouse.adapter.liverouter.venue.Cancellation;
import io.gatehouse.adapter.liverouter.venue.Lookup;
import io.gatehouse.adapter.liverouter.venue.OpenOrders;
import io.gatehouse.adapter.liverouter.venue.Outcome;
import io.gatehouse.adapter.liverouter.venue.VenueId;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PaperVenueTest {

    private static final Instrument BTC =
            new Instrument("BTCUSDT", 2, 5, 1, 1, 50_000_000, 900_000_000);
    private static final VenueId PAPER = new VenueId("paper");
    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

    private final PaperVenue venue = venue(1);

    private static PaperVenue venue(long seed) {
        PaperVenue venue =
                new PaperVenue(PAPER, PaperSettings.usual(seed), Clock.fixed(NOW, ZoneOffset.UTC));
        venue.quote(BTC, new PaperQuote(NOW, 5_999_900, 50_000, 6_000_000, 30_000));
        return venue;
    }

    private static ChildOrder order(
            String id, Side side, OrderType type, long quantity, long price) {
        return new ChildOrder(
                new ClientOrderId(id),
                "p",
                PAPER,
                BTC,
                side,
                type,
                quantity,
                price,
                false,
                NOW.plusSeconds(5));
    }

    private static OrderReport accepted(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Accepted.class);
        return ((Outcome.Accepted) outcome).report();
    }

    private static String refused(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        return ((Outcome.Refused) outcome).code();
    }

    @Test
    void shouldTakeWithSlippageAndTakerFee() {
        OrderReport report =
                accepted(venue.place(order("t", Side.BUY, OrderType.MARKET, 1_000, 0)));
        // 60000.00 and 5 basis points: 60030.00; of 600.30 the fee is 6 basis points
        assertThat(report.filledNotional()).isEqualTo(6_003_000L * 1_000);
        assertThat(venue.fills())
                .containsExactly(
                        new PaperFill(NOW, report.id(), 6_003_000, 1_000, 3_601_800, false));
    }

    @Test
    void shouldNotSlipBeyondTheLimit() {
        OrderReport bought =
                accepted(venue.place(order("l", Side.BUY, OrderType.LIMIT, 1_000, 6_001_000)));
        assertThat(bought.filledNotional()).isEqualTo(6_001_000L * 1_000);
        OrderReport sold =
                accepted(venue.place(order("s", Side.SELL, OrderType.LIMIT, 1_000, 5_999_000)));
        assertThat(sold.filledNotional()).isEqualTo(5_999_000L * 1_000);
    }

    @Test
    void shouldFillNoMoreThanWasShown() {
        OrderReport rest =
                accepted(venue.place(order("a", Side.BUY, OrderType.LIMIT, 40_000, 6_000_000)));
        assertThat(rest.status()).isEqualTo(OrderStatus.PARTIALLY_FILLED);
        assertThat(rest.filled()).isEqualTo(30_000);
        OrderReport none =
                accepted(
                        venue.place(
                                order("b", Side.BUY, OrderType.IMMEDIATE_OR_CANCEL, 9, 9_000_000)));
        assertThat(none.status()).isEqualTo(OrderStatus.EXPIRED);
        assertThat(none.filled()).isZero();
    }

    @Test
    void shouldWaitInTheQueue() {
        venue.place(order("q", Side.BUY, OrderType.LIMIT, 1_000, 5_999_900));
        venue.trade(BTC, 5_999_900, 50_000);
        assertThat(venue.fills()).isEmpty();
        venue.trade(BTC, 5_999_900, 400);
        assertThat(venue.fills()).hasSize(1);
        assertThat(venue.fills().get(0).maker()).isTrue();
        venue.trade(BTC, 5_999_800, 10_000);
        assertThat(((Lookup.Found) venue.find(new ClientOrderId("q"), BTC)).report().status())
                .isEqualTo(OrderStatus.FILLED);
        assertThat(venue.fills().get(1).fee()).isEqualTo(5_999_900L * 600 * 4 / 10_000);
    }

    @Test
    void shouldFillWhatAQuoteCrosses() {
        venue.place(order("c", Side.SELL, OrderType.LIMIT, 1_000, 6_100_000));
        venue.quote(BTC, new PaperQuote(NOW, 6_100_000, 300, 6_100_100, 1));
        assertThat(((OpenOrders.Listed) venue.openOrders(BTC)).orders().get(0).filled())
                .isEqualTo(300);
        assertThat(venue.cancel(new ClientOrderId("c"), BTC)).isInstanceOf(Cancellation.Done.class);
        assertThat(venue.cancel(new ClientOrderId("c"), BTC))
                .isInstanceOf(Cancellation.NotOpen.class);
    }

    @Test
    void shouldTakeNoIdTwice() {
        ChildOrder order = order("twice", Side.BUY, OrderType.MARKET, 1_000, 0);
        accepted(venue.place(order));
        assertThat(venue.place(order)).isInstanceOf(Outcome.Unknown.class);
        assertThat(venue.fills()).hasSize(1);
    }

    @Test
    void shouldRefuseWhatAVenueWouldRefuse() {
        assertThat(refused(venue.place(order("n", Side.BUY, OrderType.LIMIT, 1, 6_000_000))))
                .isEqualTo("notional");
        assertThat(
                        refused(
                                venue.place(
                                        order(
                                                "h",
                                                Side.BUY,
                                                OrderType.LIMIT,
                                                900_000_001,
                                                6_000_000))))
                .isEqualTo("lot-size");
        assertThat(
                        refused(
                                venue.place(
                                        order(
                                                "o",
                                                Side.BUY,
                                                OrderType.LIMIT,
                                                900_000_000,
                                                Long.MAX_VALUE / 2))))
                .isEqualTo("too-large");
        PaperVenue dark =
                new PaperVenue(PAPER, PaperSettings.usual(1), Clock.fixed(NOW, ZoneOffset.UTC));
        ChildOrder order = order("d", Side.BUY, OrderType.MARKET, 1_000, 0);
        assertThat(refused(dark.place(order))).isEqualTo("no-market");
        dark.quote(BTC, PaperQuote.last(NOW.minusSeconds(31), 6_000_000, 10));
        assertThat(refused(dark.place(order))).isEqualTo("no-market");
    }

    @Test
    void shouldKeepEveryFigureConsistentAndRepeatItself() {
        int campaign = Boolean.getBoolean("gatehouse.campaign") ? 2_000 : 40;
        for (long seed = 1; seed <= campaign; seed++) {
            assertThat(history(seed)).as("seed " + seed).isEqualTo(history(seed));
        }
    }

    private static List<PaperFill> history(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        PaperVenue venue = venue(seed);
        long ordered = 0;
        for (int i = 0; i < 200; i++) {
            long price = 6_000_000 + random.nextLong(-300, 301);
            switch (random.nextInt(3)) {
                case 0 -> venue.trade(BTC, price, random.nextLong(1, 5_000));
                case 1 ->
                        venue.quote(
                                BTC,
                                new PaperQuote(
                                        NOW,
                                        price,
                                        random.nextLong(9_000),
                                        price + 10,
                                        random.nextLong(9_000)));
                default -> {
                    long quantity = random.nextLong(1_000, 9_000);
                    ordered += quantity;
                    accepted(
                            venue.place(
                                    order(
                                            "h-" + i,
                                            random.nextBoolean() ? Side.BUY : Side.SELL,
                                            OrderType.LIMIT,
                                            quantity,
                                            price)));
                }
            }
        }
        List<PaperFill> fills = venue.fills();
        assertThat(fills).as("seed " + seed).isNotEmpty();
        assertThat(fills.stream().mapToLong(PaperFill::quantity).sum())
                .as("seed " + seed)
                .isLessThanOrEqualTo(ordered);
        return fills;
    }

    @Test
    void shouldTakeBackWhatTheJournalKnows() {
        ChildOrder standing = order("r", Side.BUY, OrderType.LIMIT, 1_000, 5_999_900);
        OrderReport known =
                new OrderReport(
                        standing.id(),
                        "paper-7",
                        OrderStatus.PARTIALLY_FILLED,
                        1_000,
                        400,
                        400 * 5_999_900L);
        venue.resume(standing, known);

        assertThat(venue.find(standing.id(), BTC)).isEqualTo(new Lookup.Found(known));
        venue.trade(BTC, 5_999_900, 1_000_000);
        assertThat(venue.fills()).as("its place in the queue is not known yet").isEmpty();

        venue.quote(BTC, new PaperQuote(NOW, 5_999_900, 50_000, 6_000_000, 30_000));
        venue.trade(BTC, 5_999_900, 50_000);
        assertThat(venue.fills()).as("behind all that is shown").isEmpty();
        venue.trade(BTC, 5_999_900, 1_000);
        assertThat(venue.drain()).extracting(PaperFill::quantity).containsExactly(600L);
        assertThat(venue.fills()).isEmpty();

        OrderReport next =
                accepted(venue.place(order("n", Side.BUY, OrderType.LIMIT, 1_000, 5_000_000)));
        assertThat(next.venueOrderId()).isEqualTo("paper-8");
        assertThat(venue.place(standing)).isInstanceOf(Outcome.Unknown.class);
    }

    @Test
    void shouldTellNoPriceOfAnOldQuote() {
        assertThat(venue.price(BTC)).hasValue(5_999_950);
        venue.quote(BTC, new PaperQuote(NOW.minusSeconds(31), 5_999_900, 1, 6_000_000, 1));
        assertThat(venue.price(BTC)).isEmpty();
    }
}
