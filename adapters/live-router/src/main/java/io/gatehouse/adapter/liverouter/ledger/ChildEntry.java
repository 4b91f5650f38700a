package io.gatehouse.adapter.liverouter.ledger;

import io.gatehouse.adapter.liverouter.order.ChildOrder;
import io.gatehouse.adapter.liverouter.order.ClientOrderId;
import io.gatehouse.adapter.liverouter.order.OrderReport;

/**
 * What the ledger knows of a child order.
 *
 * <p>A live view: only the ledger changes it. For the ledger's thread.
 */
public final class ChildEntry extends Chain.Link<ChildEntry> {

    private final ChildOrder order;
    private final ParentEntry parent;
    private ChildState state = ChildState.RESERVED;
    private long filled;
    private long notional;
    private boolean cancelAsked;
    private boolean refusedForGood;
    private boolean awaited;
    private final ChildEntry before;

    ChildEntry(ChildOrder order, ParentEntry parent) {
        this.order = order;
        this.parent = parent;
        this.before = parent.newest();
    }

    public ChildOrder order() {
        return order;
    }

    public ClientOrderId id() {
        return order.id();
    }

    public ParentEntry parent() {
        return parent;
    }

    public ChildState state() {
        return state;
    }

    /** What was filled, scaled; never falls. */
    public long filled() {
        return filled;
    }

    /** Value of the fills, in units of a notional. */
    public long notional() {
        return notional;
    }

    /** How much more may be filled, scaled. */
    public long mayFill() {
        return state.live() ? Math.max(0, order.quantity() - filled) : 0;
    }

    public boolean cancelAsked() {
        return cancelAsked;
    }

    /** Whether the venue's refusal holds for every venue and every time. */
    public boolean refusedForGood() {
        return refusedForGood;
    }

    /** The child of the same order that was reserved before it; null for the first. */
    ChildEntry before() {
        return before;
    }

    /** Whether its venue is to be asked about it once more. */
    boolean awaited() {
        return awaited;
    }

    /** Keeps it in memory, or no longer, since its venue is to be asked about it once more. */
    public void await(boolean more) {
        awaited = more;
    }

    /** Whether a venue's word differs from what is known, so that it must be recorded. */
    public boolean differs(OrderReport report) {
        return report.filled() != filled
                || report.filledNotional() > notional
                || report.quantity() != order.quantity()
                || Reports.state(report) != state;
    }

    /** Takes what is known now; what was filled or paid before stays so. */
    void become(ChildState next, long nowFilled, long nowNotional) {
        long mayFillBefore = mayFill();
        long fillDelta = Math.max(0, nowFilled - filled);
        long notionalDelta = Math.max(0, nowNotional - notional);
        state = next;
        filled += fillDelta;
        notional += notionalDelta;
        parent.moved(fillDelta, notionalDelta, mayFillBefore, mayFill());
    }

    void refuse(boolean forGood) {
        refusedForGood = forGood;
        become(ChildState.REFUSED, filled, notional);
    }

    void askCancel() {
        cancelAsked = true;
        parent.askCancel();
    }

    @Override
    public String toString() {
        return order.id() + " " + state + " filled " + filled + " of " + order.quantity();
    }
}
