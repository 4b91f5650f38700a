package io.gatehouse.adapter.liverouter.simulation;

import io.gatehouse.adapter.liverouter.order.ParentOrder;
import io.gatehouse.adapter.liverouter.route.Router;
import io.gatehouse.adapter.liverouter.route.RouterSetup;
import java.util.List;
import java.util.function.Supplier;

/** The router, killed and started again as the script wants. */
final class RouterTrader implements Trader {

    private final Supplier<RouterSetup> setup;
    private final MemoryJournal journal;
    private final List<FaultyVenue> venues;
    private final int kept;
    private Router router;

    /**
     * @param kept how many ended orders it keeps as they were
     */
    RouterTrader(
            Supplier<RouterSetup> setup,
            MemoryJournal journal,
            List<FaultyVenue> venues,
            int kept) {
        this.setup = setup;
        this.journal = journal;
        this.venues = venues;
        this.kept = kept;
        this.router = Router.resume(setup.get(), List.of(), kept);
    }

    @Override
    public void submit(ParentOrder order) {
        router.submit(order);
        tellAgain();
    }

    @Override
    public void cancel(String parent) {
        router.cancel(parent);
        tellAgain();
    }

    @Override
    public void amend(String parent, ParentOrder replacement) {
        router.amend(parent, replacement);
        tellAgain();
    }

    @Override
    public void reconcile() {
        router.reconcile();
    }

    @Override
    public void poll() {
        router.poll();
        tellAgain();
    }

    @Override
    public void restart() {
        router = Router.resume(setup.get(), journal.afterKill(), kept);
    }

    private void tellAgain() {
        venues.forEach(
                venue -> venue.toldAgain().forEach(report -> router.heard(venue.id(), report)));
    }
}
