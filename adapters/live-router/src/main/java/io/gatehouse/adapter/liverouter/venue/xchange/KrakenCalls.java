package io.gatehouse.adapter.liverouter.venue.xchange;

import io.gatehouse.adapter.liverouter.order.ClientOrderId;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.knowm.xchange.ExchangeSpecification;
import org.knowm.xchange.client.ExchangeRestProxyBuilder;
import org.knowm.xchange.kraken.KrakenExchange;
import org.knowm.xchange.kraken.service.KrakenDigest;
import si.mazi.rescu.ParamsDigest;

/** Requests to Kraken, signed by XChange's digest, one at a time for each key. Thread-safe. */
final class KrakenCalls {

    private static final int REMEMBERED = 1_000;

    private final Set<String> heard = new LinkedHashSet<>();
    private final VenueSettings settings;
    private final Clock clock;
    private final String key;
    private final ParamsDigest signature;
    private final KrakenSequence sequence;
    private final KrakenRequests requests;
    private final PipelinedCancels pipelined;
    private final KrakenByClientId orders;
    private final KrakenByClientId questions;

    /**
     * @throws IllegalArgumentException when the secret is not the base64 text that the venue gives
     */
    KrakenCalls(VenueSettings settings, VenueCredentials credentials, Clock clock, Egress egress) {
        this.settings = settings;
        this.clock = clock;
        this.key = credentials.key();
        this.signature = digest(credentials);
        this.sequence = KrakenSequence.of(key);
        this.requests = new KrakenRequests(settings.address(), credentials.secret());
        this.pipelined =
                new PipelinedCancels(
                        new Pipeline(settings.address(), settings.timeout(), egress),
                        Map.of("Accept", "application/json", "API-Key", key));
        this.orders = proxy(settings, egress);
        this.questions = proxy(settings, egress);
    }

    /** With connections of its own; see {@link BinanceCalls}. */
    private static KrakenByClientId proxy(VenueSettings settings, Egress egress) {
        ExchangeSpecification specification = new ExchangeSpecification(KrakenExchange.class);
        specification.setSslUri(settings.address().toString());
        specification.setShouldLoadRemoteMetaData(false);
        return ExchangeRestProxyBuilder.forInterface(KrakenByClientId.class, specification)
                .restProxyFactory(new OneAttempt(new HttpWire(settings.timeout(), egress)))
                .build();
    }

    private static ParamsDigest digest(VenueCredentials credentials) {
        try {
            return KrakenDigest.createInstance(credentials.secret());
        } catch (IllegalArgumentException e) {
            // without the cause: its text shows a character of the secret
            throw new IllegalArgumentException("the secret of a Kraken key is base64");
        }
    }

    /** A request that needs key, signature and nonce. */
    interface Signed<T> {
        KrakenByClientId.Reply<T> send(
                KrakenByClientId kraken, String key, ParamsDigest signature, long nonce)
                throws IOException;
    }

    /** Sends a new order in the key's turn, which is waited for as long as for an answer. */
    <T> KrakenByClientId.Reply<T> order(Signed<T> call) throws IOException {
        return signed(orders, call);
    }

    /** Sends anything else in the key's turn. */
    <T> KrakenByClientId.Reply<T> signed(Signed<T> call) throws IOException {
        return signed(questions, call);
    }

    private <T> KrakenByClientId.Reply<T> signed(KrakenByClientId kraken, Signed<T> call)
            throws IOException {
        return sequence.inTurn(
                clock,
                settings.timeout(),
                nonce -> {
                    KrakenByClientId.Reply<T> reply = call.send(kraken, key, signature, nonce);
                    if (reply == null) {
                        throw new NoAnswerException();
                    }
                    return reply;
                });
    }

    /** Sends so many requests to cancel in one turn of the key, by their first nonce. */
    void cancels(int count, KrakenSequence.Call<Void> call) throws IOException {
        sequence.inTurn(clock, settings.timeout(), count, call);
    }

    /** The request to cancel one order as text, for a connection that carries many. */
    PipelinedCancels.Request cancelling(ClientOrderId id, long nonce) {
        return requests.cancelling(id, nonce);
    }

    /** The request to cancel several orders, and no other. */
    PipelinedCancels.Request cancelling(List<ClientOrderId> ids, long nonce) {
        return requests.cancelling(ids, nonce);
    }

    /** The request to cancel everything on the account, in every pair, whoever placed it. */
    PipelinedCancels.Request cancellingAll(long nonce) {
        return requests.cancellingAll(nonce);
    }

    PipelinedCancels pipelined() {
        return pipelined;
    }

    /**
     * Whether the venue's name of an order was not heard before, among the last thousand.
     *
     * <p>An acknowledgement does not repeat our name. One that came twice on a connection could be
     * read as the answer to the next order, which then would seem to be taken and was not.
     */
    boolean firstHeard(String txid) {
        synchronized (heard) {
            if (!heard.add(txid)) {
                return false;
            }
            if (heard.size() > REMEMBERED) {
                heard.remove(heard.iterator().next());
            }
            return true;
        }
    }

    KrakenByClientId unsigned() {
        return questions;
    }

    /**
     * The venue's clock, cut to the second: never later than it is.
     *
     * @throws NoAnswerException when the answer has none
     */
    Instant time() throws IOException {
        KrakenByClientId.Reply<KrakenByClientId.ServerTime> reply = questions.time();
        if (reply == null || !reply.good() || reply.result().unixtime() <= 0) {
            // an empty answer reads as 1970, and that would be a time before every order
            throw new NoAnswerException();
        }
        return Instant.ofEpochSecond(reply.result().unixtime());
    }

    /** The venue answered, but not the question. */
    static final class NoAnswerException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NoAnswerException() {
            super("no answer to the question", null, false, false);
        }
    }
}
