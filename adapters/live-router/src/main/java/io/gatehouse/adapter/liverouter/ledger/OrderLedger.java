package io.gatehouse.adapter.liverouter.ledger;

import io.gatehouse.adapter.liverouter.ledger.OrderEvent.Contradiction;
import io.gatehouse.adapter.liverouter.order.ClientOrderId;
import io.gatehouse.adapter.liverouter.order.OrderReport;
import io.gatehouse.adapter.liverouter.order.ParentOrder;
import io.gatehouse.adapter.liverouter.venue.Outcome;
import io.gatehouse.adapter.liverouter.venue.VenueId;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The orders as a fold over order events: the same events give the same ledger, whether they happen
 * or are read after a restart.
 *
 * <p>Constant time for each event; orders that rest or are unresolved are listed without looking at
 * ended ones. Ended orders stay known for the life of the ledger, since an id that is forgotten
 * could be sent again: all as they were, or the last ones so and the others as {@link EndedOrder},
 * for which a venue's late word is compared with the end that was known. For one thread.
 */
public final class OrderLedger {

    private record Known(ClientOrderId id, String code) {}

    private record Foreign(VenueId venue, String venueOrderId) {}

    private final Map<ClientOrderId, ChildEntry> children = new HashMap<>();
    private final Map<String, ParentEntry> parents = new HashMap<>();
    private final Chain<ChildEntry> unresolved = new Chain<>();
    private final Chain<ChildEntry> resting = new Chain<>();
    private final Chain<ParentEntry> active = new Chain<>();
    private final Set<Foreign> foreign = new HashSet<>();
    private final Set<Known> recorded = new HashSet<>();
    private final Deque<ParentEntry> settled = new ArrayDeque<>();
    private final EndedOrders archive = new EndedOrders();
    private final int kept;
    private final Consumer<ParentOrder> leaves;
    private int unfilledInRow;

    /** A ledger that keeps every order as it was. */
    public OrderLedger() {
        this(Integer.MAX_VALUE, order -> {});
    }

    /**
     * A ledger of bounded memory, but for some twenty bytes for each order that ended.
     *
     * @param kept how many ended orders it keeps as they were; at least 1
     * @param leaves told of each that is kept no longer
     */
    public OrderLedger(int kept, Consumer<ParentOrder> leaves) {
        if (kept < 1) {
            throw new IllegalArgumentException("at least one ended order is kept");
        }
        this.kept = kept;
        this.leaves = leaves;
    }

    /**
     * Takes an event.
     *
     * @return what it contradicts, in the order found, for the caller to record and to stop upon;
     *     the ledger believes the worse of two facts
     */
    public List<Contradiction> apply(OrderEvent event) {
        if (event instanceof OrderEvent.Reserved reserved) {
            return reserve(reserved);
        }
        if (event instanceof OrderEvent.Answered answered) {
            return answer(answered);
        }
        if (event instanceof OrderEvent.Reported reported) {
            return report(reported.at(), reported.report());
        }
        if (event instanceof OrderEvent.ParentTaken taken) {
            return take(taken);
        }
        if (event instanceof OrderEvent.ParentRefused refused) {
            return end(refused);
        }
        if (event instanceof OrderEvent.ProvenAbsent absent) {
            return absent(absent);
        }
        if (event instanceof OrderEvent.CancelAsked asked) {
            ChildEntry child = children.get(asked.id());
            if (child == null) {
                return archive.cancelAsked(asked.at(), asked.id());
            }
            child.askCancel();
        } else if (event instanceof OrderEvent.ForeignSeen seen) {
            foreign.add(new Foreign(seen.venue(), seen.venueOrderId()));
        } else if (event instanceof Contradiction known) {
            recorded.add(new Known(known.id(), known.code()));
        } else {
            // An event that this fold does not know would be an order that it does not count.
            throw new IllegalStateException("an order event of unknown kind");
        }
        return List.of();
    }

    public Optional<ChildEntry> child(ClientOrderId id) {
        return Optional.ofNullable(children.get(id));
    }

    public Optional<ParentEntry> parent(String id) {
        return Optional.ofNullable(parents.get(id));
    }

    /** A child that ended and is kept no longer as it was. */
    public Optional<EndedOrder> ended(ClientOrderId id) {
        return archive.child(id);
    }

    /** Whether an order of that id ended and is kept no longer as it was. */
    public boolean ended(String parent) {
        return archive.parent(parent);
    }

    /**
     * Every child that is kept as it was, in no order; without a bound every one there ever was.
     */
    public Collection<ChildEntry> children() {
        return Collections.unmodifiableCollection(children.values());
    }

    /** Children of which only the venue can say what became of them, oldest first. */
    public Collection<ChildEntry> unresolved() {
        return Collections.unmodifiableCollection(unresolved);
    }

    /** Children that rest at their venues. */
    public Collection<ChildEntry> resting() {
        return Collections.unmodifiableCollection(resting);
    }

    /** Orders for which something may still be sent or filled, oldest first. */
    public Collection<ParentEntry> active() {
        return Collections.unmodifiableCollection(active);
    }

    /** Whether a foreign order was seen before. */
    public boolean sawForeign(VenueId venue, String venueOrderId) {
        return foreign.contains(new Foreign(venue, venueOrderId));
    }

    /** Whether a contradiction is recorded. */
    public boolean recorded(ClientOrderId id, String code) {
        return recorded.contains(new Known(id, code));
    }

    /** Number of contradictions recorded. */
    public int contradictions() {
        return recorded.size();
    }

    /**
     * How many orders in a row were in a book and ended by themselves without a fill: a router that
     * does not see its fills sees this grow (Knight Capital, 1 August 2012).
     */
    public int unfilledInRow() {
        return unfilledInRow;
    }

    /** Greatest number given out under a prefix; 0 when none. Looks at all orders. */
    public long highestNumber(String prefix) {
        long highest = archive.highest(prefix);
        for (ClientOrderId id : children.keySet()) {
            if (id.of(prefix)) {
                highest = Math.max(highest, number(id.value(), prefix.length() + 1));
            }
        }
        return highest;
    }

    private static long number(String value, int from) {
        String digits = value.substring(from);
        return digits.matches("[0-9]{1,18}") ? Long.parseLong(digits) : 0;
    }

    private List<Contradiction> take(OrderEvent.ParentTaken taken) {
        ParentEntry entry = new ParentEntry(taken.order());
        if (archive.parent(taken.order().id())
                || parents.putIfAbsent(taken.order().id(), entry) != null) {
            return List.of(
                    new Contradiction(
                            taken.at(),
                            new ClientOrderId("none"),
                            ContradictionCode.PARENT_REUSED.code(),
                            taken.order().id()));
        }
        active.put(entry);
        return List.of();
    }

    private List<Contradiction> end(OrderEvent.ParentRefused refused) {
        ParentEntry parent = parents.get(refused.parent());
        if (parent != null) {
            parent.end(refused.codes());
            settle(parent);
        }
        return List.of();
    }

    private List<Contradiction> reserve(OrderEvent.Reserved reserved) {
        ClientOrderId id = reserved.order().id();
        ParentEntry parent = parents.get(reserved.order().parent());
        if (parent == null) {
            return one(
                    reserved.at(), id, ContradictionCode.PARENT_UNKNOWN, reserved.order().parent());
        }
        ChildEntry child = new ChildEntry(reserved.order(), parent);
        if (archive.child(id).isPresent() || children.putIfAbsent(id, child) != null) {
            return one(reserved.at(), id, ContradictionCode.ID_REUSED, parent.order().id());
        }
        long free = parent.unassigned();
        parent.reserved(child);
        unresolved.put(child);
        return reserved.order().quantity() <= free
                ? List.of()
                : one(reserved.at(), id, ContradictionCode.OVERCOMMITTED, parent.toString());
    }

    private List<Contradiction> answer(OrderEvent.Answered answered) {
        ChildEntry child = children.get(answered.id());
        if (child == null) {
            return archive.answered(answered);
        }
        Outcome outcome = answered.outcome();
        if (outcome instanceof Outcome.Accepted accepted) {
            return accept(answered, child, accepted.report());
        }
        if (outcome instanceof Outcome.Refused refused) {
            if (!child.state().unresolved()) {
                return child.state() == ChildState.REFUSED
                        ? List.of()
                        : one(
                                answered.at(),
                                answered.id(),
                                ContradictionCode.REFUSED_BUT_KNOWN,
                                child.toString());
            }
            child.refuse(refused.refusal() == Outcome.Refusal.PERMANENT);
            index(child);
            return List.of();
        }
        if (child.state() == ChildState.RESERVED) {
            child.become(ChildState.UNKNOWN, child.filled(), child.notional());
        }
        return List.of();
    }

    private List<Contradiction> accept(
            OrderEvent.Answered answered, ChildEntry child, OrderReport report) {
        if (report.id().equals(answered.id())) {
            return report(answered.at(), report);
        }
        // Whatever the answer says, it does not say what became of this order.
        child.become(ChildState.UNKNOWN, child.filled(), child.notional());
        index(child);
        return one(
                answered.at(),
                answered.id(),
                ContradictionCode.ANSWER_FOR_ANOTHER,
                report.id().value());
    }

    private List<Contradiction> absent(OrderEvent.ProvenAbsent absent) {
        ChildEntry child = children.get(absent.id());
        if (child == null) {
            return archive.absent(absent);
        }
        if (child.state().unresolved()) {
            child.become(ChildState.ABSENT, child.filled(), child.notional());
            index(child);
            return List.of();
        }
        return child.state().never()
                ? List.of()
                : one(
                        absent.at(),
                        absent.id(),
                        ContradictionCode.ABSENT_BUT_KNOWN,
                        child.toString());
    }

    private List<Contradiction> report(Instant at, OrderReport report) {
        ChildEntry child = children.get(report.id());
        if (child == null) {
            return archive.reported(at, report);
        }
        List<ContradictionCode> wrong = Reports.contradicted(child, report);
        boolean grew = report.filled() > child.filled();
        boolean wasLive = child.state().live();
        child.parent().reach();
        child.become(Reports.state(report), report.filled(), report.filledNotional());
        index(child);
        count(child, grew, wasLive);
        if (grew && child.parent().filled() > child.parent().order().quantity()) {
            wrong = new ArrayList<>(wrong);
            wrong.add(ContradictionCode.PARENT_OVERFILL);
        }
        if (wrong.isEmpty()) {
            return List.of();
        }
        List<Contradiction> found = new ArrayList<>();
        for (ContradictionCode code : wrong) {
            found.addAll(one(at, report.id(), code, child.toString()));
        }
        return found;
    }

    private void count(ChildEntry child, boolean grew, boolean wasLive) {
        if (grew) {
            unfilledInRow = 0;
        } else if (wasLive
                && !child.state().live()
                && child.filled() == 0
                && !child.cancelAsked()) {
            unfilledInRow++;
        }
    }

    private void index(ChildEntry child) {
        ChildState state = child.state();
        if (state.unresolved()) {
            unresolved.put(child);
        } else if (state.resting()) {
            resting.put(child);
        } else if (!unresolved.takeOut(child)) {
            resting.takeOut(child);
        }
        settle(child.parent());
    }

    private void settle(ParentEntry parent) {
        if (parent.ended() && parent.mayFill() == 0 && active.takeOut(parent)) {
            settled.add(parent);
            if (settled.size() > kept) {
                archive(settled.remove());
            }
        }
    }

    /** One whose venue is still to be asked, or that came to life again, waits for another turn. */
    private void archive(ParentEntry parent) {
        if (!parent.over() || !archive.take(parent)) {
            settled.add(parent);
            return;
        }
        for (ChildEntry each = parent.newest(); each != null; each = each.before()) {
            children.remove(each.id());
        }
        parents.remove(parent.order().id());
        leaves.accept(parent.order());
    }

    private static List<Contradiction> one(
            Instant at, ClientOrderId id, ContradictionCode code, String detail) {
        return List.of(new Contradiction(at, id, code.code(), detail));
    }
}
