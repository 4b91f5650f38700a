package io.gatehouse.adapter.liverouter.guard;

import io.gatehouse.adapter.liverouter.order.ChildOrder;
import io.gatehouse.core.rule.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A clock that a test moves, references that it sets, and limits around them. */
final class Desk {

    Instant now = Orders.NOON;
    long nanos = -7_000_000_000L; // a monotonic clock starts anywhere, also below zero
    final GuardClock clock = new GuardClock(() -> now, () -> nanos);
    final LatestPrices prices = new LatestPrices(() -> nanos);
    final FreshReference reference = new FreshReference(prices, Duration.ofSeconds(2));
    final Map<String, Optional<Origins.Origin>> parents = new HashMap<>();
    final Origins origins = parent -> parents.getOrDefault(parent, Optional.empty());
    final Latches latch = new Latches();
    final ExposureBook book = new ExposureBook(reference, 0, clock);

    Desk() {
        parents.put("parent-1", Optional.of(new Origins.Origin("balanced", "trend")));
        price("BTCUSDT", 10_000_00);
        price("ETHUSDT", 1_000_00);
    }

    void price(String symbol, long cents) {
        prices.update(symbol, cents, 2, nanos);
    }

    Desk pass(Duration time) {
        now = now.plus(time);
        nanos += time.toNanos();
        return this;
    }

    /** Time goes on and market data with it. */
    Desk passWithPrices(Duration time) {
        pass(time);
        price("BTCUSDT", 10_000_00);
        price("ETHUSDT", 1_000_00);
        return this;
    }

    static ProfileLimits limits() {
        return new ProfileLimits(
                "USDT",
                Map.of("BTCUSDT", symbol(), "ETHUSDT", symbol()),
                Duration.ofSeconds(2),
                500,
                1_000,
                Duration.ofMinutes(5),
                Amounts.parse("20000"),
                Amounts.parse("100000"),
                Amounts.parse("500"),
                10,
                100,
                1_000,
                Duration.ofMinutes(1),
                0);
    }

    private static SymbolLimits symbol() {
        return new SymbolLimits("USDT", Amounts.parse("2"), Amounts.parse("5"));
    }

    PreTradeControls controls() {
        return new PreTradeControls(
                List.of(),
                Map.of("balanced", limits().controls(prices, book, origins, latch, clock)),
                origins);
    }

    static List<String> codes(SendGuard guard, ChildOrder order, boolean increasesRisk) {
        return guard.refusals(order, increasesRisk).stream().map(Finding::code).toList();
    }

    static List<String> codes(SendGuard guard, ChildOrder order) {
        return codes(guard, order, true);
    }

    static final class Latches implements StrategyLatch {
        final Set<String> names = new HashSet<>();

        @Override
        public boolean latched(String strategy) {
            return names.contains(strategy);
        }

        @Override
        public void latch(String strategy, String reason) {
            names.add(strategy);
        }
    }
}
