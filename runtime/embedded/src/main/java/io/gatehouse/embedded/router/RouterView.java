package io.gatehouse.embedded.router;

import io.gatehouse.adapter.liverouter.guard.Amounts;
import io.gatehouse.adapter.liverouter.journal.OrderJournalView;
import io.gatehouse.adapter.liverouter.ledger.ChildEntry;
import io.gatehouse.adapter.liverouter.ledger.OrderLedger;
import io.gatehouse.adapter.liverouter.order.ChildOrder;
import io.gatehouse.adapter.liverouter.state.LatchEntry;
import io.gatehouse.adapter.liverouter.state.SignedReenable;
import io.gatehouse.adapter.liverouter.state.TradingLatch;
import io.gatehouse.adapter.liverouter.state.TradingState;
import io.gatehouse.audit.key.PersonKeys;
import io.gatehouse.core.id.InstallationId;
import io.gatehouse.core.rule.Finding;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A router as its files show it; asks neither the router nor a venue.
 *
 * @param latches all there ever were, by number
 * @param resting orders that rest at a venue
 * @param unknown orders that may or may not be at theirs
 * @param positions by symbol, decimals, from the router's own fills; without zeros
 * @param alerts that fire, as last told: name, severity, since when, what it means
 * @param findings why the orders are not to be believed
 */
public record RouterView(
        TradingState state,
        List<LatchEntry> latches,
        List<ChildOrder> resting,
        List<ChildOrder> unknown,
        SortedMap<String, String> positions,
        List<Alert> alerts,
        List<Finding> findings) {

    /**
     * An alert that began and did not end, as the router's file last told it.
     *
     * @param since when its cause began, as the file writes it
     */
    public record Alert(String name, String severity, String since, String summary) {}

    /** Reads the files of a workspace. */
    public static RouterView of(
            RouterMode mode,
            Path root,
            InstallationId installation,
            PersonKeys persons,
            InstantSource clock) {
        RouterFiles files = new RouterFiles(root, mode);
        OrderLedger ledger = new OrderLedger();
        List<Finding> findings = OrderJournalView.read(files.journal(), ledger::apply);
        boolean used = !ledger.children().isEmpty();
        TradingState state = used ? TradingState.HALTED : TradingState.ACTIVE;
        List<LatchEntry> latches = List.of();
        if (Files.isDirectory(files.latches(), LinkOption.NOFOLLOW_LINKS)) {
            TradingLatch latch =
                    TradingLatch.open(
                            files.latches(),
                            used,
                            new SignedReenable(installation, persons, RouterStart.ROLES),
                            clock);
            state = latch.state();
            latches = latch.entries();
        }
        return new RouterView(
                state,
                latches,
                orders(ledger, true),
                orders(ledger, false),
                positions(ledger),
                AlertsTold.firing(files.alerts()),
                findings);
    }

    private static List<ChildOrder> orders(OrderLedger ledger, boolean resting) {
        List<ChildOrder> orders = new ArrayList<>();
        (resting ? ledger.resting() : ledger.unresolved()).forEach(c -> orders.add(c.order()));
        return List.copyOf(orders);
    }

    private static SortedMap<String, String> positions(OrderLedger ledger) {
        SortedMap<String, BigDecimal> sums = new TreeMap<>();
        for (ChildEntry child : ledger.children()) {
            BigDecimal filled =
                    BigDecimal.valueOf(
                            child.order().side().sign() * child.filled(),
                            child.order().instrument().quantityScale());
            sums.merge(child.order().instrument().symbol(), filled, BigDecimal::add);
        }
        SortedMap<String, String> positions = new TreeMap<>();
        sums.forEach(
                (symbol, sum) -> {
                    if (sum.signum() != 0) {
                        positions.put(symbol, sum.stripTrailingZeros().toPlainString());
                    }
                });
        return positions;
    }

    /** Decimals of a quantity for people. */
    public static String quantity(ChildOrder order) {
        return Amounts.text(Amounts.base(order.instrument(), order.quantity()));
    }
}
