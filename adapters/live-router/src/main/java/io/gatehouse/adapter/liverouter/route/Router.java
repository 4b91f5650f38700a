package io.gatehouse.adapter.liverouter.route;

import io.gatehouse.adapter.liverouter.ledger.ChildEntry;
import io.gatehouse.adapter.liverouter.ledger.ContradictionCode;
import io.gatehouse.adapter.liverouter.ledger.OrderEvent;
import io.gatehouse.adapter.liverouter.ledger.OrderEvent.Contradiction;
import io.gatehouse.adapter.liverouter.ledger.OrderLedger;
import io.gatehouse.adapter.liverouter.ledger.ParentEntry;
import io.gatehouse.adapter.liverouter.order.OrderReport;
import io.gatehouse.adapter.liverouter.order.ParentOrder;
import io.gatehouse.adapter.liverouter.venue.VenueId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Sends orders to venues so that none is ever filled twice and none is ever lost.
 *
 * <p>How: a child's id is durable before the child is sent; a child is sent once; an answer that
 * does not say what happened leaves the order pending until the venue, asked by that id, says that
 * it has the order, or says that it has not at a time after which the order can no longer arrive.
 * Only then, or after a definitive refusal, is another venue asked, for what is not filled.
 *
 * <p>Thread-safe; one call at a time, and a call lasts as long as its venue takes. While a new
 * order waits for the disk others have their turns, and those that wait together share one wait; an
 * order whose end was asked for meanwhile, or that a halt overtook, is not sent any more.
 * Comparisons let orders pass between their steps. Cancelling all in an emergency has a way of its
 * own and does not wait here.
 */
public final class Router {

    /** Ended orders that are kept as they were; of older ones only what a late word needs. */
    private static final int KEPT = 1 << 12;

    private final RoutePlan plan;
    private final OrderLedger ledger;
    private final Recorder recorder;
    private final Barriers barriers;
    private final Inquiry inquiry;
    private final Dispatcher dispatcher;
    private final Withdrawal withdrawal;
    private final Reconciler reconciler;
    private final Lanes lanes;
    private final Turn turn = new Turn();

    private Router(RouterSetup setup, OrderLedger ledger) {
        this.plan = setup.plan();
        this.ledger = ledger;
        this.recorder = new Recorder(ledger, setup, turn);
        this.barriers = new Barriers(setup, ledger, recorder);
        this.lanes = new Lanes(setup);
        this.inquiry = new Inquiry(lanes, recorder, setup.clock());
        this.dispatcher = new Dispatcher(setup, lanes, ledger, recorder, barriers, inquiry);
        this.withdrawal = new Withdrawal(recorder, inquiry, dispatcher, setup.clock());
        this.reconciler = new Reconciler(turn, setup, lanes, ledger, recorder, inquiry, dispatcher);
    }

    /**
     * A router that goes on where the journal ends.
     *
     * <p>A reserved order without an answer may be at its venue: it is pending. Run {@link #poll}
     * before the first order. Guards are not told again of what the events hold.
     *
     * @param events all that the journal holds, in order; empty for a new installation
     */
    public static Router resume(RouterSetup setup, Iterable<OrderEvent> events) {
        return resume(setup, events, KEPT);
    }

    /**
     * The same with another number of ended orders that stay in memory as they were.
     *
     * @param kept at least 1; of older ones only what a late word about them needs is kept
     */
    public static Router resume(RouterSetup setup, Iterable<OrderEvent> events, int kept) {
        OrderLedger ledger = new OrderLedger(kept, setup.directory()::forget);
        List<Contradiction> found = new ArrayList<>();
        events.forEach(event -> found.addAll(ledger.apply(event)));
        Router router = new Router(setup, ledger);
        // What was found and not recorded may not have been halted upon: the crash came between.
        router.recorder.contradict(found);
        router.reconciler.finish();
        return router;
    }

    /**
     * Takes an order and sends it along its route.
     *
     * <p>The same order again is the same order: its state is told and nothing is sent. Another
     * order under a used id is refused.
     */
    public Submission submit(ParentOrder order) {
        turn.take();
        try {
            return inTurn(order);
        } finally {
            turn.giveBack();
        }
    }

    private Submission inTurn(ParentOrder order) {
        Optional<ParentEntry> known = ledger.parent(order.id());
        if (known.isPresent()) {
            return again(known.get(), order);
        }
        if (ledger.ended(order.id())) {
            return endedLongAgo(order.id());
        }
        if (recorder.failed()) {
            return Dispatcher.stopped(order);
        }
        if (!plan.enabled()) {
            return dispatcher.refuse(
                    order,
                    RouteCode.ROUTING_OFF.at(order.id(), "execution.live.enabled: true", "off"));
        }
        if (!order.instrument().onLot(order.quantity())) {
            return dispatcher.refuse(
                    order,
                    RouteCode.LOT.at(
                            order.id(),
                            Long.toString(order.instrument().lot()),
                            Long.toString(order.quantity())));
        }
        return dispatcher.start(order);
    }

    /** An order that waits for nothing and has not ended is one whose end could not be written. */
    private static Submission standing(ParentEntry known) {
        return known.ended() || known.mayFill() > 0
                ? Verdicts.status(known)
                : Dispatcher.stopped(known.order());
    }

    private static Submission again(ParentEntry known, ParentOrder order) {
        return known.order().equals(order)
                ? standing(known)
                : new Submission.Refused(
                        order.id(),
                        List.of(
                                RouteCode.ORDER_DIFFERS.at(
                                        order.id(), "the order of that id", "another")));
    }

    /** Cancels what rests of an order and ends it. May be repeated until it is done. */
    public Submission cancel(String parent) {
        return turn.call(
                () ->
                        ledger.parent(parent)
                                .map(withdrawal::cancel)
                                .orElseGet(() -> unknown(parent)));
    }

    /**
     * Replaces an order: cancels it, sees it ended, and sends the rest under a new id.
     *
     * <p>May be repeated: until the old order has ended the answer is its state and nothing is
     * sent; afterwards the replacement is sent once. When the old order has filled as much as the
     * new one asks for, nothing is left to send and the answer is the old order's.
     *
     * @param replacement same symbol, side and profile, another id; its quantity counts what the
     *     old order has filled
     */
    public Submission amend(String parent, ParentOrder replacement) {
        Ending ending = turn.call(() -> ending(parent, replacement));
        return ending.rest() > 0 ? submit(withQuantity(replacement, ending.rest())) : ending.told();
    }

    /**
     * How the old order ended.
     *
     * @param rest what is left for its replacement; 0 when nothing is to be sent
     */
    private record Ending(Submission told, long rest) {}

    private Ending ending(String parent, ParentOrder replacement) {
        Optional<ParentEntry> known = ledger.parent(parent);
        if (known.isEmpty()) {
            return new Ending(unknown(parent), 0);
        }
        ParentEntry old = known.get();
        if (!replaces(old.order(), replacement)) {
            return new Ending(
                    new Submission.Refused(
                            replacement.id(),
                            List.of(
                                    RouteCode.ORDER_DIFFERS.at(
                                            replacement.id(),
                                            "a replacement of " + parent,
                                            "another"))),
                    0);
        }
        Submission cancelled = withdrawal.cancel(old);
        long rest = replacement.quantity() - old.filled();
        boolean over = old.ended() && old.mayFill() == 0;
        return new Ending(cancelled, over ? Math.max(0, rest) : 0);
    }

    private static boolean replaces(ParentOrder old, ParentOrder replacement) {
        return !old.id().equals(replacement.id())
                && old.instrument().equals(replacement.instrument())
                && old.side() == replacement.side()
                && old.profile().equals(replacement.profile());
    }

    private static ParentOrder withQuantity(ParentOrder order, long quantity) {
        return new ParentOrder(
                order.id(),
                order.instrument(),
                order.profile(),
                order.strategy(),
                order.side(),
                order.type(),
                quantity,
                order.limitPrice(),
                order.reduceOnly());
    }

    /** Whether an order of that id was taken before, be it long ago. */
    public synchronized boolean used(String parent) {
        return ledger.parent(parent).isPresent() || ledger.ended(parent);
    }

    /** Where an order stands; nothing is sent or asked. */
    public Submission status(String parent) {
        return turn.call(
                () -> ledger.parent(parent).map(Router::standing).orElseGet(() -> unknown(parent)));
    }

    /**
     * Takes what a venue tells unasked, such as a fill. Told twice it counts once; told of an order
     * with the router's prefix that was never sent there, the router halts.
     */
    public void heard(VenueId venue, OrderReport report) {
        turn.run(() -> take(venue, report));
    }

    private void take(VenueId venue, OrderReport report) {
        Optional<ChildEntry> child = ledger.child(report.id());
        if (child.isEmpty()) {
            reconciler.notKept(venue, report);
        } else if (!child.get().order().venue().equals(venue)) {
            recorder.contradict(report.id(), ContradictionCode.WRONG_VENUE, "told by " + venue);
        } else {
            inquiry.told(child.get(), report);
            reconciler.followUp(child.get());
        }
    }

    /** Asks about each pending order once. Cheap when there is none; run it often. */
    public void reconcile() {
        reconciler.resolve();
    }

    /**
     * Compares all orders with all venues: pending and resting ones, those that have just ended,
     * and orders that are not ours, which are reported once and never touched. Run it periodically,
     * and after a restart before the first order.
     */
    public PollReport poll() {
        return reconciler.compare();
    }

    /** Whether orders that increase risk are refused until {@link #rearm}. */
    public boolean halted() {
        return turn.call(recorder::halted);
    }

    /**
     * Lets the router send again after a halt. Only for the path on which a named person enables
     * trading again; a failed journal stays failed.
     */
    public void rearm() {
        turn.run(
                () -> {
                    recorder.rearm();
                    barriers.rearm();
                });
    }

    /** Venues that are left alone for a while, because they did not answer. */
    public Set<VenueId> leftAlone() {
        return turn.call(this::open);
    }

    private Set<VenueId> open() {
        Set<VenueId> left = new TreeSet<>();
        for (Lane lane : lanes.all()) {
            if (lane.breaker() != Breaker.State.CLOSED) {
                left.add(lane.id());
            }
        }
        return left;
    }

    /** The ledger, for the router's own thread and for tests: it is not safe to share. */
    OrderLedger ledger() {
        return ledger;
    }

    private Submission unknown(String parent) {
        return ledger.ended(parent) ? endedLongAgo(parent) : neverTaken(parent);
    }

    /** Nothing is sent under a used id; what became of the order stands in the journal. */
    private static Submission endedLongAgo(String parent) {
        return new Submission.Refused(
                parent,
                List.of(
                        RouteCode.ENDED.at(
                                parent,
                                "an order that has not ended",
                                "ended long ago; its fills stand in the journal")));
    }

    private static Submission neverTaken(String parent) {
        return new Submission.Refused(
                parent, List.of(RouteCode.ORDER_UNKNOWN.at(parent, "a known order", "none")));
    }
}
