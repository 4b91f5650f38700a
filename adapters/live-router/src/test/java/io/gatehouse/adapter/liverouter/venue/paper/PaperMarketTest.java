package io.gatehouse.adapter.liverouter.venue.paper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.adapter.liverouter.order.ChildOrder;
import io.gatehouse.adapter.liverouter.order.ClientOrderId;
import io.gatehouse.adapter.liverouter.order.Instrument;
import io.gatehouse.adapter.liverouter.order.OrderType;
import io.gatehouse.adapter.liverouter.order.Side;
import io.gatehouse.adapter.liverouter.venue.Outcome;
import io.gatehouse.adapter.liverouter.venue.VenueId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class PaperMarketTest {

    private static final Instrument BTC = new Instrument("BTCUSDT", 2, 5, 50, 10, 0, 900_000_000);
    private static final Duration PACE = Duration.ofSeconds(10);

    /** A time at which the first of two bars begins. */
    private static final Instant NOW = Instant.ofEpochSecond(1_795_000_000L / 20 * 20);

    private static final PaperBar FLAT =
            new PaperBar(6_000_010, 6_000_010, 6_000_010, 6_000_010, 4_000);
    private static final PaperBar DEEP =
            new PaperBar(6_000_010, 6_100_010, 5_900_010, 6_050_000, 4_000);

    private final PaperVenue venue =
            new PaperVenue(
                    new VenueId("paper"),
                    new PaperSettings(4, 6, 0, Duration.ofDays(1), 1),
                    Clock.fixed(NOW, ZoneOffset.UTC));
    private final PaperMarket market = new PaperMarket(BTC, List.of(FLAT, DEEP), PACE);

    private void resting(String id, Side side, long price) {
        assertThat(venue.place(order(id, side, OrderType.LIMIT, 5_000, price)))
                .isInstanceOf(Outcome.Accepted.class);
    }

    private static ChildOrder order(
            String id, Side side, OrderType type, long quantity, long price) {
        return new ChildOrder(
                new ClientOrderId(id),
                "p",
                new VenueId("paper"),
                BTC,
                side,
                type,
                quantity,
                price,
                false,
                NOW.plusSeconds(3600));
    }

    @Test
    void shouldRoundPricesAgainstTheOrder() {
        market.play(venue, NOW);

        venue.place(order("b", Side.BUY, OrderType.IMMEDIATE_OR_CANCEL, 100, 6_000_050));
        venue.place(order("s", Side.SELL, OrderType.IMMEDIATE_OR_CANCEL, 100, 6_000_000));

        assertThat(venue.fills())
                .extracting(PaperFill::price)
                .containsExactly(6_000_050L, 6_000_000L);
    }

    @Test
    void shouldFillNoMoreThanABarTraded() {
        market.play(venue, NOW);
        resting("b", Side.BUY, 5_950_000);
        resting("s", Side.SELL, 6_090_000);
        venue.drain();

        market.play(venue, NOW.plus(PACE));

        List<PaperFill> fills = venue.fills();
        assertThat(fills).isNotEmpty();
        assertThat(fills.stream().mapToLong(PaperFill::quantity).sum())
                .isLessThanOrEqualTo(DEEP.volume());
        assertThat(fills).extracting(PaperFill::maker).containsOnly(true);
        assertThat(fills)
                .extracting(fill -> fill.id().value())
                .as("its low reached the one and its high the other")
                .contains("b", "s");
    }

    @Test
    void shouldShowTheSameMarketAtTheSameTimeAfterARestart() {
        market.play(venue, NOW);
        market.play(venue, NOW.plus(PACE));
        long before = venue.price(BTC).orElseThrow();

        PaperVenue again =
                new PaperVenue(
                        new VenueId("paper"),
                        new PaperSettings(4, 6, 0, Duration.ofDays(1), 1),
                        Clock.fixed(NOW, ZoneOffset.UTC));
        new PaperMarket(BTC, List.of(FLAT, DEEP), PACE).play(again, NOW.plus(PACE));

        assertThat(again.price(BTC)).hasValue(before);
    }

    @Test
    void shouldPlayEachBarOnceWhateverTheClockDoes() {
        market.play(venue, NOW);
        resting("b", Side.BUY, 5_950_000);
        market.play(venue, NOW.plus(PACE));
        int first = venue.drain().size();

        market.play(venue, NOW.plus(PACE).plusMillis(1));
        market.play(venue, NOW);
        market.play(venue, NOW.plus(PACE));

        assertThat(first).isPositive();
        assertThat(venue.fills()).isEmpty();
    }

    @Test
    void shouldBeginAnewAfterItsLastBarAndCatchUp() {
        market.play(venue, NOW);
        resting("b", Side.BUY, 5_950_000);
        // Bars of a year that was slept through: no more than the recording is played.
        market.play(venue, NOW.plus(PACE.multipliedBy(3_000_001)));

        assertThat(venue.fills()).extracting(PaperFill::quantity).containsExactly(1_000L);
        assertThat(venue.price(BTC)).hasValue(6_050_000);
    }

    @Test
    void shouldRefuseWhatIsNoMarket() {
        assertThatThrownBy(() -> new PaperMarket(BTC, List.of(), PACE))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PaperMarket(BTC, List.of(FLAT), Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PaperBar(10, 9, 10, 10, 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PaperBar(10, 12, 0, 10, 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PaperBar(13, 12, 9, 10, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
