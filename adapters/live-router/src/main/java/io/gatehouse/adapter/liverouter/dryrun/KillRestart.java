package io.gatehouse.adapter.liverouter.dryrun;

import io.gatehouse.adapter.liverouter.order.ChildOrder;
import io.gatehouse.adapter.liverouter.order.ClientOrderId;
import io.gatehouse.adapter.liverouter.order.Instrument;
import io.gatehouse.adapter.liverouter.order.OrderType;
import io.gatehouse.adapter.liverouter.order.Side;
import io.gatehouse.adapter.liverouter.state.TradingLatch;
import io.gatehouse.adapter.liverouter.state.TradingState;
import io.gatehouse.adapter.liverouter.state.TradingStateGuard;
import io.gatehouse.adapter.liverouter.venue.VenueId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;

/**
 * What a router meets that starts after the kill drill: a process that opens the drill's latch and
 * asks its guard for an order.
 *
 * <p>Exit {@value #BLOCKED} when the latch is there and the order is refused, another otherwise.
 */
final class KillRestart {

    /** No exit of a Java that failed: a process that could not start must not count as blocked. */
    static final int BLOCKED = 42;

    private static final int OPEN = 1;

    private KillRestart() {}

    public static void main(String[] arguments) {
        Path folder = Path.of(arguments[0]);
        Clock clock = Clock.systemUTC();
        if (!Files.isDirectory(folder)) {
            System.exit(OPEN);
        }
        TradingLatch latch = KillDrill.reopened(folder, clock);
        boolean blocked =
                latch.state() == TradingState.HALTED
                        && !latch.entries().isEmpty()
                        && !new TradingStateGuard(latch).refusals(order(clock), true).isEmpty();
        System.exit(blocked ? BLOCKED : OPEN);
    }

    private static ChildOrder order(Clock clock) {
        return new ChildOrder(
                new ClientOrderId("drill_k-restart"),
                "dry-run",
                new VenueId("loopback_spot"),
                new Instrument("BTCUSDT", 2, 5, 1, 1, 50_000_000, 900_000_000),
                Side.BUY,
                OrderType.LIMIT,
                100,
                1_000_000,
                false,
                clock.instant().plusSeconds(5));
    }
}
