package io.gatehouse.adapter.liverouter.venue.xchange;

import io.gatehouse.adapter.liverouter.order.ChildOrder;
import io.gatehouse.adapter.liverouter.order.ClientOrderId;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.knowm.xchange.ExchangeSpecification;
import org.knowm.xchange.binance.BinanceAuthenticated;
import org.knowm.xchange.binance.BinanceExchange;
import org.knowm.xchange.binance.dto.trade.BinanceOrder;
import org.knowm.xchange.binance.service.BinanceHmacDigest;
import org.knowm.xchange.client.ExchangeRestProxyBuilder;
import si.mazi.rescu.ParamsDigest;

/**
 * Requests to the exchange, one for each call. Thread-safe.
 *
 * <p>New orders have connections of their own: an acknowledgement that comes twice lies before the
 * next answer on its connection, and must not be in the way of the question what became of one.
 *
 * <p>Those that every order needs are written by {@link BinanceRequests}; the others are XChange's.
 * An order is named by the client's id alone: XChange's own methods always send {@code orderId}
 * too, 0 when nobody gave one, and the exchange looks at that first. An order that is there is then
 * answered with "does not exist", which a router would take for the proof that it may send another.
 */
final class BinanceCalls {

    private static final long USUAL_WINDOW = 5_000;

    private final Clock clock;
    private final String key;
    private final HttpWire orders;
    private final HttpWire questions;
    private final BinanceRequests requests;
    private final BinanceAuthenticated xchange;
    private final ParamsDigest signature;
    private final Map<String, String> asking;
    private final Map<String, String> placing;
    private final PipelinedCancels pipelined;
    private final URI all;
    private final URI order;
    private final URI time;

    BinanceCalls(VenueSettings settings, VenueCredentials credentials, Clock clock, Egress egress) {
        this.clock = clock;
        this.key = credentials.key();
        this.orders = new HttpWire(settings.timeout(), egress);
        this.questions = new HttpWire(settings.timeout(), egress);
        this.requests = new BinanceRequests(credentials.secret());
        this.signature = BinanceHmacDigest.createInstance(credentials.secret());
        ExchangeSpecification specification = new ExchangeSpecification(BinanceExchange.class);
        specification.setSslUri(settings.address().toString());
        specification.setShouldLoadRemoteMetaData(false);
        this.xchange =
                ExchangeRestProxyBuilder.forInterface(BinanceAuthenticated.class, specification)
                        .restProxyFactory(new OneAttempt(questions))
                        .build();
        this.asking = Map.of("Accept", "application/json", "X-MBX-APIKEY", key);
        this.placing =
                Map.of(
                        "Accept",
                        "application/json",
                        "Content-Type",
                        OneAttempt.FORM,
                        "X-MBX-APIKEY",
                        key);
        String address = settings.address().toString();
        String base = address.endsWith("/") ? address : address + "/";
        this.pipelined =
                new PipelinedCancels(
                        new Pipeline(settings.address(), settings.timeout(), egress), asking);
        this.all = URI.create(base + "api/v3/openOrders");
        this.order = URI.create(base + "api/v3/order");
        this.time = URI.create(base + "api/v3/time");
    }

    /**
     * @param window how long after that time the exchange may still take it, in milliseconds
     */
    HttpWire.Reply place(ChildOrder child, String symbol, long window, long now)
            throws IOException {
        String body = requests.placing(child, symbol, window, now);
        URI signed = URI.create(order + "?signature=" + requests.signature(body));
        return orders.send("POST", signed, placing, body).answered();
    }

    HttpWire.Reply cancel(ClientOrderId id, String symbol) throws IOException {
        return named("DELETE", id, symbol);
    }

    HttpWire.Reply find(ClientOrderId id, String symbol) throws IOException {
        return named("GET", id, symbol);
    }

    private HttpWire.Reply named(String method, ClientOrderId id, String symbol)
            throws IOException {
        String query = requests.naming(id, symbol, USUAL_WINDOW, clock.millis());
        return questions.send(method, URI.create(order + "?" + query), asking, "").answered();
    }

    /** The request of {@link #cancel} as text, for a connection that carries many. */
    PipelinedCancels.Request cancelling(ClientOrderId id, String symbol) {
        String query = requests.naming(id, symbol, USUAL_WINDOW, clock.millis());
        return new PipelinedCancels.Request(
                "DELETE", order.getRawPath() + "?" + query, Map.of(), "");
    }

    PipelinedCancels pipelined() {
        return pipelined;
    }

    /** Withdraws whatever rests in that symbol, also what others have placed. */
    PipelinedCancels.Request cancellingAll(String symbol) {
        String query = requests.all(symbol, USUAL_WINDOW, clock.millis());
        return new PipelinedCancels.Request("DELETE", all.getRawPath() + "?" + query, Map.of(), "");
    }

    /** What rests in that symbol, as it streams by. */
    HttpWire.Reply open(String symbol) throws IOException {
        String query = requests.all(symbol, USUAL_WINDOW, clock.millis());
        return questions.send("GET", URI.create(all + "?" + query), asking, "").answered();
    }

    List<BinanceOrder> openOrders(String symbol) throws IOException {
        return xchange.openOrders(symbol, USUAL_WINDOW, clock::millis, key, signature);
    }

    Instant time() throws IOException {
        HttpWire.Reply reply = questions.send("GET", time, asking, "").answered();
        if (!reply.done()) {
            throw new BinanceAnswers.UnreadableException();
        }
        return Instant.ofEpochMilli(BinanceAnswers.time(reply.body()));
    }
}
