package io.gatehouse.adapter.liverouter.route;

import io.gatehouse.adapter.liverouter.ledger.ChildEntry;
import io.gatehouse.adapter.liverouter.order.ChildOrder;
import io.gatehouse.adapter.liverouter.order.ClientOrderId;
import io.gatehouse.adapter.liverouter.order.ParentOrder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Whose order an order is, and which orders may rest at a venue, for those who must not wait for
 * the router: guards that are asked on its path, and the kill switch.
 *
 * <p>Thread-safe, without a lock. Made first and given to both, then kept by the router.
 */
public final class OrderDirectory {

    private final Map<String, ParentOrder> parents = new ConcurrentHashMap<>();
    private final Map<ClientOrderId, ChildOrder> live = new ConcurrentHashMap<>();

    /** An order that the router has taken or is about to take, and has not let go of since. */
    public Optional<ParentOrder> parent(String id) {
        return Optional.ofNullable(parents.get(id));
    }

    /**
     * Orders whose end is not known, from before the guards are asked about them.
     *
     * <p>So whoever first makes a guard refuse and then reads this list misses no order: each was
     * either refused or is in it.
     */
    public List<ChildOrder> live() {
        return List.copyOf(live.values());
    }

    void taking(ParentOrder order) {
        parents.putIfAbsent(order.id(), order);
    }

    void asking(ChildOrder child) {
        live.put(child.id(), child);
    }

    void notSent(ChildOrder child) {
        live.remove(child.id());
    }

    /** An order that ended so long ago that the router has let go of it. */
    void forget(ParentOrder order) {
        parents.remove(order.id());
    }

    /** Takes what is known of an order, whenever that may have changed. */
    void changed(ChildEntry child) {
        if (child.state().live()) {
            parents.putIfAbsent(child.parent().order().id(), child.parent().order());
            live.put(child.id(), child.order());
        } else {
            live.remove(child.id());
        }
    }
}
