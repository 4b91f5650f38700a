package io.gatehouse.adapter.liverouter.venue.xchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import io.gatehouse.adapter.liverouter.order.ClientOrderId;
import io.gatehouse.adapter.liverouter.order.OrderReport;
import io.gatehouse.adapter.liverouter.venue.Outcome;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.knowm.xchange.binance.dto.trade.BinanceNewOrder;
import org.knowm.xchange.binance.dto.trade.BinanceTrade;
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

    private static Optional<OrderReport> acknowledged(String text) throws IOException {
        return BinanceReports.acknowledged(read(text), ID, Bench.BTC, "BTCUSDT");
    }

    private static Optional<OrderReport> looked(String text) throws IOException {
        return BinanceReports.of(read(text), ID, Bench.BTC, "BTCUSDT");
    }

    private static BinanceOrderText read(String text) throws IOException {
        return BinanceAnswers.order(text.getBytes(StandardCharsets.UTF_8));
    }

    /** What XChange reads in the same answer must be what was read here. */
    private void agrees(String text, BinanceOrderText order) throws IOException {
        BinanceNewOrder theirs = mapper.readValue(text, BinanceNewOrder.class);
        assertThat(order.symbol()).isEqualTo(theirs.symbol);
        assertThat(order.number()).isEqualTo(theirs.orderId);
        assertThat(order.clientId()).isEqualTo(theirs.clientOrderId);
        assertThat(order.quantity()).isEqualTo(theirs.origQty);
        assertThat(order.executed()).isEqualTo(theirs.executedQty);
        assertThat(order.status()).isEqualTo(theirs.status == null ? null : theirs.status.name());
        BigDecimal quantity = BigDecimal.ZERO;
        BigDecimal value = BigDecimal.ZERO;
        if (theirs.fills != null) {
            for (BinanceTrade fill : theirs.fills) {
                quantity = quantity.add(fill.qty);
                value = value.add(fill.price.multiply(fill.qty));
            }
        }
        assertThat(order.fillsQuantity()).isEqualByComparingTo(quantity);
        assertThat(order.fillsValue()).isEqualByComparingTo(value);
    }

    @Test
    void shouldReadAWholeAnswerAsXchangeDoes() throws IOException {
        assertThat(acknowledged(ANSWER)).isPresent().isEqualTo(looked(ANSWER));
        assertThat(looked(ANSWER).orElseThrow().filledNotional()).isEqualTo(600_000_000L);
        agrees(ANSWER, read(ANSWER));
    }

    @Test
    void shouldNotReadAnAnswerThatIsNotWholeOrNotAboutTheOrder() throws IOException {
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
    }

    @Test
    void shouldReadNothingElseAsAReport() {
        SplittableRandom random = new SplittableRandom(SEED);
        int tried = 0;
        int whole = 0;
        int foreign = 0;
        int unreadable = 0;
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
                    if (report.isPresent()) {
                        assertThat(report.get().id()).isEqualTo(ID);
                        agrees(text, read(text));
                        whole++;
                    }
                }
                BinanceReports.listed(read(text), Bench.BTC, "BTCUSDT");
            } catch (InvalidFormatException e) {
                // a status or side that XChange has no name for; the status is kept as text here
                foreign++;
            } catch (IOException e) {
                assertThat(Fault.of(e).doubt()).isEqualTo(Outcome.Doubt.UNREADABLE);
                unreadable++;
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + SEED + " input " + i + ": " + text, e);
            }
            tried++;
        }
        assertThat(tried).isEqualTo(COUNT);
        assertThat(whole).isGreaterThan(COUNT / 20);
        assertThat(unreadable).isGreaterThan(COUNT / 20);
        assertThat(foreign).isLessThan(COUNT / 10);
    }

    @Test
    void shouldRefuseFormsThatTheExchangeDoesNotWrite() {
        for (String text :
                new String[] {
                    "null",
                    "[]",
                    "",
                    ANSWER + "{}",
                    ANSWER.replace("\"orderId\":28", "\"orderId\":28,\"orderId\":29"),
                    ANSWER.replace("\"orderId\":28", "\"orderId\":\"28\""),
                    ANSWER.replace("\"origQty\":\"0.00100\"", "\"origQty\":\"1e999999999\""),
                    ANSWER.replace("\"origQty\":\"0.00100\"", "\"origQty\":\"-0.00100\""),
                    ANSWER.replace("\"origQty\":\"0.00100\"", "\"origQty\":\"0.0.1\""),
                    ANSWER.replace("\"origQty\":\"0.00100\"", "\"origQty\":0.00100"),
                    ANSWER.replace("\"qty\":\"0.00100\"", "\"other\":\"0.00100\""),
                    ANSWER.replace("[{", "{").replace("}]", "}")
                }) {
            assertThatThrownBy(() -> read(text))
                    .as(text)
                    .isInstanceOf(IOException.class)
                    .extracting(e -> Fault.of((IOException) e).doubt())
                    .isEqualTo(Outcome.Doubt.UNREADABLE);
        }
    }

    @Test
    void shouldReadErrorsAndTimesOnlyInTheExchangesForm() throws IOException {
        assertThat(error("{\"code\":-2010,\"msg\":\"words\"}"))
                .contains(new BinanceAnswers.Error(-2010, "words"));
        for (String text :
                new String[] {
                    "<html>",
                    "",
                    "{}",
                    "{\"code\":\"-1\"}",
                    "{\"code\":99999999999}",
                    "{\"code\":-1,\"msg\":null}",
                    "{\"code\":-1,\"msg\":\"x\"}x"
                }) {
            assertThat(error(text)).as(text).isEmpty();
        }
        byte[] time = "{\"serverTime\":1507725176595,\"x\":[{}]}".getBytes(StandardCharsets.UTF_8);
        assertThat(BinanceAnswers.time(time)).isEqualTo(1_507_725_176_595L);
        for (String text : new String[] {"{}", "{\"serverTime\":0}", "{\"serverTime\":\"1\"}"}) {
            assertThatThrownBy(() -> BinanceAnswers.time(text.getBytes(StandardCharsets.UTF_8)))
                    .isInstanceOf(IOException.class);
        }
    }

    private static Optional<BinanceAnswers.Error> error(String text) {
        return BinanceAnswers.error(text.getBytes(StandardCharsets.UTF_8));
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
