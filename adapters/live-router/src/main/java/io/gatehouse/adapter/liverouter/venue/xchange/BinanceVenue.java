package io.gatehouse.adapter.liverouter.venue.xchange;

import io.gatehouse.adapter.liverouter.order.ChildOrder;
import io.gatehouse.adapter.liverouter.order.ClientOrderId;
import io.gatehouse.adapter.liverouter.order.Instrument;
import io.gatehouse.adapter.liverouter.order.OrderReport;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.knowm.xchange.binance.dto.trade.BinanceOrder;

/**
 * Binance spot through XChange: one request per call, every doubt a value.
 *
 * <p>The receive window of an order ends with its {@link ChildOrder#validUntil()}, counted by the
 * exchange's clock, so that an order which is late on its way is refused there. A look-up asks for
 * the time first: what is absent afterwards was absent then or later. Reduce-only has no meaning on
 * a spot account and is not sent. Thread-safe.
 */
public final class BinanceVenue implements Venue {

    private static final int NO_SUCH_ORDER = -2013;
    private static final int CANCEL_REJECTED = -2011;
    private static final int SERVER_ERROR = 500;
    private static final long LONGEST_WINDOW = 60_000;

    /** Of the 6,000 units of weight that an address has in a minute; a cancel is one. */
    private static final int CANCEL_BURST = 4_000;

    private final VenueSettings settings;
    private final Clock clock;
    private final BinanceCalls calls;

    public BinanceVenue(
            VenueSettings settings, VenueCredentials credentials, Clock clock, Egress egress) {
        this.settings = settings;
        this.clock = clock;
        this.calls = new BinanceCalls(settings, credentials, clock, egress);
    }

    @Override
    public VenueId id() {
        return settings.id();
    }

    @Override
    public Outcome place(ChildOrder order) {
        long now = clock.millis();
        long window = order.validUntil().toEpochMilli() - now;
        if (window <= 0) {
            return new Outcome.Refused(
                    Outcome.Refusal.TRANSIENT, "not-sent", "its time was over before it was sent");
        }
        String symbol = settings.symbol(order.instrument());
        try {
            HttpWire.Reply reply =
                    calls.place(order, symbol, Math.min(window, LONGEST_WINDOW), now);
            return reply.done() ? taken(reply, order, symbol) : refused(reply);
        } catch (Egress.RefusedException e) {
            return new Outcome.Refused(Outcome.Refusal.PERMANENT, "not-sent", e.getMessage());
        } catch (Exception e) {
            return unknown(Fault.of(e));
        }
    }

    private static Outcome taken(HttpWire.Reply reply, ChildOrder order, String symbol)
            throws IOException {
        return BinanceReports.acknowledged(
                        BinanceAnswers.order(reply.body()), order.id(), order.instrument(), symbol)
                .filter(report -> report.quantity() == order.quantity())
                .<Outcome>map(Outcome.Accepted::new)
                .orElseGet(() -> unknown(Fault.UNREADABLE));
    }

    private static Outcome refused(HttpWire.Reply reply) {
        Optional<BinanceAnswers.Error> error = BinanceAnswers.error(reply.body());
        return error.isEmpty()
                ? unknown(Fault.of(reply, error))
                : BinanceRefusals.judge(reply.status(), error.get().code(), error.get().message());
    }

    private static Outcome unknown(Fault fault) {
        return new Outcome.Unknown(fault.doubt(), fault.detail());
    }

    /** Whether it is an error answer with that code, and not the failure of a server. */
    private static boolean says(
            HttpWire.Reply reply, Optional<BinanceAnswers.Error> error, int code) {
        return reply.status() < SERVER_ERROR && error.isPresent() && error.get().code() == code;
    }

    @Override
    public Cancellation cancel(ClientOrderId id, Instrument instrument) {
        String symbol = settings.symbol(instrument);
        try {
            return cancelled(calls.cancel(id, symbol), id, instrument);
        } catch (Exception e) {
            return uncancelled(Fault.of(e));
        }
    }

    private Cancellation cancelled(HttpWire.Reply reply, ClientOrderId id, Instrument instrument)
            throws IOException {
        if (reply.done()) {
            return BinanceReports.of(
                            BinanceAnswers.order(reply.body()),
                            id,
                            instrument,
                            settings.symbol(instrument))
                    .filter(report -> report.status().terminal())
                    .<Cancellation>map(Cancellation.Done::new)
                    .orElseGet(() -> uncancelled(Fault.UNREADABLE));
        }
        Optional<BinanceAnswers.Error> error = BinanceAnswers.error(reply.body());
        return says(reply, error, CANCEL_REJECTED)
                ? new Cancellation.NotOpen(Integer.toString(CANCEL_REJECTED))
                : uncancelled(Fault.of(reply, error));
    }

    @Override
    public int cancelsTogether() {
        return 4;
    }

    @Override
    public int cancelBurst() {
        return CANCEL_BURST;
    }

    @Override
    public void cancelEach(Map<ClientOrderId, Instrument> orders, Cancels told) {
        calls.pipelined()
                .send(
                        orders,
                        new PipelinedCancels.Words() {
                            @Override
                            public int together() {
                                return 1;
                            }

                            @Override
                            public PipelinedCancels.Request request(
                                    int number, List<PipelinedCancels.Named> one) {
                                String symbol = settings.symbol(one.get(0).instrument());
                                return calls.cancelling(one.get(0).id(), symbol);
                            }

                            @Override
                            public void answered(
                                    HttpWire.Reply reply,
                                    List<PipelinedCancels.Named> one,
                                    Cancels told)
                                    throws IOException {
                                ClientOrderId id = one.get(0).id();
                                told.answered(id, cancelled(reply, id, one.get(0).instrument()));
                            }
                        },
                        told);
    }

    @Override
    public Withdrawal cancelAll(
            Set<Instrument> instruments, Predicate<ClientOrderId> own, Runnable sent) {
        return new BinanceSweep(settings, calls).run(instruments, own, sent);
    }

    private static Cancellation uncancelled(Fault fault) {
        return new Cancellation.Unknown(fault.doubt(), fault.detail());
    }

    @Override
    public Lookup find(ClientOrderId id, Instrument instrument) {
        String symbol = settings.symbol(instrument);
        try {
            Instant before = calls.time();
            HttpWire.Reply reply = calls.find(id, symbol);
            if (reply.done()) {
                return BinanceReports.of(BinanceAnswers.order(reply.body()), id, instrument, symbol)
                        .<Lookup>map(Lookup.Found::new)
                        .orElseGet(() -> unfound(Fault.UNREADABLE));
            }
            Optional<BinanceAnswers.Error> error = BinanceAnswers.error(reply.body());
            return says(reply, error, NO_SUCH_ORDER)
                    ? new Lookup.Absent(before)
                    : unfound(Fault.of(reply, error));
        } catch (Exception e) {
            return unfound(Fault.of(e));
        }
    }

    private static Lookup unfound(Fault fault) {
        return new Lookup.Unknown(fault.doubt(), fault.detail());
    }

    @Override
    public OpenOrders openOrders(Instrument instrument) {
        String symbol = settings.symbol(instrument);
        try {
            List<OrderReport> reports = new ArrayList<>();
            for (BinanceOrder order : calls.openOrders(symbol)) {
                Optional<OrderReport> report = BinanceReports.listed(order, instrument, symbol);
                if (report.isEmpty()) {
                    // a list with a hole would hide an order
                    return unlisted(Fault.UNREADABLE);
                }
                reports.add(report.get());
            }
            return new OpenOrders.Listed(reports);
        } catch (Exception e) {
            return unlisted(Fault.of(e));
        }
    }

    private static OpenOrders unlisted(Fault fault) {
        return new OpenOrders.Unknown(fault.doubt(), fault.detail());
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
