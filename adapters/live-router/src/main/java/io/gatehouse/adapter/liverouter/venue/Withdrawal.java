package io.gatehouse.adapter.liverouter.venue;

import io.gatehouse.adapter.liverouter.order.ClientOrderId;
import io.gatehouse.adapter.liverouter.order.OrderReport;
import java.util.List;
import java.util.Set;

/** Answer to "withdraw everything that rests with you". */
public sealed interface Withdrawal {

    /**
     * The venue has withdrawn what rested when the request arrived.
     *
     * <p>An order that is in neither may have been filled, or may not have arrived: to be looked
     * up.
     *
     * @param withdrawn what the venue itself says of orders of ours that it took out
     * @param ended orders of ours that rested right before and do not right after: withdrawn, or
     *     filled in between
     */
    record Told(List<OrderReport> withdrawn, Set<ClientOrderId> ended) implements Withdrawal {
        public Told {
            withdrawn = List.copyOf(withdrawn);
            ended = Set.copyOf(ended);
        }
    }

    /** Nothing was withdrawn: not offered, not known to be ours alone, or not listed. */
    record NotSent(String why) implements Withdrawal {}

    /** It was sent, and what came of it is not known. It may be repeated. */
    record Unknown(Outcome.Doubt doubt, String detail) implements Withdrawal {}
}
