package io.gatehouse.adapter.liverouter.guard;

import io.gatehouse.adapter.liverouter.order.ChildOrder;
import io.gatehouse.core.rule.Finding;
import java.time.Duration;
import java.util.List;

/**
 * Refuses more orders than so many in any time of a length (RTS 6, Art. 15(1)(d)).
 *
 * <p>An order counts from when it is sent, whatever becomes of it. Cancels are never held back
 * here. Several of these with different lengths stand beside each other.
 */
public final class MessageRate extends PreTradeControl {

    private final int most;
    private final Duration window;
    private final SlidingCount sent;
    private final GuardClock clock;

    /**
     * @param name such as {@code message-rate} or {@code orders-per-minute}; the finding's code
     * @param most orders in any time of that length; 1 to 1,000,000
     */
    public MessageRate(String name, int most, Duration window, GuardClock clock) {
        super(name);
        this.most = most;
        this.window = window;
        this.sent = new SlidingCount(most, window.toNanos());
        this.clock = clock;
    }

    @Override
    List<Finding> judge(ChildOrder order, boolean increasesRisk) {
        if (!sent.full(clock.nanos())) {
            return List.of();
        }
        return List.of(
                PreTradeFindings.limit(
                        name(),
                        order,
                        "at most " + most + " orders in " + window,
                        "one more",
                        "send more slowly"));
    }

    @Override
    public void sent(ChildOrder order) {
        sent.add(clock.nanos());
    }
}
