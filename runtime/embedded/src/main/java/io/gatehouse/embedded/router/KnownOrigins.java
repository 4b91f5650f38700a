package io.gatehouse.embedded.router;

import io.gatehouse.adapter.liverouter.guard.Origins;
import io.gatehouse.adapter.liverouter.ledger.OrderEvent;
import io.gatehouse.adapter.liverouter.order.ParentOrder;
import io.gatehouse.adapter.liverouter.route.OrderDirectory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Whose order an order is: as the router's directory says, and for orders of before a restart as
 * the journal says. Without these a replay would not find the profile that a position belongs to.
 */
final class KnownOrigins implements Origins {

    private final OrderDirectory directory;
    private final Map<String, Origin> before;

    KnownOrigins(OrderDirectory directory, List<OrderEvent> events) {
        this.directory = directory;
        this.before =
                events.stream()
                        .filter(OrderEvent.ParentTaken.class::isInstance)
                        .map(event -> ((OrderEvent.ParentTaken) event).order())
                        .collect(
                                Collectors.toMap(
                                        ParentOrder::id, KnownOrigins::origin, (a, b) -> a));
    }

    private static Origin origin(ParentOrder order) {
        return new Origin(order.profile(), order.strategy());
    }

    @Override
    public Optional<Origin> of(String parent) {
        Optional<Origin> now = directory.parent(parent).map(KnownOrigins::origin);
        return now.isPresent() ? now : Optional.ofNullable(before.get(parent));
    }
}
