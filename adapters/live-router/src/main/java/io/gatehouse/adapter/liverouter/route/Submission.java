package io.gatehouse.adapter.liverouter.route;

import io.gatehouse.adapter.liverouter.order.ClientOrderId;
import io.gatehouse.core.rule.Finding;
import java.util.List;

/** What became of an order so far. */
public sealed interface Submission {

    /** Id of the order. */
    String parent();

    /**
     * Nothing more will be sent or filled.
     *
     * @param quantity what was ordered, scaled
     * @param filled what was filled, scaled; may be less
     * @param findings why the rest was not; empty when all was filled
     */
    record Done(String parent, long quantity, long filled, List<Finding> findings)
            implements Submission {
        public Done {
            findings = List.copyOf(findings);
        }
    }

    /**
     * A child rests at a venue.
     *
     * @param filled what was filled so far, scaled
     */
    record Working(String parent, ClientOrderId child, long filled) implements Submission {}

    /**
     * A child may or may not be at its venue. Nothing else is sent for the order until a
     * reconciliation tells; it must not be ordered again under another id.
     */
    record Pending(String parent, ClientOrderId child) implements Submission {}

    /** No child was ever in a book, and none will be sent. */
    record Refused(String parent, List<Finding> findings) implements Submission {
        public Refused {
            findings = List.copyOf(findings);
        }
    }

    /**
     * The journal failed: no order is taken any more. What was sent before stays to be reconciled
     * after a restart.
     */
    record Stopped(String parent, Finding finding) implements Submission {}
}
