package io.gatehouse.adapter.liverouter.simulation;

import io.gatehouse.adapter.liverouter.ledger.ChildEntry;
import io.gatehouse.adapter.liverouter.ledger.OrderEvent;
import io.gatehouse.adapter.liverouter.ledger.OrderLedger;
import io.gatehouse.adapter.liverouter.ledger.ParentEntry;
import io.gatehouse.adapter.liverouter.order.ClientOrderId;
import io.gatehouse.adapter.liverouter.order.OrderStatus;
import io.gatehouse.adapter.liverouter.order.ParentOrder;
import io.gatehouse.adapter.liverouter.venue.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Compares the venues' truth with what the journal, read anew, says. */
final class Oracle {

    private Oracle() {}

    /** Orders that were filled beyond their quantity, at all venues together. */
    static List<String> doubleFills(World world) {
        Map<String, Long> filled = new HashMap<>();
        for (FaultyVenue venue : world.venues) {
            for (BookOrder order : venue.truth().orders()) {
                filled.merge(order.parent, order.filled, Long::sum);
            }
        }
        List<String> wrong = new ArrayList<>();
        for (ParentOrder parent : world.given.values()) {
            long sum = filled.getOrDefault(parent.id(), 0L);
            // A replacement counts what the order before it has filled.
            long before =
                    parent.id().endsWith("a")
                            ? filled.getOrDefault(
                                    parent.id().substring(0, parent.id().length() - 1), 0L)
                            : 0;
            if (sum > 0 && sum + before > parent.quantity()) {
                wrong.add("double fill of " + parent.id() + ": " + (sum + before));
            }
        }
        return wrong;
    }

    /** Every fault of a router's life; empty when all is well. */
    static List<String> faults(World world) {
        OrderLedger ledger = new OrderLedger();
        world.journal.events().forEach(ledger::apply);
        List<String> wrong = doubleFills(world);
        Map<ClientOrderId, BookOrder> truth = new HashMap<>();
        for (FaultyVenue venue : world.venues) {
            for (BookOrder order : venue.truth().orders()) {
                if (order.id.of(World.PREFIX)) {
                    truth.put(order.id, order);
                    lost(ledger, venue, order).ifPresent(wrong::add);
                } else if (!order.open() || order.filled != 0) {
                    wrong.add("touched a foreign order " + order.id);
                }
            }
        }
        for (ChildEntry child : ledger.children()) {
            if (child.state().unresolved()) {
                wrong.add("not known: " + child);
            } else if (child.state().never() == truth.containsKey(child.id())) {
                wrong.add("believed " + child + ", and the venue says otherwise");
            }
        }
        for (ParentEntry parent : ledger.active()) {
            if (parent.mayFill() == 0) {
                wrong.add("waits for nothing: " + parent);
            }
        }
        wrong.addAll(sentTooLate(world));
        long live = ledger.children().stream().filter(c -> c.state().live()).count();
        if (world.directory.live().size() != live) {
            wrong.add("the directory lists " + world.directory.live() + ", not " + live);
        }
        foreign(world).ifPresent(wrong::add);
        world.halts.forEach(halt -> wrong.add("halted: " + halt));
        return wrong;
    }

    private static Optional<String> lost(OrderLedger ledger, FaultyVenue venue, BookOrder order) {
        Optional<ChildEntry> child = ledger.child(order.id);
        if (child.isEmpty()) {
            return Optional.of("never reserved: " + order.id);
        }
        ChildEntry known = child.get();
        boolean same =
                known.order().venue().equals(venue.id())
                        && known.filled() == order.filled
                        && known.notional() == order.notional
                        && known.state().live() == order.open()
                        && (order.status() == OrderStatus.FILLED)
                                == known.state().name().equals("FILLED");
        return same
                ? Optional.empty()
                : Optional.of("lost: " + order.report() + " is believed " + known);
    }

    /** Nothing is sent for an order after its cancel, its end or a refusal for good. */
    private static List<String> sentTooLate(World world) {
        List<String> wrong = new ArrayList<>();
        Map<ClientOrderId, String> parents = new HashMap<>();
        Set<String> over = new HashSet<>();
        for (OrderEvent event : world.journal.events()) {
            if (event instanceof OrderEvent.Reserved reserved) {
                parents.put(reserved.order().id(), reserved.order().parent());
                if (over.contains(reserved.order().parent())) {
                    wrong.add("sent after the end: " + reserved.order().id());
                }
            } else if (event instanceof OrderEvent.CancelAsked asked) {
                over.add(parents.get(asked.id()));
            } else if (event instanceof OrderEvent.ParentRefused ended) {
                over.add(ended.parent());
            } else if (event instanceof OrderEvent.Answered answered
                    && answered.outcome() instanceof Outcome.Refused refused
                    && refused.refusal() == Outcome.Refusal.PERMANENT) {
                over.add(parents.get(answered.id()));
            }
        }
        return wrong;
    }

    /** Each foreign order is reported once. */
    private static Optional<String> foreign(World world) {
        long seen =
                world.journal.events().stream()
                        .filter(OrderEvent.ForeignSeen.class::isInstance)
                        .count();
        return seen == world.venues.size()
                ? Optional.empty()
                : Optional.of(seen + " foreign orders reported");
    }
}
