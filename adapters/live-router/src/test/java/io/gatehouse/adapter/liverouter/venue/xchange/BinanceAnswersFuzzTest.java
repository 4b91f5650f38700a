package io.gatehouse.adapter.liverouter.venue.xchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gatehouse.adapter.liverouter.order.ClientOrderId;
import io.gatehouse.adapter.liverouter.order.OrderReport;
import io.gatehouse.adapter.liverouter.venue.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.knowm.xchange.binance.dto.trade.BinanceNewOrder;
import org.knowm.xchange.binance.dto.trade.BinanceOrder;
import si.mazi.rescu.serialization.jackson.DefaultJacksonObjectMapperFactory;

class BinanceAnswersFuzzTest {

    private static final int COUNT = Boolean.getBoolean("gatehouse.campaign") ? 500_000 : 5_000;
    private static final long SEED = 424242;
    private static final ClientOrderId ID = new ClientOrderId("gh-1");

    private static final String ANSWER =
            "{\"symbol\":\"BTCUSDT\",\"orderId\":28,\"clientOrderId\":\"gh-1\","
                    + "\"transactTime\":1507725176595,\"price\":\"60000.00\","
                    + "\"origQty\":\"0.00100\",\"executedQty\":\"0.00100\","
                    + "\"cummulativeQuoteQty\":\"60.00000000\",\"status\":\"FILLED\","
                    + "\"timeInForce\":\"GTC\",\"type\":\"LIMIT\",\"side\":\"BUY\","
                    + "\"fills\":[{\"price\":\"60000.00\",\"qty\":\"0.00100\"}]}";

    private final ObjectMapper mapper =
            new DefaultJacksonObjectMapperFactory().createObjectMapper();

    private Optional<OrderReport> acknowledged(String text) throws JacksonException {
        return BinanceReports.of(
                mapper.readValue(text, BinanceNewOrder.class), ID, Bench.BTC, "BTCUSDT");
    }

    private Optional<OrderReport> looked(String text) throws JacksonException {
        return BinanceReports.of(
                mapper.readValue(text, BinanceByClientId.Order.class), ID, Bench.BTC, "BTCUSDT");
    }

    @Test
    void shouldReadAWholeAnswer() throws JacksonException {
        assertThat(acknowledged(ANSWER)).isPresent().isEqualTo(looked(ANSWER));
        assertThat(looked(ANSWER).orElseThrow().filledNotional()).isEqualTo(600_000_000L);
    }

    @Test
    void shouldNotReadAnAnswerThatIsNotWholeOrNotAboutTheOrder() throws JacksonException {
        for (String[] change :
                new String[][] {
                    {"gh-1", "gh-2"},
                    {"BTCUSDT", "ETHUSDT"},
                    {"\"orderId\":28", "\"orderId\":0"},
                    {"\"executedQty\":\"0.00100\"", "\"executedQty\":\"0.00200\""},
                    {"\"origQty\":\"0.00100\"", "\"origQty\":\"0.001001\""},
                    {"\"FILLED\"", "\"NEW\""},
                    {"\"status\":\"FILLED\",", ""},
                    {"\"origQty\":\"0.00100\",", ""}
                }) {
            assertThat(ANSWER).contains(change[0]);
            assertThat(looked(ANSWER.replace(change[0], change[1]))).as(change[1]).isEmpty();
            assertThat(acknowledged(ANSWER.replace(change[0], change[1]))).as(change[1]).isEmpty();
        }
        assertThat(acknowledged(ANSWER.replace("\"qty\":\"0.00100\"", "\"qty\":\"0.00090\"")))
                .isEmpty();
        assertThat(looked(ANSWER.replace("\"FILLED\"", "\"EXPIRED_IN_MATCH\""))).isPresent();
        assertThat(looked("null")).isEmpty();
    }

    @Test
    void shouldReadNothingElseAsAReport() {
        SplittableRandom random = new SplittableRandom(SEED);
        int tried = 0;
        for (int i = 0; i < COUNT; i++) {
            byte[] bytes = ANSWER.getBytes(StandardCharsets.US_ASCII);
            for (int k = random.nextInt(4); k >= 0; k--) {
                bytes[random.nextInt(bytes.length)] = (byte) (32 + random.nextInt(95));
            }
            String text =
                    new String(
                            Arrays.copyOf(bytes, bytes.length - random.nextInt(2)),
                            StandardCharsets.US_ASCII);
            try {
                for (Optional<OrderReport> report : List.of(acknowledged(text), looked(text))) {
                    report.ifPresent(r -> assertThat(r.id()).isEqualTo(ID));
                }
                BinanceReports.listed(
                        mapper.readValue(text, BinanceOrder.class), Bench.BTC, "BTCUSDT");
            } catch (JacksonException e) {
                assertThat(Fault.of(e).doubt()).isEqualTo(Outcome.Doubt.UNREADABLE);
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + SEED + " input " + i + ": " + text, e);
            }
            tried++;
        }
        assertThat(tried).isEqualTo(COUNT);
    }

    @Test
    void shouldCallOnlyKnownCodesARefusal() {
        SplittableRandom random = new SplittableRandom(SEED);
        int refused = 0;
        for (int i = 0; i < COUNT; i++) {
            int code = -random.nextInt(5_000);
            Outcome outcome = BinanceRefusals.judge(400, code, "words");
            refused += outcome instanceof Outcome.Refused ? 1 : 0;
            assertThat(BinanceRefusals.judge(500 + random.nextInt(100), code, "words"))
                    .isInstanceOf(Outcome.Unknown.class);
            assertThat(BinanceRefusals.judge(200, code, "words"))
                    .isInstanceOf(Outcome.Unknown.class);
        }
        assertThat(refused).isLessThan(COUNT / 50);
        assertThat(BinanceRefusals.judge(400, -2010, "Duplicate order sent."))
                .isInstanceOf(Outcome.Unknown.class);
        assertThat(BinanceRefusals.judge(400, -2010, "words")).isInstanceOf(Outcome.Unknown.class);
    }
}
