package io.gatehouse.adapter.liverouter.dryrun;

import io.gatehouse.adapter.liverouter.order.ChildOrder;
import io.gatehouse.adapter.liverouter.standin.FaultKind;
import io.gatehouse.adapter.liverouter.standin.FaultScript;
import io.gatehouse.adapter.liverouter.venue.Cancellation;
import io.gatehouse.adapter.liverouter.venue.Lookup;
import io.gatehouse.adapter.liverouter.venue.Outcome;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * Every venue takes an order and loses the acknowledgement; the client must not know, must find the
 * order by its id, and must have sent it once.
 */
final class UnknownDrill implements Drill {

    private static final List<FaultKind> FAULTS =
            List.of(
                    FaultKind.DROPPED_ACK,
                    FaultKind.ERROR_AFTER,
                    FaultKind.GARBAGE_AFTER,
                    FaultKind.RESET_AFTER,
                    FaultKind.TRUNCATED_ACK);

    private final Clock clock;

    UnknownDrill(Clock clock) {
        this.clock = clock;
    }

    @Override
    public String name() {
        return "unknown";
    }

    @Override
    public List<DryRunCheck> run(List<WiredVenue> venues) {
        List<DryRunCheck> checks = new ArrayList<>();
        for (WiredVenue wired : venues) {
            FAULTS.forEach(fault -> checks.add(one(wired, fault)));
        }
        return checks;
    }

    private DryRunCheck one(WiredVenue wired, FaultKind fault) {
        ChildOrder order = new RefusalDrill(clock).order(wired, "du-" + fault.text());
        long before = wired.truth().seen("place");
        wired.truth().script(FaultScript.always(fault, "place", 0));
        Outcome outcome = wired.venue().place(order);
        wired.truth().script(FaultScript.NONE);
        boolean once = wired.truth().seen("place") == before + 1;
        Lookup lookup = wired.venue().find(order.id(), order.instrument());
        boolean gone =
                wired.venue().cancel(order.id(), order.instrument()) instanceof Cancellation.Done;
        boolean holds =
                outcome instanceof Outcome.Unknown
                        && once
                        && lookup instanceof Lookup.Found
                        && gone;
        return DryRunCheck.of(
                holds,
                name(),
                DryRunCode.DRILL_FAILED,
                wired.venue().id() + " " + fault.text(),
                "not known, sent once, found by its id",
                VenueTrial.words(outcome)
                        + (once ? ", sent once, " : ", sent more than once, ")
                        + lookup.getClass().getSimpleName());
    }
}
