package io.gatehouse.adapter.liverouter.route;

import io.gatehouse.adapter.liverouter.ledger.ChildEntry;
import io.gatehouse.adapter.liverouter.ledger.ChildState;
import io.gatehouse.adapter.liverouter.ledger.ParentEntry;
import io.gatehouse.adapter.liverouter.order.OrderType;
import io.gatehouse.core.rule.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the state of an order means, without doing anything about it. */
final class Verdicts {

    private Verdicts() {}

    /**
     * Why nothing more is sent for an order after its last child ended; empty when another venue
     * may be asked for the rest.
     *
     * <p>Another venue may be asked only when this one certainly does nothing more: it refused for
     * now, it never knew the order, or it ended an order that was not to rest.
     */
    static Optional<Finding> conclusion(ParentEntry parent, ChildEntry last) {
        String id = parent.order().id();
        if (parent.cancelAsked()) {
            return Optional.of(RouteCode.CANCELLED.at(id, "working", "cancelled on request"));
        }
        if (last.refusedForGood() && last.state() == ChildState.REFUSED) {
            return Optional.of(
                    RouteCode.VENUE_REFUSED.at(
                            id, "an order that " + last.order().venue() + " takes", "refused"));
        }
        boolean passing = parent.order().type() != OrderType.LIMIT;
        boolean goesOn =
                last.state().never()
                        || (passing
                                && (last.state() == ChildState.EXPIRED
                                        || last.state() == ChildState.CANCELLED));
        return goesOn
                ? Optional.empty()
                : Optional.of(
                        RouteCode.REMAINDER.at(
                                id,
                                Long.toString(parent.order().quantity()),
                                Long.toString(parent.filled())));
    }

    /** Where an order stands. */
    static Submission status(ParentEntry parent, List<Finding> findings) {
        String id = parent.order().id();
        Optional<ChildEntry> last = parent.last();
        if (last.isPresent() && last.get().state().unresolved()) {
            return new Submission.Pending(id, last.get().id());
        }
        if (last.isPresent() && last.get().state().resting()) {
            return new Submission.Working(id, last.get().id(), parent.filled());
        }
        if (parent.reached() || parent.cancelAsked()) {
            return new Submission.Done(id, parent.order().quantity(), parent.filled(), findings);
        }
        return new Submission.Refused(id, findings);
    }

    /** Where an order stands that ended before, with the codes that were recorded then. */
    static Submission status(ParentEntry parent) {
        boolean explained = !parent.ended() || parent.filled() >= parent.order().quantity();
        return status(
                parent,
                explained
                        ? List.of()
                        : List.of(
                                RouteCode.ENDED.at(
                                        parent.order().id(),
                                        "an order that has not ended",
                                        String.join(", ", parent.codes()))));
    }

    static List<Finding> plus(List<Finding> findings, Finding more) {
        List<Finding> all = new ArrayList<>(findings);
        all.add(more);
        return all;
    }
}
