package io.gatehouse.adapter.liverouter.simulation;

import io.gatehouse.adapter.liverouter.order.ParentOrder;

/** Who trades in a world: the router, or a peer. */
interface Trader {

    void submit(ParentOrder order);

    void cancel(String parent);

    void amend(String parent, ParentOrder replacement);

    void reconcile();

    void poll();

    /** The process was killed: only what is durable is left. */
    void restart();
}
