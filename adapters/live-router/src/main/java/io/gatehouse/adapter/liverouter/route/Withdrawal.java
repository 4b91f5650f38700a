package io.gatehouse.adapter.liverouter.route;

import io.gatehouse.adapter.liverouter.ledger.ChildEntry;
import io.gatehouse.adapter.liverouter.ledger.OrderEvent;
import io.gatehouse.adapter.liverouter.ledger.ParentEntry;
import java.time.InstantSource;
import java.util.Optional;

/** Cancels orders. May be repeated; no guard is asked, since a cancel lowers risk. */
final class Withdrawal {

    private final Recorder recorder;
    private final Inquiry inquiry;
    private final Dispatcher dispatcher;
    private final InstantSource clock;

    Withdrawal(Recorder recorder, Inquiry inquiry, Dispatcher dispatcher, InstantSource clock) {
        this.recorder = recorder;
        this.inquiry = inquiry;
        this.dispatcher = dispatcher;
        this.clock = clock;
    }

    Submission cancel(ParentEntry parent) {
        Optional<ChildEntry> last = parent.last();
        if (last.isPresent() && last.get().state().live()) {
            ask(last.get());
        }
        if (recorder.failed()) {
            return Dispatcher.stopped(parent.order());
        }
        return parent.ended() || parent.mayFill() > 0
                ? dispatcher.proceed(parent)
                : dispatcher.endCancelled(parent);
    }

    private void ask(ChildEntry child) {
        if (!child.cancelAsked()) {
            // First, so that a restart knows that nothing more is to be sent for it. When the
            // journal has failed the cancel is sent all the same: it can only lower risk.
            recorder.record(new OrderEvent.CancelAsked(clock.instant(), child.id()));
        }
        inquiry.withdraw(child);
    }
}
