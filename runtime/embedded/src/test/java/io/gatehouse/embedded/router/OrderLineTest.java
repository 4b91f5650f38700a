package io.gatehouse.embedded.router;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.adapter.liverouter.order.Instrument;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OrderLineTest {

    private static final Instrument BTC =
            new Instrument("BTCUSDT", 2, 5, 5, 10, 50_000_000, 900_000_000);

    private static OrderLine read(String line) {
        return OrderLine.read(
                line, symbol -> Optional.of(BTC).filter(i -> i.symbol().equals(symbol)));
    }

    private static String code(String line) {
        return ((OrderLine.Bad) read(line)).finding().code();
    }

    @Test
    void shouldConvertDecimalsExactly() {
        OrderLine.Order line =
                (OrderLine.Order) read(LiveBench.order("o", "sell", "0.5", "60000.05", true));

        assertThat(line.order().quantity()).isEqualTo(50_000);
        assertThat(line.order().limitPrice()).isEqualTo(6_000_005);
        assertThat(line.order().reduceOnly()).isTrue();
    }

    @Test
    void shouldRoundNothing() {
        assertThat(code(LiveBench.order("o", "buy", "0.00001", "60000", false)))
                .isEqualTo("off-scale"); // off lot
        assertThat(code(LiveBench.order("o", "buy", "0.5", "60000.01", false)))
                .isEqualTo("off-scale"); // off tick
        assertThat(code(LiveBench.order("o", "buy", "0.000001", "60000", false)))
                .isEqualTo("off-scale"); // no value in that scale
        assertThat(code(LiveBench.order("o", "buy", "-1", "60000", false))).isEqualTo("off-scale");
        assertThat(code(LiveBench.order("o", "buy", "0", "60000", false))).isEqualTo("off-scale");
    }

    @Test
    void shouldRefuseWhatItDoesNotKnow() {
        String order = LiveBench.order("o", "buy", "0.5", "60000", false);
        assertThat(code(order.replace("BTCUSDT", "ETHUSDT"))).isEqualTo("symbol-unknown");
        assertThat(code(order.replace("limit", "stop"))).isEqualTo("order-malformed");
        assertThat(code(order.replace("\"buy\"", "\"hold\""))).isEqualTo("order-malformed");
        assertThat(code(order.replace("limit", "market"))).isEqualTo("order-malformed");
        assertThat(code(order.replace("\"o\"", "\"a b\""))).isEqualTo("order-malformed");
        assertThat(code(order.replace("\"id\"", "\"it\""))).isEqualTo("line-malformed");
        assertThat(code("{\"kill\":\" \"}")).isEqualTo("line-malformed");
        assertThat(code("{\"cancel\":1}")).isEqualTo("line-malformed");
        assertThat(code("x".repeat(OrderLine.LONGEST + 1))).isEqualTo("line-too-long");
    }

    @Test
    void shouldAnswerEveryMutation() {
        int most = Boolean.getBoolean("gatehouse.campaign") ? 200_000 : 5_000;
        long seed = Long.getLong("gatehouse.seed", 42);
        Random random = new Random(seed);
        byte[] whole =
                LiveBench.order("o-1", "buy", "0.5", "60000", true)
                        .getBytes(StandardCharsets.UTF_8);
        int tried = 0;
        int refused = 0;
        for (int i = 0; i < most; i++) {
            byte[] mutated = whole.clone();
            for (int n = random.nextInt(4); n >= 0; n--) {
                mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
            }
            OrderLine line = read(new String(mutated, StandardCharsets.UTF_8));
            if (line instanceof OrderLine.Order order) {
                assertThat(BTC.onLot(order.order().quantity())).as("seed " + seed).isTrue();
                assertThat(BTC.onTick(order.order().limitPrice())).as("seed " + seed).isTrue();
            } else {
                refused++;
            }
            tried++;
        }
        assertThat(tried).isEqualTo(most);
        assertThat(refused).as("seed " + seed).isGreaterThan(most / 2);
    }
}
