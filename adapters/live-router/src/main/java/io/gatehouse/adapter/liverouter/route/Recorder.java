package io.gatehouse.adapter.liverouter.route;

import io.gatehouse.adapter.liverouter.guard.SendGuard;
import io.gatehouse.adapter.liverouter.ledger.ChildEntry;
import io.gatehouse.adapter.liverouter.ledger.ContradictionCode;
import io.gatehouse.adapter.liverouter.ledger.OrderEvent;
import io.gatehouse.adapter.liverouter.ledger.OrderEvent.Contradiction;
import io.gatehouse.adapter.liverouter.ledger.OrderJournal;
import io.gatehouse.adapter.liverouter.ledger.OrderLedger;
import io.gatehouse.adapter.liverouter.order.ClientOrderId;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Makes events durable, then folds them into the ledger, then tells the guards. For one thread.
 *
 * <p>A contradiction halts the router before it is journalled: a crash between the two must not
 * leave it running.
 */
final class Recorder {

    private final OrderLedger ledger;
    private final OrderJournal journal;
    private final SendGuard[] guards;
    private final Halt halt;
    private final InstantSource clock;
    private final OrderDirectory directory;
    private final Turn turn;
    private final Deque<ChildEntry> endedUnfilled = new ArrayDeque<>();
    private boolean failed;
    private boolean halted;

    Recorder(OrderLedger ledger, RouterSetup setup, Turn turn) {
        this.ledger = ledger;
        this.turn = turn;
        this.journal = setup.journal();
        this.guards = setup.guards().toArray(SendGuard[]::new);
        this.halt = setup.halt();
        this.clock = setup.clock();
        this.directory = setup.directory();
        ledger.children().forEach(directory::changed);
    }

    /** Whether the journal failed, for good. */
    boolean failed() {
        return failed;
    }

    boolean halted() {
        return halted;
    }

    void rearm() {
        halted = false;
    }

    /** Stops for a reason of the router's own. */
    void halt(RouteCode code, String detail) {
        halted = true;
        halt.halt(code.code(), detail);
    }

    /** A child that ended with something unfilled and was not looked at since. */
    Optional<ChildEntry> nextToConfirm() {
        Optional<ChildEntry> next = Optional.ofNullable(endedUnfilled.poll());
        next.ifPresent(child -> child.await(false));
        return next;
    }

    int toConfirm() {
        return endedUnfilled.size();
    }

    boolean record(OrderEvent event) {
        return record(List.of(event));
    }

    /**
     * Records a venue's answer to an order without waiting for the disk: its id is durable, so what
     * a crash takes is found again at the venue. What follows from it is recorded after it.
     */
    void answered(OrderEvent.Answered event) {
        if (note(event)) {
            List<Contradiction> found = fold(event);
            if (!found.isEmpty()) {
                contradict(found);
            }
        }
    }

    /**
     * Records a reservation, and lets others have their turns while it waits for the disk. What it
     * rests upon may have changed when this returns.
     *
     * @return whether it is durable and contradicts nothing; if not, it is not sent
     */
    boolean recordApart(List<OrderEvent> events) {
        if (failed) {
            return false;
        }
        try {
            long place = journal.place(events);
            // Counted at once: who has a turn meanwhile must see it.
            if (!fold(events)) {
                journal.await(place);
                return false;
            }
            turn.awaitApart(journal, place);
            return !failed;
        } catch (RuntimeException e) {
            return fail(e);
        }
    }

    /** Whether they are durable and contradict nothing; if not, what they announce is not sent. */
    boolean record(List<OrderEvent> events) {
        return append(events) && fold(events);
    }

    private boolean fold(List<OrderEvent> events) {
        List<Contradiction> found = List.of();
        for (int i = 0; i < events.size(); i++) {
            List<Contradiction> here = fold(events.get(i));
            if (!here.isEmpty()) {
                found = new ArrayList<>(found);
                found.addAll(here);
            }
        }
        if (!found.isEmpty()) {
            contradict(found);
        }
        return found.isEmpty();
    }

    void contradict(ClientOrderId id, ContradictionCode code, String detail) {
        contradict(List.of(new Contradiction(clock.instant(), id, code.code(), detail)));
    }

    /** Halts and records; what is recorded already was halted upon. */
    void contradict(List<Contradiction> found) {
        for (Contradiction one : found) {
            if (!ledger.recorded(one.id(), one.code())) {
                halted = true;
                halt.halt(one.code(), one.id() + ": " + one.detail());
                if (append(List.of(one))) {
                    ledger.apply(one);
                }
            }
        }
    }

    private boolean append(List<OrderEvent> events) {
        if (failed) {
            return false;
        }
        try {
            journal.append(events);
            return true;
        } catch (RuntimeException e) {
            return fail(e);
        }
    }

    private boolean note(OrderEvent event) {
        if (failed) {
            return false;
        }
        try {
            journal.note(List.of(event));
            return true;
        } catch (RuntimeException e) {
            return fail(e);
        }
    }

    /** Whether they are on the disk is not known: only a restart that reads it can tell. */
    private boolean fail(RuntimeException e) {
        failed = true;
        halt(RouteCode.JOURNAL_FAILED, e.getClass().getSimpleName());
        return false;
    }

    private List<Contradiction> fold(OrderEvent event) {
        if (event instanceof OrderEvent.Reserved reserved) {
            List<Contradiction> found = ledger.apply(event);
            for (SendGuard guard : guards) {
                guard.sent(reserved.order());
            }
            return found;
        }
        Optional<ChildEntry> child = about(event);
        if (child.isEmpty()) {
            return ledger.apply(event);
        }
        ChildEntry entry = child.get();
        long filled = entry.filled();
        long notional = entry.notional();
        boolean live = entry.state().live();
        List<Contradiction> found = ledger.apply(event);
        tell(entry, entry.filled() - filled, entry.notional() - notional, live);
        return found;
    }

    private Optional<ChildEntry> about(OrderEvent event) {
        if (event instanceof OrderEvent.Answered answered) {
            return ledger.child(answered.id());
        }
        if (event instanceof OrderEvent.Reported reported) {
            return ledger.child(reported.report().id());
        }
        return event instanceof OrderEvent.ProvenAbsent absent
                ? ledger.child(absent.id())
                : Optional.empty();
    }

    private void tell(ChildEntry entry, long filled, long notional, boolean wasLive) {
        boolean ended = wasLive && !entry.state().live();
        if (wasLive != entry.state().live()) {
            directory.changed(entry);
        }
        if (filled > 0) {
            for (SendGuard guard : guards) {
                guard.filled(entry.order(), filled, notional);
            }
        }
        if (ended) {
            for (SendGuard guard : guards) {
                guard.ended(entry.order());
            }
            if (entry.filled() < entry.order().quantity()) {
                entry.await(true);
                endedUnfilled.add(entry);
            }
        }
    }
}
