package io.gatehouse.adapter.liverouter.kill;

import io.gatehouse.adapter.liverouter.order.ClientOrderId;
import io.gatehouse.adapter.liverouter.order.Instrument;
import io.gatehouse.adapter.liverouter.order.OrderReport;
import io.gatehouse.adapter.liverouter.venue.OpenOrders;
import io.gatehouse.adapter.liverouter.venue.Venue;
import io.gatehouse.core.rule.Finding;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Predicate;

/**
 * The orders of one venue during one kill. {@link #collect} is for one thread; the rest may be read
 * by others at any time.
 */
final class VenueSweep {

    private final Venue venue;
    private final List<Instrument> instruments;
    private final Predicate<ClientOrderId> own;
    private final CancelSelection selection;
    private final Map<ClientOrderId, Target> targets = new ConcurrentSkipListMap<>();
    private final Set<ClientOrderId> spared = ConcurrentHashMap.newKeySet();
    private final Set<String> foreign = ConcurrentHashMap.newKeySet();
    private final Set<String> unlisted = ConcurrentHashMap.newKeySet();
    private final Map<ClientOrderId, Instrument> listed = new ConcurrentHashMap<>();
    private volatile boolean answered;

    VenueSweep(
            Venue venue,
            Collection<Instrument> instruments,
            Predicate<ClientOrderId> own,
            CancelSelection selection) {
        this.venue = venue;
        this.instruments =
                instruments.stream().filter(each -> selection.in(each.symbol())).toList();
        this.own = own;
        this.selection = selection;
        this.instruments.forEach(each -> unlisted.add(each.symbol()));
    }

    Venue venue() {
        return venue;
    }

    /** What may rest there, as far as it is selected. */
    Set<Instrument> instruments() {
        return Set.copyOf(instruments);
    }

    Predicate<ClientOrderId> own() {
        return own;
    }

    /** Whether all that is ours at this venue is to go, and not a part of it. */
    boolean everything() {
        return selection.symbol().isEmpty() && selection.strategy().isEmpty();
    }

    /** Takes what the router knows. */
    void take(List<OpenOrder> known) {
        for (OpenOrder each : known) {
            if (!each.order().venue().equals(venue.id())) {
                continue;
            }
            if (selection.takes(each)) {
                targets.computeIfAbsent(
                        each.order().id(),
                        id ->
                                new Target(
                                        id,
                                        each.order().instrument(),
                                        Optional.of(each.order().validUntil())));
            } else {
                spared.add(each.order().id());
            }
        }
    }

    /** Asks the venue what rests there; {@link #adopt} decides what that means. */
    void collect() {
        listed.clear();
        boolean all = true;
        for (Instrument instrument : instruments) {
            OpenOrders answer = venue.openOrders(instrument);
            if (answer instanceof OpenOrders.Listed list) {
                unlisted.remove(instrument.symbol());
                list.orders().forEach(report -> seen(report, instrument));
            } else {
                unlisted.add(instrument.symbol());
                all = false;
            }
        }
        answered = all;
        if (all) {
            targets.forEach(
                    (id, target) -> {
                        if (!listed.containsKey(id)) {
                            target.notListed();
                        }
                    });
        }
    }

    private void seen(OrderReport report, Instrument instrument) {
        if (own.test(report.id())) {
            listed.put(report.id(), instrument);
        } else {
            foreign.add(report.venueOrderId());
        }
    }

    /**
     * Makes what the venue lists and nobody spares a target, be it forgotten by the router. To be
     * called after a snapshot that is younger than the list: an order that another strategy has
     * just sent is in that snapshot, and so it is left alone.
     */
    void adopt() {
        listed.forEach(
                (id, instrument) -> {
                    if (!spared.contains(id)) {
                        targets.computeIfAbsent(
                                id, each -> new Target(each, instrument, Optional.empty()));
                    }
                });
    }

    /** The venue did not answer as it should. */
    void failed() {
        answered = false;
        instruments.forEach(each -> unlisted.add(each.symbol()));
    }

    /** What a cancel must be handed over for. */
    List<Target> remaining() {
        return targets.values().stream().filter(target -> !target.gone()).toList();
    }

    boolean settled() {
        return answered && remaining().isEmpty();
    }

    int foreign() {
        return foreign.size();
    }

    List<CancelResult> results() {
        return targets.values().stream().map(target -> target.result(venue)).toList();
    }

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        unlisted.stream()
                .sorted()
                .forEach(symbol -> findings.add(KillFindings.notListed(venue.id(), symbol)));
        long open = remaining().size();
        if (open > 0) {
            findings.add(KillFindings.notGone(venue.id(), open));
        }
        return findings;
    }
}
