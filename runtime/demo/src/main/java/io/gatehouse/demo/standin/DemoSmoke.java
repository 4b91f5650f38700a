package io.gatehouse.demo.standin;

import static io.gatehouse.demo.standin.ReportText.object;
import static io.gatehouse.demo.standin.ReportText.pretty;
import static io.gatehouse.demo.standin.ReportText.report;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Stands for {@code smoke_demo_strategies.py}: two crossings of moving averages, computed while the
 * prices come in and again from the whole; every signal that differs is a deviation.
 */
final class DemoSmoke {

    private static final int MOST_CYCLES = 100;

    private record Strategy(String name, int fast, int slow) {}

    private static final List<Strategy> STRATEGIES =
            List.of(new Strategy("trend", 5, 20), new Strategy("slow_trend", 12, 48));

    private DemoSmoke() {}

    static int run(StandInRun run) throws IOException {
        int cycles = Integer.parseInt(run.option("--cycles", "1"));
        if (cycles < 1 || cycles > MOST_CYCLES) {
            throw new IOException("--cycles is 1 to " + MOST_CYCLES);
        }
        boolean faulty = run.inputs().hasFault("demo-smoke");
        Map<String, Object> emitted = object();
        Map<String, Object> telemetry = object();
        List<String> log = new ArrayList<>(List.of(run.now() + " " + StandIn.LABEL));
        int deviations = 0;
        int signals = 0;
        for (Strategy strategy : STRATEGIES) {
            int ofStrategy = 0;
            long begin = System.nanoTime();
            for (int cycle = 0; cycle < cycles; cycle++) {
                List<Long> prices = MarketSeries.invented(cycle + 1L).cents();
                List<Integer> running = running(strategy, prices, faulty);
                List<Integer> whole = whole(strategy, prices);
                ofStrategy += (int) whole.stream().filter(s -> s != 0).count();
                for (int i = 0; i < whole.size(); i++) {
                    deviations += whole.get(i).equals(running.get(i)) ? 0 : 1;
                }
            }
            signals += ofStrategy;
            emitted.put(strategy.name(), ofStrategy);
            telemetry.put(
                    strategy.name(),
                    object(
                            "signals",
                            ofStrategy,
                            "latency_ms",
                            BigDecimal.valueOf((System.nanoTime() - begin) / 1_000, 3)));
            log.add(run.now() + " " + strategy.name() + " signals=" + ofStrategy);
        }
        String status = deviations == 0 && signals > 0 ? "PASS" : "FAIL";
        log.add(run.now() + " status=" + status + " deviations=" + deviations);
        run.write("reports/demo_smoke/smoke.log", String.join("\n", log) + "\n");
        run.write(
                "reports/demo_smoke/smoke.json",
                pretty(
                        report(
                                "smoke_demo_strategies.py",
                                "generated_at",
                                run.now().toString(),
                                "status",
                                status,
                                "cycles",
                                cycles,
                                "emitted_signals",
                                emitted,
                                "telemetry",
                                telemetry,
                                "tolerance",
                                0,
                                "deviations_above_tolerance",
                                deviations,
                                "prices",
                                "invented")));
        log.forEach(run.out()::println);
        return status.equals("PASS") ? 0 : StandIn.FAILED;
    }

    /** Sums carried along, as a running strategy does it. */
    private static List<Integer> running(Strategy strategy, List<Long> prices, boolean faulty) {
        List<Integer> signals = new ArrayList<>();
        long fast = 0;
        long slow = 0;
        int before = 0;
        for (int i = 0; i < prices.size(); i++) {
            fast += prices.get(i) - (i >= strategy.fast() ? prices.get(i - strategy.fast()) : 0);
            slow += prices.get(i) - (i >= strategy.slow() ? prices.get(i - strategy.slow()) : 0);
            if (faulty && i == prices.size() / 2) {
                fast += prices.get(i);
            }
            int side =
                    i + 1 < strategy.slow()
                            ? 0
                            : side(fast, strategy.fast(), slow, strategy.slow());
            signals.add(before != 0 && side != before ? side : 0);
            before = side;
        }
        return signals;
    }

    /** Each sum from its own prices. */
    private static List<Integer> whole(Strategy strategy, List<Long> prices) {
        List<Integer> signals = new ArrayList<>();
        int before = 0;
        for (int i = 0; i < prices.size(); i++) {
            int side = 0;
            if (i + 1 >= strategy.slow()) {
                side =
                        side(
                                sum(prices, i + 1 - strategy.fast(), i + 1), strategy.fast(),
                                sum(prices, i + 1 - strategy.slow(), i + 1), strategy.slow());
            }
            signals.add(before != 0 && side != before ? side : 0);
            before = side;
        }
        return signals;
    }

    private static long sum(List<Long> prices, int from, int to) {
        return prices.subList(from, to).stream().mapToLong(Long::longValue).sum();
    }

    private static int side(long fastSum, int fast, long slowSum, int slow) {
        return fastSum * slow >= slowSum * fast ? 1 : -1;
    }
}
