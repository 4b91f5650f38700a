package io.gatehouse.adapter.liverouter.venue.xchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.gatehouse.adapter.liverouter.order.ClientOrderId;
import io.gatehouse.adapter.liverouter.order.OrderType;
import io.gatehouse.adapter.liverouter.venue.Cancellation;
import io.gatehouse.adapter.liverouter.venue.Lookup;
import io.gatehouse.adapter.liverouter.venue.OpenOrders;
import io.gatehouse.adapter.liverouter.venue.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Answers that a venue could give and the stand-in does not. */
class KrakenQuestionsTest {

    private static final ClientOrderId ID = new ClientOrderId("gh-1");
    private static final String NONE = "{\"error\":[],\"result\":{\"closed\":{},\"count\":0}}";

    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private HttpServer server;
    private KrakenVenue venue;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/0/",
                exchange -> {
                    exchange.getRequestBody().readAllBytes();
                    String name = exchange.getRequestURI().getPath().replaceAll(".*/", "");
                    byte[] body = answers.get(name).getBytes(StandardCharsets.UTF_8);
                    exchange.getResponseHeaders().set("Content-Type", "application/json");
                    exchange.sendResponseHeaders(200, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        server.start();
        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        venue = KrakenBench.venue(address, 5_000, new SkewedClock());
        answers.put("Time", "{\"error\":[],\"result\":{\"unixtime\":1700000000}}");
        answers.put("OpenOrders", "{\"error\":[],\"result\":{\"open\":{}}}");
        answers.put("ClosedOrders", NONE);
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private static String order(String txid, String name, String status) {
        return "\""
                + txid
                + "\":{\"cl_ord_id\":\""
                + name
                + "\",\"status\":\""
                + status
                + "\",\"descr\":{\"pair\":\"BTCUSDT\"},\"vol\":\"0.00100000\","
                + "\"vol_exec\":\"0.00000000\",\"cost\":\"0.00000\"}";
    }

    private static String open(String orders) {
        return "{\"error\":[],\"result\":{\"open\":{" + orders + "}}}";
    }

    private static String closed(String orders, int count) {
        return "{\"error\":[],\"result\":{\"closed\":{" + orders + "},\"count\":" + count + "}}";
    }

    private Lookup find() {
        return venue.find(ID, Bench.BTC);
    }

    @Test
    void shouldCallAbsentWhatIsInNeitherList() {
        assertThat(find()).isEqualTo(new Lookup.Absent(Instant.ofEpochSecond(1_700_000_000)));
    }

    @Test
    void shouldProveNothingByAListThatWasNotNarrowed() {
        answers.put("OpenOrders", open(order("OAAAAA-AAAAA-AAAAAA", "gh-2", "open")));
        assertThat(find()).isInstanceOf(Lookup.Unknown.class);
        answers.put("OpenOrders", open(""));
        answers.put("ClosedOrders", closed(order("OAAAAA-AAAAA-AAAAAA", "gh-2", "canceled"), 1));
        assertThat(find()).isInstanceOf(Lookup.Unknown.class);
    }

    @Test
    void shouldProveNothingByOnePageOfSeveralOrByTwoOrdersOfOneName() {
        answers.put("ClosedOrders", closed("", 51));
        assertThat(find()).isInstanceOf(Lookup.Unknown.class);
        answers.put("ClosedOrders", "{\"error\":[],\"result\":{\"closed\":{}}}");
        assertThat(find()).isInstanceOf(Lookup.Unknown.class);
        answers.put("ClosedOrders", NONE);
        answers.put(
                "OpenOrders",
                open(
                        order("OAAAAA-AAAAA-AAAAAA", "gh-1", "open")
                                + ","
                                + order("OBBBBB-BBBBB-BBBBBB", "gh-1", "open")));
        assertThat(find()).isInstanceOf(Lookup.Unknown.class);
    }

    @Test
    void shouldProveNothingWithoutATimeOrBesideAWarning() {
        answers.put("Time", "{\"error\":[],\"result\":{}}");
        assertThat(find()).isInstanceOf(Lookup.Unknown.class);
        answers.put("Time", "{\"error\":[],\"result\":{\"unixtime\":1700000000}}");
        answers.put("OpenOrders", "{\"error\":[\"WService:Busy\"],\"result\":{\"open\":{}}}");
        assertThat(find()).isInstanceOf(Lookup.Unknown.class);
    }

    @Test
    void shouldNotTakeARepeatedAcknowledgementForTheNextOrders() {
        answers.put("AddOrder", "{\"error\":[],\"result\":{\"txid\":[\"OAAAAA-AAAAA-AAAAAA\"]}}");
        SkewedClock clock = new SkewedClock();
        assertThat(venue.place(Bench.order(clock, "one", OrderType.LIMIT, 5_900_000, 5_000)))
                .isInstanceOf(Outcome.Accepted.class);
        assertThat(venue.place(Bench.order(clock, "two", OrderType.LIMIT, 5_900_000, 5_000)))
                .isInstanceOf(Outcome.Unknown.class);
    }

    @Test
    void shouldListForeignOrdersAndHideNone() {
        answers.put("OpenOrders", open(order("OAAAAA-AAAAA-AAAAAA", "not ours!", "open")));
        assertThat(((OpenOrders.Listed) venue.openOrders(Bench.BTC)).orders())
                .extracting(r -> r.id().value())
                .containsExactly("foreign-OAAAAA-AAAAA-AAAAAA");
        answers.put("OpenOrders", open(order("OAAAAA-AAAAA-AAAAAA", "gh-1", "no-such")));
        assertThat(venue.openOrders(Bench.BTC)).isInstanceOf(OpenOrders.Unknown.class);
    }

    @Test
    void shouldNotCallCancelledWhatIsStillOpenOrNotCounted() {
        answers.put("CancelOrder", "{\"error\":[],\"result\":{\"count\":1,\"pending\":true}}");
        answers.put("OpenOrders", open(order("OAAAAA-AAAAA-AAAAAA", "gh-1", "open")));
        assertThat(venue.cancel(ID, Bench.BTC)).isInstanceOf(Cancellation.Unknown.class);
        answers.put("CancelOrder", "{\"error\":[],\"result\":{\"count\":0}}");
        answers.put("OpenOrders", open(""));
        answers.put("ClosedOrders", closed(order("OAAAAA-AAAAA-AAAAAA", "gh-1", "canceled"), 1));
        assertThat(venue.cancel(ID, Bench.BTC)).isInstanceOf(Cancellation.Unknown.class);
        answers.put("CancelOrder", "{\"error\":[],\"result\":{\"count\":1}}");
        assertThat(venue.cancel(ID, Bench.BTC)).isInstanceOf(Cancellation.Done.class);
    }
}
