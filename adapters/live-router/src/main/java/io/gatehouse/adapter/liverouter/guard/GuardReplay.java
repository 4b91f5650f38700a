package io.gatehouse.adapter.liverouter.guard;

import io.gatehouse.adapter.liverouter.ledger.OrderEvent;
import io.gatehouse.adapter.liverouter.order.ChildOrder;
import io.gatehouse.adapter.liverouter.order.ClientOrderId;
import io.gatehouse.adapter.liverouter.order.OrderReport;
import io.gatehouse.adapter.liverouter.venue.Outcome;
import java.util.HashMap;
import java.util.Map;

/**
 * Tells guards after a restart what the journal holds, each event at its own time.
 *
 * <p>Without it a restart would forget positions, the day's loss and the orders of the last minute:
 * a router that is started again and again would have no limits. For one thread; use once, then
 * call {@link #end}.
 */
public final class GuardReplay {

    private final SendGuard guard;
    private final GuardClock clock;
    private final Map<ClientOrderId, Told> open = new HashMap<>();

    private record Told(ChildOrder order, long filled, long notional) {}

    public GuardReplay(SendGuard guard, GuardClock clock) {
        this.guard = guard;
        this.clock = clock;
    }

    /** Takes the next event of the journal. */
    public void accept(OrderEvent event) {
        clock.replay(event.at());
        if (event instanceof OrderEvent.Reserved reserved) {
            open.put(reserved.order().id(), new Told(reserved.order(), 0, 0));
            guard.sent(reserved.order());
        } else if (event instanceof OrderEvent.Reported reported) {
            report(reported.report());
        } else if (event instanceof OrderEvent.ProvenAbsent absent) {
            end(absent.id());
        } else if (event instanceof OrderEvent.Answered answered) {
            answer(answered);
        }
    }

    /** Ends the replay: from now on the clock is the real one. */
    public void end() {
        clock.live();
    }

    private void answer(OrderEvent.Answered answered) {
        if (answered.outcome() instanceof Outcome.Accepted accepted) {
            report(accepted.report());
        } else if (answered.outcome() instanceof Outcome.Refused) {
            end(answered.id());
        }
    }

    private void report(OrderReport report) {
        Told told = open.get(report.id());
        if (told == null) {
            return;
        }
        // A report that goes back is a contradiction, which the ledger deals with.
        long quantity = report.filled() - told.filled();
        long notional = report.filledNotional() - told.notional();
        if (quantity > 0 && notional >= 0) {
            open.put(report.id(), new Told(told.order(), report.filled(), report.filledNotional()));
            guard.filled(told.order(), quantity, notional);
        }
        if (report.status().terminal()) {
            end(report.id());
        }
    }

    private void end(ClientOrderId id) {
        Told told = open.remove(id);
        if (told != null) {
            guard.ended(told.order());
        }
    }
}
