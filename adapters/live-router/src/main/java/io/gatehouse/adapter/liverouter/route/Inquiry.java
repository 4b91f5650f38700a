package io.gatehouse.adapter.liverouter.route;

import io.gatehouse.adapter.liverouter.ledger.ChildEntry;
import io.gatehouse.adapter.liverouter.ledger.ContradictionCode;
import io.gatehouse.adapter.liverouter.ledger.EndedOrder;
import io.gatehouse.adapter.liverouter.ledger.OrderEvent;
import io.gatehouse.adapter.liverouter.order.OrderReport;
import io.gatehouse.adapter.liverouter.venue.Cancellation;
import io.gatehouse.adapter.liverouter.venue.Lookup;
import io.gatehouse.adapter.liverouter.venue.Outcome;
import java.time.InstantSource;
import java.util.Optional;

/** Asks venues about single orders, by client order id alone, and records what they say. */
final class Inquiry {

    private final Lanes lanes;
    private final Recorder recorder;
    private final InstantSource clock;

    Inquiry(Lanes lanes, Recorder recorder, InstantSource clock) {
        this.lanes = lanes;
        this.recorder = recorder;
        this.clock = clock;
    }

    /** Asks once; whatever is not an answer leaves the order as it was. */
    void lookUp(ChildEntry child) {
        Optional<Lane> lane = lanes.find(child.order().venue());
        if (lane.isEmpty()) {
            return;
        }
        Lookup lookup = lane.get().find(child.order());
        if (lookup instanceof Lookup.Found found) {
            heard(child, found.report());
        } else if (lookup instanceof Lookup.Absent absent
                && lane.get().proves(child.order(), absent.venueTime())) {
            absent(child, absent);
        }
    }

    private void absent(ChildEntry child, Lookup.Absent absent) {
        if (child.state().unresolved()) {
            recorder.record(
                    new OrderEvent.ProvenAbsent(clock.instant(), child.id(), absent.venueTime()));
        } else if (child.state().resting()) {
            recorder.contradict(child.id(), ContradictionCode.ABSENT_BUT_KNOWN, child.toString());
        }
    }

    /** Asks the venue to withdraw it. May be repeated. */
    void withdraw(ChildEntry child) {
        Optional<Lane> lane = lanes.find(child.order().venue());
        if (lane.isEmpty()) {
            return;
        }
        Cancellation cancellation = lane.get().cancel(child.order());
        if (cancellation instanceof Cancellation.Done done) {
            heard(child, done.report());
        } else {
            lookUp(child);
        }
    }

    /**
     * Takes what was told unasked. It may be older than what is known: an acknowledgement told
     * again after the fill. So one that would take something back is no word, but a reason to ask.
     */
    void told(ChildEntry child, OrderReport report) {
        boolean takesBack =
                report.filled() < child.filled()
                        || (report.filled() == child.filled()
                                && !child.state().live()
                                && !report.status().terminal());
        if (takesBack) {
            lookUp(child);
        } else {
            heard(child, report);
        }
    }

    /**
     * Takes a word on an order that ended long ago, of which only its end is known. A word that
     * ends it otherwise cannot be; one that lets it rest may be older than the end, so its venue is
     * asked what became of it.
     */
    void late(EndedOrder ended, OrderReport report) {
        if (ended.agrees(report)) {
            return;
        }
        if (report.status().terminal() || report.filled() >= report.quantity()) {
            otherwise(ended, report);
            return;
        }
        Lookup now =
                lanes.find(ended.venue())
                        .map(lane -> lane.find(ended.id(), ended.instrument()))
                        .orElseGet(() -> new Lookup.Unknown(Outcome.Doubt.DISCONNECTED, "gone"));
        if (now instanceof Lookup.Found found && !ended.agrees(found.report())) {
            otherwise(ended, found.report());
        }
    }

    private void otherwise(EndedOrder ended, OrderReport report) {
        recorder.contradict(
                ended.id(),
                ContradictionCode.ENDED_OTHERWISE,
                ended.state() + " was known, told is " + report.status() + " " + report.filled());
    }

    /** Takes a venue's word on an order, as the answer to a question. */
    void heard(ChildEntry child, OrderReport report) {
        if (!report.id().equals(child.id())) {
            recorder.contradict(
                    child.id(), ContradictionCode.ANSWER_FOR_ANOTHER, report.id().value());
        } else if (child.differs(report)) {
            recorder.record(new OrderEvent.Reported(clock.instant(), report));
        }
    }
}
