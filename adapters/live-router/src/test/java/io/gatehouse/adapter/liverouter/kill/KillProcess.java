package io.gatehouse.adapter.liverouter.kill;

import io.gatehouse.adapter.liverouter.guard.Orders;
import io.gatehouse.adapter.liverouter.state.Persons;
import io.gatehouse.adapter.liverouter.state.TradingLatch;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A router of its own process: {@code kill <folder>} kills and says so, {@code state} tells. */
public final class KillProcess {

    private KillProcess() {}

    public static void main(String[] arguments) throws InterruptedException {
        TradingLatch latch =
                TradingLatch.open(
                        Path.of(arguments[1]), false, Persons.check(), InstantSource.system());
        if (arguments[0].equals("state")) {
            System.out.println(latch.state());
            return;
        }
        MemoryVenue venue = new MemoryVenue("venue_a");
        try (KillSwitch kill =
                new KillSwitch(
                        latch,
                        List.of(venue),
                        Map.of(venue.id(), Set.of(Orders.BTC)),
                        id -> true,
                        List::of,
                        KillClock.system(),
                        1)) {
            KillReport report =
                    kill.kill(CancelSelection.ALL, "anna", "drill", Duration.ofSeconds(20));
            System.out.println(report.complete() ? "acknowledged" : "failed");
            System.out.flush();
            Thread.sleep(60_000); // to be killed
        }
    }
}
