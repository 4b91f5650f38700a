package io.gatehouse.adapter.liverouter.venue.xchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gatehouse.adapter.liverouter.order.ClientOrderId;
import io.gatehouse.adapter.liverouter.order.OrderReport;
import io.gatehouse.adapter.liverouter.order.OrderStatus;
import io.gatehouse.adapter.liverouter.venue.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import si.mazi.rescu.serialization.jackson.DefaultJacksonObjectMapperFactory;

class KrakenAnswersFuzzTest {

    private static final int COUNT = Boolean.getBoolean("gatehouse.campaign") ? 500_000 : 5_000;
    private static final long SEED = 515151;
    private static final ClientOrderId ID = new ClientOrderId("gh-1");
    private static final String ANSWER =
            "{\"error\":[],\"result\":{\"closed\":{\"OQCLML-BW3P3-BUCMWZ\":{\"refid\":null,"
                    + "\"userref\":0,\"cl_ord_id\":\"gh-1\",\"status\":\"closed\","
                    + "\"opentm\":1616665496.7808,\"descr\":{\"pair\":\"BTCUSDT\","
                    + "\"type\":\"buy\",\"ordertype\":\"limit\",\"price\":\"60000.00\"},"
                    + "\"vol\":\"0.00100000\",\"vol_exec\":\"0.00100000\",\"cost\":\"60.00000\","
                    + "\"fee\":\"0.00000\"}},\"count\":1}}";

    private final ObjectMapper mapper =
            new DefaultJacksonObjectMapperFactory().createObjectMapper();

    private Optional<OrderReport> looked(String text) throws JacksonException {
        KrakenByClientId.Reply<KrakenByClientId.Closed> reply =
                mapper.readValue(text, new TypeReference<>() {});
        if (reply == null || !reply.good() || reply.result().closed() == null) {
            return Optional.empty();
        }
        Optional<OrderReport> found = Optional.empty();
        for (Map.Entry<String, KrakenByClientId.Order> entry : reply.result().closed().entrySet()) {
            KrakenReports.listed(entry, Bench.BTC);
            found = KrakenReports.of(entry.getKey(), entry.getValue(), ID, Bench.BTC, "BTCUSDT");
        }
        return found;
    }

    @Test
    void shouldReadAWholeAnswer() throws JacksonException {
        assertThat(looked(ANSWER).orElseThrow())
                .isEqualTo(
                        new OrderReport(
                                ID,
                                "OQCLML-BW3P3-BUCMWZ",
                                OrderStatus.FILLED,
                                100,
                                100,
                                600_000_000L));
    }

    @Test
    void shouldNotReadAnAnswerThatIsNotWholeOrNotAboutTheOrder() throws JacksonException {
        for (String[] change :
                new String[][] {
                    {"gh-1", "gh-2"},
                    {"BTCUSDT", "ETHUSDT"},
                    {"OQCLML-BW3P3-BUCMWZ", "x"},
                    {"\"vol_exec\":\"0.00100000\"", "\"vol_exec\":\"0.00200000\""},
                    {"\"vol\":\"0.00100000\"", "\"vol\":\"0.001000001\""},
                    {"\"vol\":\"0.00100000\"", "\"vol\":\"1e999999999\""},
                    {"\"vol_exec\":\"0.00100000\"", "\"vol_exec\":\"-0.00100000\""},
                    {"\"cost\":\"60.00000\"", "\"cost\":\"60.000000001\""},
                    {"\"closed\",", "\"open\","},
                    {"\"status\":\"closed\",", ""},
                    {"\"cost\":\"60.00000\",", ""},
                    {"\"error\":[]", "\"error\":[\"EGeneral:Internal error\"]"},
                    {"\"error\":[],", ""}
                }) {
            assertThat(ANSWER).contains(change[0]);
            assertThat(looked(ANSWER.replace(change[0], change[1]))).as(change[1]).isEmpty();
        }
        assertThat(looked("null")).isEmpty();
    }

    @Test
    void shouldNameAForeignOrderByTheVenuesName() {
        KrakenByClientId.Order foreign =
                new KrakenByClientId.Order(
                        "not ours!",
                        "open",
                        null,
                        java.math.BigDecimal.ONE,
                        java.math.BigDecimal.ZERO,
                        java.math.BigDecimal.ZERO);
        assertThat(KrakenReports.listed(Map.entry("OQCLML-BW3P3-BUCMWZ", foreign), Bench.BTC))
                .map(OrderReport::id)
                .contains(new ClientOrderId("foreign-OQCLML-BW3P3-BUCMWZ"));
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
                            bytes, 0, bytes.length - random.nextInt(2), StandardCharsets.US_ASCII);
            try {
                looked(text).ifPresent(r -> assertThat(r.id()).isEqualTo(ID));
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
    void shouldCallOnlyKnownTextsARefusal() {
        SplittableRandom random = new SplittableRandom(SEED);
        String known = "EOrder:Insufficient funds";
        assertThat(KrakenRefusals.judge(List.of(known))).isInstanceOf(Outcome.Refused.class);
        int refused = 0;
        for (int i = 0; i < COUNT; i++) {
            char[] text = known.toCharArray();
            text[random.nextInt(text.length)] = (char) (32 + random.nextInt(95));
            String changed = new String(text);
            boolean same = changed.equals(known);
            Outcome outcome = KrakenRefusals.judge(List.of(changed));
            assertThat(outcome instanceof Outcome.Refused).as(changed).isEqualTo(same);
            refused += same ? 1 : 0;
        }
        assertThat(refused).isLessThan(COUNT / 20);
        for (String unknown :
                List.of(
                        "EService:Unavailable",
                        "EService:Busy",
                        "EService:Deadline elapsed",
                        "EService:Timeout",
                        "EGeneral:Internal error",
                        "EGeneral:Invalid arguments:cl_ord_id",
                        "EOrder:Client id in use",
                        "WOrder:Insufficient funds",
                        "")) {
            assertThat(KrakenRefusals.judge(List.of(unknown)))
                    .as(unknown)
                    .isInstanceOf(Outcome.Unknown.class);
            assertThat(KrakenRefusals.judge(List.of(known, unknown)))
                    .as(unknown)
                    .isInstanceOf(Outcome.Unknown.class);
        }
        Outcome both = KrakenRefusals.judge(List.of(known, "EOrder:Invalid price"));
        assertThat(((Outcome.Refused) both).refusal()).isEqualTo(Outcome.Refusal.PERMANENT);
    }
}
