package io.gatehouse.adapter.liverouter.dryrun;

import io.gatehouse.adapter.liverouter.order.ChildOrder;
import io.gatehouse.adapter.liverouter.order.ClientOrderId;
import io.gatehouse.adapter.liverouter.order.Instrument;
import io.gatehouse.adapter.liverouter.order.OrderReport;
import io.gatehouse.adapter.liverouter.order.OrderStatus;
import io.gatehouse.adapter.liverouter.order.OrderType;
import io.gatehouse.adapter.liverouter.order.Side;
import io.gatehouse.adapter.liverouter.venue.Cancellation;
import io.gatehouse.adapter.liverouter.venue.Lookup;
import io.gatehouse.adapter.liverouter.venue.OpenOrders;
import io.gatehouse.adapter.liverouter.venue.Outcome;
import io.gatehouse.adapter.liverouter.venue.Venue;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Orders of one instrument at one venue: what must be refused, what must fill, what must rest and
 * be withdrawn. For one use and one thread.
 */
final class VenueTrial {

    private static final long VALID_SECONDS = 5;

    private final Venue venue;
    private final Clock clock;
    private final Instrument instrument;
    private final long price;
    private final String prefix;
    private final String subject;
    private final List<DryRunCheck> checks = new ArrayList<>();
    private int number;
    private boolean filled;
    private long notional;

    /**
     * @param prefix of the client order ids, unique within the run
     */
    VenueTrial(Venue venue, Clock clock, Instrument instrument, long price, String prefix) {
        this.venue = venue;
        this.clock = clock;
        this.instrument = instrument;
        this.price = price;
        this.prefix = prefix;
        this.subject = venue.id() + " " + instrument.symbol();
    }

    List<DryRunCheck> run() {
        try {
            long lots = lots();
            refused("tick", price + 1, lots, instrument.tick() > 1);
            refused("lot", price, lots + 1, instrument.lot() > 1);
            refused("minimum-notional", price, instrument.lot(), belowMinimum());
            fill(lots);
            restAndWithdraw(lots);
        } catch (ArithmeticException e) {
            checks.add(
                    DryRunCheck.failed(
                            "figures",
                            DryRunCode.INSTRUMENT_UNKNOWN,
                            subject,
                            "figures that fit",
                            "an overflow"));
        }
        return checks;
    }

    boolean filled() {
        return filled;
    }

    long notional() {
        return notional;
    }

    /** Smallest quantity whose value is at least three times the minimum, in lots. */
    private long lots() {
        long worth = Math.multiplyExact(3L, Math.max(1, instrument.minimumNotional()));
        long lots = worth / Math.multiplyExact(price, instrument.lot()) + 1;
        return Math.multiplyExact(lots, instrument.lot());
    }

    private boolean belowMinimum() {
        return instrument.notional(price, instrument.lot()) < instrument.minimumNotional();
    }

    private ChildOrder order(Side side, OrderType type, long limit, long quantity) {
        number++;
        return new ChildOrder(
                new ClientOrderId(prefix + "-" + number),
                "dry-run",
                venue.id(),
                instrument,
                side,
                type,
                quantity,
                limit,
                false,
                clock.instant().plusSeconds(VALID_SECONDS));
    }

    /**
     * The venue must refuse what breaks its rule, for good; else its rules are not what it says.
     */
    private void refused(String rule, long limit, long quantity, boolean breaks) {
        if (!breaks) {
            return;
        }
        Outcome outcome =
                venue.place(order(Side.BUY, OrderType.IMMEDIATE_OR_CANCEL, limit, quantity));
        boolean holds =
                outcome instanceof Outcome.Refused refused
                        && refused.refusal() == Outcome.Refusal.PERMANENT
                        && !refused.code().equals("not-sent");
        checks.add(
                DryRunCheck.of(
                        holds,
                        rule,
                        DryRunCode.FILTER_NOT_KEPT,
                        subject,
                        "refused for good",
                        words(outcome)));
    }

    private void fill(long quantity) {
        ChildOrder order = order(Side.BUY, OrderType.MARKET, 0, quantity);
        Outcome outcome = venue.place(order);
        Optional<OrderReport> report =
                outcome instanceof Outcome.Accepted accepted
                        ? Optional.of(accepted.report())
                        : Optional.empty();
        filled = report.filter(r -> r.status() == OrderStatus.FILLED).isPresent();
        notional = report.map(OrderReport::filledNotional).orElse(0L);
        checks.add(
                DryRunCheck.of(
                        filled,
                        "market-order",
                        DryRunCode.ORDER_UNFILLED,
                        subject,
                        "filled",
                        words(outcome)));
        Lookup lookup = venue.find(order.id(), instrument);
        boolean same =
                lookup instanceof Lookup.Found found && report.equals(Optional.of(found.report()));
        checks.add(
                DryRunCheck.of(
                        same,
                        "look-up",
                        DryRunCode.LOOKUP_DIFFERS,
                        subject,
                        "what the acknowledgement said",
                        lookup.getClass().getSimpleName()));
    }

    private void restAndWithdraw(long quantity) {
        long low = price / 2 - price / 2 % instrument.tick();
        ChildOrder order = order(Side.BUY, OrderType.LIMIT, low, Math.multiplyExact(quantity, 2L));
        Outcome outcome = venue.place(order);
        boolean rests =
                outcome instanceof Outcome.Accepted accepted
                        && accepted.report().status() == OrderStatus.OPEN
                        && venue.openOrders(instrument) instanceof OpenOrders.Listed listed
                        && listed.orders().contains(accepted.report());
        checks.add(
                DryRunCheck.of(
                        rests,
                        "open-orders",
                        DryRunCode.LOOKUP_DIFFERS,
                        subject,
                        "open and listed",
                        words(outcome)));
        Cancellation gone = venue.cancel(order.id(), instrument);
        boolean clean =
                gone instanceof Cancellation.Done
                        && venue.openOrders(instrument) instanceof OpenOrders.Listed listed
                        && listed.orders().isEmpty();
        checks.add(
                DryRunCheck.of(
                        clean,
                        "cancel",
                        DryRunCode.NOT_CANCELLED,
                        subject,
                        "withdrawn, and nothing rests",
                        gone.getClass().getSimpleName()));
    }

    static String words(Outcome outcome) {
        if (outcome instanceof Outcome.Accepted accepted) {
            return "accepted, " + accepted.report().status();
        }
        if (outcome instanceof Outcome.Refused refused) {
            return "refused, " + refused.code();
        }
        return "not known, " + ((Outcome.Unknown) outcome).doubt();
    }
}
