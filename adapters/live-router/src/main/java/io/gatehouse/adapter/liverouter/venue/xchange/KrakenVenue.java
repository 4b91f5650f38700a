package io.gatehouse.adapter.liverouter.venue.xchange;

import io.gatehouse.adapter.liverouter.order.ChildOrder;
import io.gatehouse.adapter.liverouter.order.ClientOrderId;
import io.gatehouse.adapter.liverouter.order.Instrument;
import io.gatehouse.adapter.liverouter.order.OrderReport;
import io.gatehouse.adapter.liverouter.order.OrderStatus;
import io.gatehouse.adapter.liverouter.order.OrderType;
import io.gatehouse.adapter.liverouter.order.Side;
import io.gatehouse.adapter.liverouter.venue.Cancellation;
import io.gatehouse.adapter.liverouter.venue.Cancels;
import io.gatehouse.adapter.liverouter.venue.Lookup;
import io.gatehouse.adapter.liverouter.venue.OpenOrders;
import io.gatehouse.adapter.liverouter.venue.Outcome;
import io.gatehouse.adapter.liverouter.venue.Venue;
import io.gatehouse.adapter.liverouter.venue.VenueId;
import io.gatehouse.adapter.liverouter.venue.Withdrawal;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Kraken spot through XChange: an order is one request, every doubt a value.
 *
 * <p>The {@code deadline} of an order is its {@link ChildOrder#validUntil()}, cut to the whole
 * second that the venue's pages show; it must lie 2 to 60 seconds ahead when it arrives, so an
 * order with less time than that is not sent and one with more gets 60 seconds: give it 4 at least.
 * A look-up asks for the time first, then for open, then for closed orders: an order only ever
 * moves from the one to the other. What is absent afterwards was absent then or later, provided
 * that the venue lists an order that it took no later than its deadline and the router's margin;
 * its pages promise no time, that is an assumption. An answer with other orders than those asked
 * for means that the narrowing was not understood, and proves nothing.
 *
 * <p>An acknowledgement does not say what was filled. For an order that does not rest the venue is
 * asked at once, in up to three requests that change nothing; for one that rests the report says
 * "open", as the least that is known. A cancel is followed by the same question. A client id of
 * more than 18 characters that is no UUID is not taken there and not sent. Reduce-only has no
 * meaning on a spot account and is not sent. Thread-safe; requests with one key wait for each
 * other, so a kill switch should have a key of its own.
 */
public final class KrakenVenue implements Venue {

    /** What the venue wants, and half a second for the way. */
    private static final Duration SHORTEST_DEADLINE = Duration.ofMillis(2_500);

    private static final Duration LONGEST_DEADLINE = Duration.ofSeconds(60);
    private static final String CLIENT_ID =
            "[A-Za-z0-9_-]{1,18}|[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

    /** Below the least counter of an account, 60 for a pair; a cancel counts up to 8. */
    private static final int CANCEL_BURST = 7;

    private final VenueSettings settings;
    private final Clock clock;
    private final KrakenCalls calls;
    private final KrakenQuestions questions;
    private final KrakenSweep sweep;

    /**
     * @throws IllegalArgumentException when the secret is not the base64 text that the venue gives
     */
    public KrakenVenue(
            VenueSettings settings, VenueCredentials credentials, Clock clock, Egress egress) {
        this.settings = settings;
        this.clock = clock;
        this.calls = new KrakenCalls(settings, credentials, clock, egress);
        this.questions = new KrakenQuestions(settings, calls);
        this.sweep = new KrakenSweep(calls, questions);
    }

    @Override
    public VenueId id() {
        return settings.id();
    }

    @Override
    public Outcome place(ChildOrder order) {
        if (!order.id().value().matches(CLIENT_ID)) {
            return notSent("its id is longer than the venue takes");
        }
        try {
            KrakenByClientId.Reply<KrakenByClientId.Added> reply = send(order);
            if (!reply.good()) {
                boolean refused =
                        reply.error() != null && !reply.error().isEmpty() && reply.result() == null;
                return refused ? KrakenRefusals.judge(reply.error()) : unknown(Fault.UNREADABLE);
            }
            List<String> names = reply.result().txid();
            if (names == null
                    || names.size() != 1
                    || names.get(0) == null
                    || !calls.firstHeard(names.get(0))) {
                return unknown(Fault.UNREADABLE);
            }
            return new Outcome.Accepted(acknowledged(order, names.get(0)));
        } catch (KrakenSequence.NotSentException e) {
            return notSent(e.getMessage());
        } catch (Egress.RefusedException e) {
            return new Outcome.Refused(Outcome.Refusal.PERMANENT, "not-sent", e.getMessage());
        } catch (Exception e) {
            return unknown(Fault.of(e));
        }
    }

    private KrakenByClientId.Reply<KrakenByClientId.Added> send(ChildOrder order)
            throws IOException {
        Instrument instrument = order.instrument();
        boolean market = order.type() == OrderType.MARKET;
        return calls.order(
                (kraken, key, signature, nonce) ->
                        kraken.add(
                                key,
                                signature,
                                nonce,
                                settings.symbol(instrument),
                                order.side() == Side.BUY ? "buy" : "sell",
                                market ? "market" : "limit",
                                Decimals.text(order.quantity(), instrument.quantityScale()),
                                market
                                        ? null
                                        : Decimals.text(
                                                order.limitPrice(), instrument.priceScale()),
                                inForce(order.type()),
                                order.id().value(),
                                deadline(order)));
    }

    private static String inForce(OrderType type) {
        return switch (type) {
            case LIMIT -> "GTC";
            case IMMEDIATE_OR_CANCEL -> "IOC";
            case MARKET -> null;
        };
    }

    /** Never later than the order is valid: a later one would make a false proof of absence. */
    private String deadline(ChildOrder order) throws IOException {
        Instant now = clock.instant();
        Instant latest = now.plus(LONGEST_DEADLINE);
        Instant until = order.validUntil().isBefore(latest) ? order.validUntil() : latest;
        Instant deadline = until.truncatedTo(ChronoUnit.SECONDS);
        if (deadline.isBefore(now.plus(SHORTEST_DEADLINE))) {
            throw new KrakenSequence.NotSentException("less time than the venue takes");
        }
        return deadline.toString();
    }

    private OrderReport acknowledged(ChildOrder order, String txid) {
        if (order.type() != OrderType.LIMIT
                && find(order.id(), order.instrument()) instanceof Lookup.Found found
                && found.report().venueOrderId().equals(txid)
                && found.report().quantity() == order.quantity()) {
            return found.report();
        }
        return new OrderReport(order.id(), txid, OrderStatus.OPEN, order.quantity(), 0, 0);
    }

    private static Outcome notSent(String why) {
        return new Outcome.Refused(Outcome.Refusal.TRANSIENT, "not-sent", why);
    }

    private static Outcome unknown(Fault fault) {
        return new Outcome.Unknown(fault.doubt(), fault.detail());
    }

    @Override
    public Cancellation cancel(ClientOrderId id, Instrument instrument) {
        try {
            KrakenByClientId.Reply<KrakenByClientId.Cancelled> reply =
                    calls.signed(
                            (kraken, key, signature, nonce) ->
                                    kraken.cancel(key, signature, nonce, id.value()));
            if (reply.only(KrakenSweep.UNKNOWN_ORDER)) {
                return new Cancellation.NotOpen(KrakenSweep.UNKNOWN_ORDER);
            }
            if (!reply.good() || !Integer.valueOf(1).equals(reply.result().count())) {
                return uncancelled(Fault.UNREADABLE);
            }
            Lookup after = find(id, instrument);
            if (after instanceof Lookup.Found found && found.report().status().terminal()) {
                return new Cancellation.Done(found.report());
            }
            return after instanceof Lookup.Unknown doubt
                    ? new Cancellation.Unknown(doubt.doubt(), doubt.detail())
                    : uncancelled(Fault.UNREADABLE);
        } catch (Exception e) {
            return uncancelled(Fault.of(e));
        }
    }

    @Override
    public int cancelsTogether() {
        return 1; // nonces must arrive in order
    }

    @Override
    public int cancelBurst() {
        return CANCEL_BURST;
    }

    @Override
    public void cancelEach(Map<ClientOrderId, Instrument> orders, Cancels told) {
        sweep.each(orders, told);
    }

    @Override
    public Withdrawal cancelAll(
            Set<Instrument> instruments, Predicate<ClientOrderId> own, Runnable sent) {
        return sweep.all(own, sent);
    }

    private static Cancellation uncancelled(Fault fault) {
        return new Cancellation.Unknown(fault.doubt(), fault.detail());
    }

    @Override
    public Lookup find(ClientOrderId id, Instrument instrument) {
        return questions.find(id, instrument);
    }

    @Override
    public OpenOrders openOrders(Instrument instrument) {
        return questions.openOrders(instrument);
    }

    @Override
    public Optional<Instant> time() {
        try {
            return Optional.of(calls.time());
        } catch (Exception e) {
            return Optional.empty();
        }
    }
}
