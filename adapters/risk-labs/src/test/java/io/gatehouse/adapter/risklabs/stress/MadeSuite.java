package io.gatehouse.adapter.risklabs.stress;

import static io.gatehouse.adapter.risklabs.portfolio.Fixtures.profile;

import io.gatehouse.adapter.risklabs.grid.CellWorker;
import io.gatehouse.adapter.risklabs.market.Bars;
import io.gatehouse.adapter.risklabs.market.Depth;
import io.gatehouse.adapter.risklabs.market.Latencies;
import io.gatehouse.adapter.risklabs.market.MarketData;
import io.gatehouse.adapter.risklabs.market.Trades;
import io.gatehouse.adapter.risklabs.portfolio.Fixtures;
import io.gatehouse.adapter.risklabs.portfolio.Portfolio;
import io.gatehouse.adapter.risklabs.portfolio.RiskProfile;
import io.gatehouse.adapter.risklabs.portfolio.Valuation;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** A market made from fixed seeds, and a process that computes cells on it. */
public final class MadeSuite {

    private MadeSuite() {}

    /** Answers cells on the standard streams. */
    public static void main(String[] arguments) throws IOException {
        CellWorker.serve(System.in, System.out, suite()::compute);
    }

    static StressSuite suite() {
        MarketData data =
                MarketData.of(
                        Map.of(
                                "A",
                                instrument("A", 1),
                                "B",
                                instrument("B", 2),
                                "BARE",
                                Fixtures.instrument(bars("BARE", 3))),
                        List.of());
        List<RiskProfile> profiles =
                List.of(profile("conservative"), profile("balanced"), profile("aggressive"));
        Map<String, List<Portfolio>> portfolios = new TreeMap<>();
        for (RiskProfile profile : profiles) {
            Portfolio full =
                    Valuation.equalWeights(
                                    profile, List.of("A", "B"), new BigDecimal("1000000"), data)
                            .accepted()
                            .orElseThrow();
            Portfolio part =
                    Valuation.equalWeights(
                                    profile, List.of("A", "BARE"), new BigDecimal("1000"), data)
                            .accepted()
                            .orElseThrow();
            portfolios.put(
                    profile.name(),
                    List.of(
                            new Portfolio("full", full.equity(), full.holdings()),
                            new Portfolio("part", part.equity(), part.holdings())));
        }
        return new StressSuite(
                profiles,
                portfolios,
                StressMarket.recorded(data),
                new StressSettings(
                        SquareRootImpact.COSTLY,
                        List.of(
                                new ReplayWindow(
                                        "day-9", "A", 9 * Fixtures.DAY, 10 * Fixtures.DAY))));
    }

    private static Bars bars(String symbol, long seed) {
        Random random = new Random(seed);
        double[] closes = new double[20 * 24];
        double price = 100;
        for (int i = 0; i < closes.length; i++) {
            price *= 1 + (random.nextDouble() - 0.5) / 50;
            closes[i] = price;
        }
        return Fixtures.bars(symbol, 0, Fixtures.HOUR, closes);
    }

    private static MarketData.Instrument instrument(String symbol, long seed) {
        Random random = new Random(seed * 31);
        int snapshots = 50;
        double[] bands = {1, 5, 20, 50};
        double[][] bids = new double[snapshots][4];
        double[][] asks = new double[snapshots][4];
        for (int i = 0; i < snapshots; i++) {
            for (int band = 0; band < 4; band++) {
                bids[i][band] = (band == 0 ? 0 : bids[i][band - 1]) + 40 * random.nextDouble();
                asks[i][band] = (band == 0 ? 0 : asks[i][band - 1]) + 40 * random.nextDouble();
            }
        }
        long[] times = new long[snapshots];
        int messages = 5_000;
        long[] traded = new long[messages];
        long[] local = new long[messages];
        double[] prices = new double[messages];
        boolean[] seller = new boolean[messages];
        double price = 100;
        for (int i = 0; i < messages; i++) {
            traded[i] = 20L * i + random.nextInt(20);
            local[i] =
                    (traded[i] - 1_274) * 1_000_000L + (long) (5e6 / (0.05 + random.nextDouble()));
            price *= 1 + (random.nextDouble() - 0.5) / 2_000;
            prices[i] = price;
            seller[i] = random.nextBoolean();
        }
        return Fixtures.instrument(
                bars(symbol, seed),
                new Depth(
                        symbol,
                        times,
                        Fixtures.constant(snapshots, 99.99),
                        Fixtures.constant(snapshots, 100.01),
                        bands,
                        bids,
                        asks),
                new Trades(symbol, traded, prices, new double[messages], seller),
                new Latencies(symbol, traded, local));
    }
}
