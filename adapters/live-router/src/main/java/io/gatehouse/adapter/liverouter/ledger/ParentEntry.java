package io.gatehouse.adapter.liverouter.ledger;

import io.gatehouse.adapter.liverouter.order.ParentOrder;
import java.util.List;
import java.util.Optional;

/**
 * What the ledger knows of an order and its children.
 *
 * <p>A live view: only the ledger changes it. For the ledger's thread.
 */
public final class ParentEntry extends Chain.Link<ParentEntry> {

    private final ParentOrder order;
    private ChildEntry last;
    private int children;
    private long filled;
    private long notional;
    private long mayFill;
    private boolean reached;
    private boolean cancelAsked;
    private boolean ended;
    private List<String> codes = List.of();

    ParentEntry(ParentOrder order) {
        this.order = order;
    }

    public ParentOrder order() {
        return order;
    }

    /** The child that was reserved last. */
    public Optional<ChildEntry> last() {
        return Optional.ofNullable(last);
    }

    ChildEntry newest() {
        return last;
    }

    /** Whether nothing more can be sent, filled or asked: it may leave memory. */
    boolean over() {
        if (!ended || mayFill > 0) {
            return false;
        }
        for (ChildEntry each = last; each != null; each = each.before()) {
            if (each.awaited()) {
                return false;
            }
        }
        return true;
    }

    /** How many children were reserved. */
    public int children() {
        return children;
    }

    /** Sum of the children's fills, scaled. */
    public long filled() {
        return filled;
    }

    /** Value of the fills, in units of a notional. */
    public long notional() {
        return notional;
    }

    /** How much more the live children may fill, scaled. */
    public long mayFill() {
        return mayFill;
    }

    /** How much may still be sent without ever filling more than the order, scaled. */
    public long unassigned() {
        return Math.max(0, order.quantity() - Saturated.sum(filled, mayFill));
    }

    /** Whether a child was ever in a book. */
    public boolean reached() {
        return reached;
    }

    /** Whether somebody asked for its end: then nothing more is sent for it. */
    public boolean cancelAsked() {
        return cancelAsked;
    }

    /** Whether nothing more is sent for it. */
    public boolean ended() {
        return ended;
    }

    /** Why it ended with something unfilled; finding codes. */
    public List<String> codes() {
        return codes;
    }

    void reserved(ChildEntry child) {
        last = child;
        children++;
        mayFill = Saturated.sum(mayFill, child.mayFill());
    }

    void moved(long fillDelta, long notionalDelta, long mayFillBefore, long mayFillAfter) {
        filled = Saturated.sum(filled, fillDelta);
        notional = Saturated.sum(notional, notionalDelta);
        mayFill = Saturated.sum(mayFill - mayFillBefore, mayFillAfter);
        if (filled >= order.quantity() && mayFill == 0) {
            ended = true;
        }
    }

    void reach() {
        reached = true;
    }

    void askCancel() {
        cancelAsked = true;
    }

    void end(List<String> why) {
        ended = true;
        codes = why;
    }

    @Override
    public String toString() {
        return order.id()
                + " filled "
                + filled
                + " may fill "
                + mayFill
                + " of "
                + order.quantity()
                + (ended ? " ended" : "");
    }
}
