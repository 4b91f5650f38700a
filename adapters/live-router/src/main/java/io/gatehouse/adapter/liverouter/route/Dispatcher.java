package io.gatehouse.adapter.liverouter.route;

import io.gatehouse.adapter.liverouter.ledger.ChildEntry;
import io.gatehouse.adapter.liverouter.ledger.ChildState;
import io.gatehouse.adapter.liverouter.ledger.OrderEvent;
import io.gatehouse.adapter.liverouter.ledger.OrderLedger;
import io.gatehouse.adapter.liverouter.ledger.ParentEntry;
import io.gatehouse.adapter.liverouter.order.ChildOrder;
import io.gatehouse.adapter.liverouter.order.Instrument;
import io.gatehouse.adapter.liverouter.order.OrderType;
import io.gatehouse.adapter.liverouter.order.ParentOrder;
import io.gatehouse.adapter.liverouter.venue.Outcome;
import io.gatehouse.core.rule.Finding;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Takes an order along its route: one child at a time, each sent once. For one thread.
 *
 * <p>The next venue is asked only when nothing of the order can be at the one before.
 */
final class Dispatcher {

    private static final Outcome NOT_SENT =
            new Outcome.Refused(
                    Outcome.Refusal.PERMANENT, "not-sent", "ended or halted before it was sent");

    private final Lanes lanes;
    private final OrderLedger ledger;
    private final Recorder recorder;
    private final Barriers barriers;
    private final Inquiry inquiry;
    private final InstantSource clock;
    private final LongSupplier nanos;
    private final ChildFactory children;
    private final OrderDirectory directory;
    private final Map<String, Long> began = new HashMap<>();

    Dispatcher(
            RouterSetup setup,
            Lanes lanes,
            OrderLedger ledger,
            Recorder recorder,
            Barriers barriers,
            Inquiry inquiry) {
        this.lanes = lanes;
        this.ledger = ledger;
        this.recorder = recorder;
        this.barriers = barriers;
        this.inquiry = inquiry;
        this.clock = setup.clock();
        this.nanos = setup.nanos();
        this.directory = setup.directory();
        this.children = new ChildFactory(setup, ledger.highestNumber(setup.prefix()));
    }

    /** Sends a new order to its route. */
    Submission start(ParentOrder order) {
        long now = nanos.getAsLong();
        directory.taking(order);
        Optional<Lanes.Resolved> route = lanes.route(order);
        return route.isEmpty()
                ? end(order, Optional.empty(), List.of(noRoute(order)))
                : along(order, Optional.empty(), route.get(), 0, now, true);
    }

    /** Ends an order that was not sent. */
    Submission refuse(ParentOrder order, Finding why) {
        return end(order, Optional.empty(), List.of(why));
    }

    /** Goes on with an order whose last child has ended, or ends it. */
    Submission proceed(ParentEntry parent) {
        if (parent.ended()) {
            began.remove(parent.order().id());
            return Verdicts.status(parent);
        }
        if (parent.mayFill() > 0) {
            return Verdicts.status(parent);
        }
        ParentOrder order = parent.order();
        Optional<ParentEntry> taken = Optional.of(parent);
        Optional<ChildEntry> last = parent.last();
        if (last.isEmpty()) {
            // A crash between the order and its first id: its giver has long stopped waiting.
            return end(order, taken, List.of(notSent(parent)));
        }
        Optional<Finding> conclusion = Verdicts.conclusion(parent, last.get());
        if (conclusion.isPresent()) {
            return end(order, taken, List.of(conclusion.get()));
        }
        Optional<Lanes.Resolved> route = lanes.route(order);
        int before = route.map(r -> r.indexOf(last.get().order().venue())).orElse(-1);
        if (before < 0) {
            return end(order, taken, List.of(noRoute(order)));
        }
        return along(order, taken, route.get(), before + 1, begin(order, route.get()), false);
    }

    /** After a restart the time of arrival is not known on this clock: the budget is spent. */
    private long begin(ParentOrder order, Lanes.Resolved route) {
        Long start = began.get(order.id());
        return start == null ? nanos.getAsLong() - route.budgetNanos() - 1 : start;
    }

    /**
     * @param apart whether others may have their turns while a reservation waits for the disk
     */
    private Submission along(
            ParentOrder order,
            Optional<ParentEntry> known,
            Lanes.Resolved route,
            int from,
            long start,
            boolean apart) {
        Optional<ParentEntry> taken = known;
        List<Finding> why = List.of();
        for (int at = from; ; at++) {
            Optional<Finding> over = over(order, taken, route, at, start);
            if (over.isPresent()) {
                return end(order, taken, Verdicts.plus(why, over.get()));
            }
            Lane lane = route.lanes().get(at);
            Optional<Instrument> there = children.there(order, lane);
            Optional<Finding> unfit = children.unfit(order, taken, lane, there);
            if (unfit.isPresent()) {
                why = Verdicts.plus(why, unfit.get());
                continue;
            }
            Instant now = clock.instant();
            ChildOrder child = children.make(order, taken, lane, there.orElseThrow(), now);
            directory.asking(child);
            List<Finding> refused = barriers.refusals(child);
            if (!refused.isEmpty()) {
                directory.notSent(child);
                return end(order, taken, refused);
            }
            lane.reserved();
            if (!reserve(order, taken, child, now, apart)) {
                lane.notSent();
                directory.notSent(child);
                return unreserved(order);
            }
            ChildEntry entry = ledger.child(child.id()).orElseThrow();
            if (entry.state() != ChildState.RESERVED) {
                // While it waited for the disk its absence was proven: it is not sent any more, and
                // who proved it went on with the order.
                lane.notSent();
                return Verdicts.status(entry.parent());
            }
            send(lane, entry);
            taken = Optional.of(entry.parent());
            if (recorder.failed()) {
                return stopped(order);
            }
            Optional<Submission> settled = settled(entry, start);
            if (settled.isPresent()) {
                return settled.get();
            }
        }
    }

    /** Why no venue is asked at this place of the route. */
    private Optional<Finding> over(
            ParentOrder order,
            Optional<ParentEntry> taken,
            Lanes.Resolved route,
            int at,
            long start) {
        String id = order.id();
        if (at >= route.lanes().size()) {
            return Optional.of(RouteCode.NO_VENUE_LEFT.at(id, "another venue", "none"));
        }
        if (at > 0 && !route.route().fallback()) {
            return Optional.of(RouteCode.NO_FALLBACK.at(id, "a fallback", route.route().name()));
        }
        if (at > 0 && nanos.getAsLong() - start > route.budgetNanos()) {
            return Optional.of(
                    RouteCode.BUDGET_SPENT.at(
                            id, "within " + route.budgetNanos() / 1_000_000 + " ms", "later"));
        }
        return taken.isPresent() ? barriers.exhausted(taken.get()) : Optional.empty();
    }

    /** Durable before the first byte is sent: a crash then leaves an id to look for. */
    private boolean reserve(
            ParentOrder order,
            Optional<ParentEntry> taken,
            ChildOrder child,
            Instant now,
            boolean apart) {
        OrderEvent reserved = new OrderEvent.Reserved(now, child);
        List<OrderEvent> events =
                taken.isPresent()
                        ? List.of(reserved)
                        : List.of(new OrderEvent.ParentTaken(now, order), reserved);
        return apart ? recorder.recordApart(events) : recorder.record(events);
    }

    /** Nothing was sent: the id is not durable, or contradicts what is known of the order. */
    private Submission unreserved(ParentOrder order) {
        Optional<ParentEntry> taken = ledger.parent(order.id());
        return recorder.failed() || taken.isEmpty()
                ? stopped(order)
                : end(
                        order,
                        taken,
                        List.of(RouteCode.HALTED.at(order.id(), "a running router", "halted")));
    }

    private void send(Lane lane, ChildEntry entry) {
        ChildOrder child = entry.order();
        Outcome outcome;
        if (entry.parent().cancelAsked() || barriers.overtaken(child)) {
            // That came while it waited for the disk. It was never sent, so this is no doubt.
            lane.notSent();
            outcome = NOT_SENT;
        } else {
            outcome = lane.place(child);
        }
        recorder.answered(new OrderEvent.Answered(clock.instant(), child.id(), outcome));
        if (entry.state() == ChildState.UNKNOWN) {
            inquiry.lookUp(entry);
        }
    }

    /** The answer, when the order is in a venue's hands or has ended; empty to go on. */
    private Optional<Submission> settled(ChildEntry entry, long start) {
        ParentEntry parent = entry.parent();
        if (parent.mayFill() > 0) {
            if (entry.state().unresolved() || parent.order().type() != OrderType.LIMIT) {
                // Another venue may be asked later, within the budget.
                began.put(parent.order().id(), start);
            }
            return Optional.of(Verdicts.status(parent));
        }
        if (parent.ended()) {
            began.remove(parent.order().id());
            return Optional.of(Verdicts.status(parent));
        }
        return Verdicts.conclusion(parent, entry)
                .map(why -> end(parent.order(), Optional.of(parent), List.of(why)));
    }

    /** Ends an order for good, with what was not filled left unfilled. */
    private Submission end(ParentOrder order, Optional<ParentEntry> taken, List<Finding> why) {
        Instant now = clock.instant();
        OrderEvent ended =
                new OrderEvent.ParentRefused(
                        now, order.id(), why.stream().map(Finding::code).toList());
        began.remove(order.id());
        recorder.record(
                taken.isPresent()
                        ? List.of(ended)
                        : List.of(new OrderEvent.ParentTaken(now, order), ended));
        return recorder.failed()
                ? stopped(order)
                : Verdicts.status(ledger.parent(order.id()).orElseThrow(), why);
    }

    /** Ends an order of which nothing is at a venue, on request. */
    Submission endCancelled(ParentEntry parent) {
        return end(
                parent.order(),
                Optional.of(parent),
                List.of(
                        RouteCode.CANCELLED.at(
                                parent.order().id(), "working", "cancelled on request")));
    }

    static Submission stopped(ParentOrder order) {
        return new Submission.Stopped(
                order.id(),
                RouteCode.JOURNAL_FAILED.at(order.id(), "a durable journal", "a failed write"));
    }

    private static Finding noRoute(ParentOrder order) {
        return RouteCode.NO_ROUTE.at(
                order.id(),
                "a route",
                order.instrument().symbol() + " " + order.profile() + " " + order.type());
    }

    private static Finding notSent(ParentEntry parent) {
        return RouteCode.NOT_SENT.at(parent.order().id(), "an order sent at once", "a restart");
    }
}
