package io.gatehouse.adapter.liverouter.kill;

import io.gatehouse.adapter.liverouter.order.ClientOrderId;
import io.gatehouse.adapter.liverouter.order.Instrument;
import io.gatehouse.adapter.liverouter.order.OrderReport;
import io.gatehouse.adapter.liverouter.venue.Cancellation;
import io.gatehouse.adapter.liverouter.venue.Cancels;
import io.gatehouse.adapter.liverouter.venue.Venue;
import io.gatehouse.adapter.liverouter.venue.Withdrawal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Cancels of one round at a venue that takes more than one at a time.
 *
 * <p>Every order gets a cancel of its own, and none waits for the answer to another: nothing has to
 * be asked before, and nothing of others can be hit. Only where everything is to go and more rests
 * than the venue takes in a burst, it is told to withdraw all, provided that all it lists is ours;
 * what is not known to be gone then gets a cancel of its own again.
 */
final class CancelRound implements Cancels {

    private final VenueSweep sweep;
    private final int width;
    private final int burst;
    private final Runnable handedOver;
    private final Map<ClientOrderId, Target> targets;
    private int unsent;

    /**
     * @param burst how many may go by themselves
     * @param handedOver run once, when every order known at the start has been told to the venue
     */
    CancelRound(VenueSweep sweep, int width, int burst, Runnable handedOver) {
        this.sweep = sweep;
        this.width = width;
        this.burst = burst;
        this.handedOver = handedOver;
        this.targets =
                sweep.remaining().stream()
                        .collect(Collectors.toMap(Target::id, Function.identity()));
        this.unsent = targets.size();
    }

    /** The orders that still need a cancel of their own, shared out to be sent side by side. */
    List<Map<ClientOrderId, Instrument>> shares() {
        if (sweep.everything() && targets.size() > burst) {
            all();
        }
        List<Target> left = targets.values().stream().filter(each -> !each.gone()).toList();
        if (left.isEmpty()) {
            handedOver.run();
        }
        List<Map<ClientOrderId, Instrument>> shares = new ArrayList<>();
        int most = Math.min(width, sweep.venue().cancelsTogether());
        for (int i = 0; i < Math.min(most, left.size()); i++) {
            shares.add(new LinkedHashMap<>());
        }
        for (int i = 0; i < left.size(); i++) {
            shares.get(i % shares.size()).put(left.get(i).id(), left.get(i).instrument());
        }
        return shares;
    }

    void send(Map<ClientOrderId, Instrument> share, Venue venue) {
        venue.cancelEach(share, this);
    }

    private void all() {
        // told of all at once: what it turns out not to cover gets a cancel of its own besides
        Withdrawal answer = sweep.venue().cancelAll(sweep.instruments(), sweep.own(), this::told);
        if (answer instanceof Withdrawal.Told told) {
            for (OrderReport report : told.withdrawn()) {
                find(report.id()).ifPresent(each -> each.answered(new Cancellation.Done(report)));
            }
            told.ended().forEach(id -> find(id).ifPresent(Target::ended));
        }
    }

    private Optional<Target> find(ClientOrderId id) {
        return Optional.ofNullable(targets.get(id));
    }

    private void told() {
        targets.values().forEach(Target::handed);
        handedOver.run();
    }

    private synchronized void count() {
        unsent--;
        if (unsent == 0) {
            handedOver.run();
        }
    }

    @Override
    public void sent(ClientOrderId id) {
        targets.get(id).handed();
        count();
    }

    @Override
    public void taken(ClientOrderId id) {
        targets.get(id).taken();
    }

    @Override
    public void answered(ClientOrderId id, Cancellation answer) {
        targets.get(id).answered(answer);
    }
}
