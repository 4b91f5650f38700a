package io.gatehouse.adapter.liverouter.venue.xchange;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.gatehouse.adapter.liverouter.order.ClientOrderId;
import io.gatehouse.adapter.liverouter.order.Instrument;
import io.gatehouse.adapter.liverouter.venue.Cancellation;
import io.gatehouse.adapter.liverouter.venue.Cancels;
import io.gatehouse.adapter.liverouter.venue.Withdrawal;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/**
 * Withdraws many orders at Kraken: all of the account, or each of some. Thread-safe.
 *
 * <p>Neither answer says what had been filled. "All" names no pair, so that all must be ours; what
 * rested before and does not after has ended. Requests that name their orders take up to {@value
 * #TOGETHER} each and go behind one another on one connection within one turn of the key, since
 * nonces must arrive in order. The answer counts what is taken out; where that is not all that was
 * named, it is not known of any.
 */
final class KrakenSweep {

    /** As many as the venue's page on {@code CancelOrderBatch} allows. */
    static final int TOGETHER = 50;

    static final String UNKNOWN_ORDER = "EOrder:Unknown order";

    private static final ObjectReader CANCELLED =
            new ObjectMapper()
                    .readerFor(
                            new TypeReference<
                                    KrakenByClientId.Reply<KrakenByClientId.Cancelled>>() {});

    private final KrakenCalls calls;
    private final KrakenQuestions questions;

    KrakenSweep(KrakenCalls calls, KrakenQuestions questions) {
        this.calls = calls;
        this.questions = questions;
    }

    Withdrawal all(Predicate<ClientOrderId> own, Runnable sent) {
        Set<ClientOrderId> ended = new HashSet<>();
        try {
            for (Optional<ClientOrderId> name : questions.names()) {
                if (name.isEmpty() || !own.test(name.get())) {
                    // the request names no order: it would take out what others have placed
                    return new Withdrawal.NotSent("orders of others rest there");
                }
                ended.add(name.get());
            }
        } catch (Exception e) {
            return new Withdrawal.NotSent("not listed");
        }
        try {
            KrakenByClientId.Reply<KrakenByClientId.Cancelled> reply = told(sent);
            if (!reply.good() || reply.result().count() == null) {
                throw new KrakenCalls.NoAnswerException();
            }
            questions.names().forEach(left -> left.ifPresent(ended::remove));
            return new Withdrawal.Told(List.of(), ended);
        } catch (Exception e) {
            Fault fault = Fault.of(e);
            return new Withdrawal.Unknown(fault.doubt(), fault.detail());
        }
    }

    private KrakenByClientId.Reply<KrakenByClientId.Cancelled> told(Runnable sent)
            throws IOException {
        AtomicReference<PipelinedCancels.Result> result = new AtomicReference<>();
        calls.cancels(
                1,
                nonce -> {
                    List<PipelinedCancels.Request> all = List.of(calls.cancellingAll(nonce));
                    result.set(calls.pipelined().send(all, sent).get(0));
                    return null;
                });
        HttpWire.Reply reply = result.get().get();
        if (!reply.done()) {
            throw new KrakenCalls.NoAnswerException();
        }
        return CANCELLED.readValue(reply.body());
    }

    void each(Map<ClientOrderId, Instrument> orders, Cancels told) {
        try {
            calls.cancels(
                    PipelinedCancels.requests(orders.size(), TOGETHER),
                    first -> {
                        calls.pipelined().send(orders, new Words(first), told);
                        return null;
                    });
        } catch (IOException e) {
            // the key's turn did not come: nothing was sent
            Fault fault = Fault.of(e);
            orders.keySet()
                    .forEach(
                            id ->
                                    told.answered(
                                            id,
                                            new Cancellation.Unknown(
                                                    fault.doubt(), fault.detail())));
        }
    }

    private final class Words implements PipelinedCancels.Words {
        private final long first;

        Words(long first) {
            this.first = first;
        }

        @Override
        public int together() {
            return TOGETHER;
        }

        @Override
        public PipelinedCancels.Request request(int number, List<PipelinedCancels.Named> orders) {
            List<ClientOrderId> ids = orders.stream().map(PipelinedCancels.Named::id).toList();
            return ids.size() == 1
                    ? calls.cancelling(ids.get(0), first + number)
                    : calls.cancelling(ids, first + number);
        }

        @Override
        public void answered(
                HttpWire.Reply reply, List<PipelinedCancels.Named> orders, Cancels told)
                throws IOException {
            KrakenByClientId.Reply<KrakenByClientId.Cancelled> answer =
                    reply.done() ? CANCELLED.readValue(reply.body()) : null;
            if (answer != null
                    && answer.good()
                    && Integer.valueOf(orders.size()).equals(answer.result().count())) {
                orders.forEach(each -> told.taken(each.id()));
            } else if (answer != null && answer.only(UNKNOWN_ORDER) && orders.size() == 1) {
                told.answered(orders.get(0).id(), new Cancellation.NotOpen(UNKNOWN_ORDER));
            } else {
                PipelinedCancels.unknown(orders, Fault.of(reply, Optional.empty()), told);
            }
        }
    }
}
