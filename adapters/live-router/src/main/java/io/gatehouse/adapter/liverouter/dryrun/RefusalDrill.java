package io.gatehouse.adapter.liverouter.dryrun;

import io.gatehouse.adapter.liverouter.order.ChildOrder;
import io.gatehouse.adapter.liverouter.order.ClientOrderId;
import io.gatehouse.adapter.liverouter.order.OrderType;
import io.gatehouse.adapter.liverouter.order.Side;
import io.gatehouse.adapter.liverouter.standin.FaultKind;
import io.gatehouse.adapter.liverouter.standin.FaultScript;
import io.gatehouse.adapter.liverouter.venue.Outcome;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * Every venue refuses for a time, and the client must call it a refusal that another may take: the
 * only kind after which a router may fall back.
 */
final class RefusalDrill implements Drill {

    private final Clock clock;

    RefusalDrill(Clock clock) {
        this.clock = clock;
    }

    @Override
    public String name() {
        return "definitive-refusal";
    }

    @Override
    public List<DryRunCheck> run(List<WiredVenue> venues) {
        List<DryRunCheck> checks = new ArrayList<>();
        for (WiredVenue wired : venues) {
            for (FaultKind fault : List.of(FaultKind.REJECT_BALANCE, FaultKind.RATE_LIMIT)) {
                wired.truth().script(FaultScript.always(fault, "place", 0));
                ChildOrder order = order(wired, "drill-r-" + fault.text());
                Outcome outcome = wired.venue().place(order);
                wired.truth().script(FaultScript.NONE);
                boolean holds =
                        outcome instanceof Outcome.Refused refused
                                && refused.refusal() == Outcome.Refusal.TRANSIENT
                                && !wired.truth().byClientId().containsKey(order.id().value());
                checks.add(
                        DryRunCheck.of(
                                holds,
                                name(),
                                DryRunCode.DRILL_FAILED,
                                wired.venue().id() + " " + fault.text(),
                                "refused, transient",
                                VenueTrial.words(outcome)));
            }
        }
        return checks;
    }

    ChildOrder order(WiredVenue wired, String id) {
        long low = wired.price() / 2 - wired.price() / 2 % wired.instrument().tick();
        long worth = Math.multiplyExact(3L, Math.max(1, wired.instrument().minimumNotional()));
        long lots = worth / Math.multiplyExact(low, wired.instrument().lot()) + 1;
        return new ChildOrder(
                new ClientOrderId(id),
                "dry-run",
                wired.venue().id(),
                wired.instrument(),
                Side.BUY,
                OrderType.LIMIT,
                Math.multiplyExact(lots, wired.instrument().lot()),
                low,
                false,
                clock.instant().plusSeconds(5));
    }
}
