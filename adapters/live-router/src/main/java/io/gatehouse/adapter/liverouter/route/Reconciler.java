package io.gatehouse.adapter.liverouter.route;

import io.gatehouse.adapter.liverouter.ledger.ChildEntry;
import io.gatehouse.adapter.liverouter.ledger.ContradictionCode;
import io.gatehouse.adapter.liverouter.ledger.EndedOrder;
import io.gatehouse.adapter.liverouter.ledger.OrderEvent;
import io.gatehouse.adapter.liverouter.ledger.OrderLedger;
import io.gatehouse.adapter.liverouter.ledger.ParentEntry;
import io.gatehouse.adapter.liverouter.order.ClientOrderId;
import io.gatehouse.adapter.liverouter.order.Instrument;
import io.gatehouse.adapter.liverouter.order.OrderReport;
import io.gatehouse.adapter.liverouter.venue.OpenOrders;
import io.gatehouse.adapter.liverouter.venue.VenueId;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Compares the ledger with the venues, in steps between which orders may be sent.
 *
 * <p>Also while every connection looks well: fills were lost with the heartbeat running.
 */
final class Reconciler {

    private final Turn turn;
    private final Lanes lanes;
    private final Instruments instruments;
    private final OrderLedger ledger;
    private final Recorder recorder;
    private final Inquiry inquiry;
    private final Dispatcher dispatcher;
    private final InstantSource clock;
    private final String prefix;

    Reconciler(
            Turn turn,
            RouterSetup setup,
            Lanes lanes,
            OrderLedger ledger,
            Recorder recorder,
            Inquiry inquiry,
            Dispatcher dispatcher) {
        this.turn = turn;
        this.lanes = lanes;
        this.instruments = setup.instruments();
        this.ledger = ledger;
        this.recorder = recorder;
        this.inquiry = inquiry;
        this.dispatcher = dispatcher;
        this.clock = setup.clock();
        this.prefix = setup.prefix();
    }

    /** Asks for each order that is neither known to be there nor known to be absent. */
    void resolve() {
        List<ChildEntry> unresolved = turn.call(() -> List.copyOf(ledger.unresolved()));
        for (ChildEntry child : unresolved) {
            turn.run(
                    () -> {
                        if (child.state().unresolved()) {
                            inquiry.lookUp(child);
                            followUp(child);
                        }
                    });
        }
    }

    /** Compares everything. */
    PollReport compare() {
        resolve();
        Set<ClientOrderId> listed = new HashSet<>();
        int foreign = 0;
        int unanswered = 0;
        for (Lane lane : lanes.all()) {
            for (Instrument instrument : instruments.of(lane.id())) {
                int seen = turn.call(() -> list(lane, instrument, listed));
                foreign += Math.max(0, seen);
                unanswered += seen < 0 ? 1 : 0;
            }
        }
        askForUnlisted(listed);
        confirmEnded();
        finish();
        turn.take();
        try {
            return new PollReport(
                    ledger.unresolved().size(), ledger.resting().size(), foreign, unanswered);
        } finally {
            turn.giveBack();
        }
    }

    /** Takes an order's state further when a venue's word has changed it. */
    void followUp(ChildEntry child) {
        if (child.state().resting() && child.cancelAsked()) {
            // The cancel came before the order did, or was lost.
            inquiry.withdraw(child);
        }
        if (!child.state().live()) {
            dispatcher.proceed(child.parent());
        }
    }

    /** Takes a list of open orders; the number of foreign ones new in it, -1 without an answer. */
    private int list(Lane lane, Instrument instrument, Set<ClientOrderId> listed) {
        OpenOrders answer = lane.openOrders(instrument);
        if (!(answer instanceof OpenOrders.Listed orders)) {
            return -1;
        }
        int foreign = 0;
        for (OrderReport report : orders.orders()) {
            Optional<ChildEntry> child = ledger.child(report.id());
            if (child.isPresent()) {
                listed.add(report.id());
                ours(lane, child.get(), report);
            } else {
                foreign += notKept(lane.id(), report);
            }
        }
        return foreign;
    }

    private void ours(Lane lane, ChildEntry child, OrderReport report) {
        if (!child.order().venue().equals(lane.id())) {
            recorder.contradict(child.id(), ContradictionCode.WRONG_VENUE, "rests at " + lane.id());
            return;
        }
        inquiry.heard(child, report);
        followUp(child);
    }

    /** An order of which the ledger has no entry; the number of foreign ones newly seen. */
    int notKept(VenueId venue, OrderReport report) {
        Optional<EndedOrder> ended = ledger.ended(report.id());
        if (ended.isEmpty()) {
            return unknown(venue, report);
        }
        if (ended.get().venue().equals(venue)) {
            inquiry.late(ended.get(), report);
        } else {
            recorder.contradict(report.id(), ContradictionCode.WRONG_VENUE, "told by " + venue);
        }
        return 0;
    }

    /** An order that was never reserved; the number of foreign ones newly seen. */
    private int unknown(VenueId venue, OrderReport report) {
        if (report.id().of(prefix)) {
            // Under our name and never reserved: a second writer, or a lost journal.
            recorder.contradict(report.id(), ContradictionCode.UNKNOWN_ORDER, "told by " + venue);
            return 0;
        }
        if (ledger.sawForeign(venue, report.venueOrderId())) {
            return 0;
        }
        recorder.record(new OrderEvent.ForeignSeen(clock.instant(), venue, report.venueOrderId()));
        return 1;
    }

    /** An order that rests here and is not in its venue's list has ended, or the list failed. */
    private void askForUnlisted(Set<ClientOrderId> listed) {
        List<ChildEntry> resting = turn.call(() -> List.copyOf(ledger.resting()));
        for (ChildEntry child : resting) {
            turn.run(
                    () -> {
                        if (child.state().resting() && !listed.contains(child.id())) {
                            inquiry.lookUp(child);
                            followUp(child);
                        }
                    });
        }
    }

    /** Looks once more at what ended with something unfilled: a fill may have been lost. */
    private void confirmEnded() {
        int waiting = turn.call(recorder::toConfirm);
        for (int i = 0; i < waiting; i++) {
            turn.run(() -> recorder.nextToConfirm().ifPresent(inquiry::lookUp));
        }
    }

    /** Ends or takes further what waits for nothing. After a restart nothing is sent by it. */
    void finish() {
        List<ParentEntry> active = turn.call(() -> List.copyOf(ledger.active()));
        for (ParentEntry parent : active) {
            turn.run(() -> dispatcher.proceed(parent));
        }
    }
}
