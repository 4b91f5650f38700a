package io.gatehouse.adapter.risklabs.compat;

import io.gatehouse.adapter.risklabs.market.Bars;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The existing tool's risk simulation, with the same figures to 1e-12.
 *
 * <p>What it does not do, and the laboratory's own model does: it puts the returns of several
 * instruments one after another instead of side by side, gives each the whole position, dates every
 * loss by the first instrument's bars, takes the square root of the standard deviation for
 * volatility, and injects no shock at all. It is here for comparison only. Pure.
 */
public final class CompatModel {

    private CompatModel() {}

    /**
     * What is simulated.
     *
     * @param bars of each instrument, sorted, in the order in which they were asked for
     * @param maxBars how many of the last bars count; all of them if zero
     * @param synthetic what the report says; the existing tool says so whenever made-up data were
     *     permitted, even where none were needed
     * @param tco status of the cost reports, where they were asked for
     */
    public record Request(
            List<Bars> bars,
            List<CompatProfile> profiles,
            List<CompatScenario> scenarios,
            int maxBars,
            double baseEquity,
            boolean synthetic,
            Optional<String> tco,
            Instant generatedAt) {
        public Request {
            bars = List.copyOf(bars);
            profiles = List.copyOf(profiles);
            scenarios = List.copyOf(scenarios);
            Objects.requireNonNull(tco);
            Objects.requireNonNull(generatedAt);
            if (bars.isEmpty() || profiles.isEmpty() || maxBars < 0) {
                throw new IllegalArgumentException("no instrument, no profile or negative bars");
            }
        }
    }

    /** The report of a run. */
    public static CompatReport run(Request request) {
        List<CompatReport.Profile> profiles = new ArrayList<>();
        for (CompatProfile profile : request.profiles()) {
            profiles.add(simulate(request, profile));
        }
        return new CompatReport(
                request.baseEquity(),
                request.generatedAt(),
                request.synthetic(),
                profiles,
                request.tco());
    }

    private static CompatReport.Profile simulate(Request request, CompatProfile profile) {
        double base = request.baseEquity();
        double[] returns = returns(request);
        double notional =
                Math.min(base * profile.maxPosition(), base * Math.max(profile.maxLeverage(), 1.0));
        double[] profit = new double[returns.length];
        for (int i = 0; i < returns.length; i++) {
            profit[i] = notional * returns[i];
        }
        if (returns.length == 0) {
            return new CompatReport.Profile(
                    profile.name(),
                    base,
                    base,
                    0.0,
                    0.0,
                    0.0,
                    0.0,
                    List.of("data_unavailable"),
                    0,
                    CompatStress.unavailable(request.scenarios()));
        }
        double equity = base;
        double peak = base;
        double drawdown = 0.0;
        for (double p : profit) {
            equity += p;
            peak = Math.max(peak, equity);
            drawdown = peak > 0 ? Math.max(drawdown, (peak - equity) / peak) : drawdown;
        }
        double daily = CompatDailyLoss.worst(base, request.bars().get(0), profit);
        double volatility = volatility(returns);
        return new CompatReport.Profile(
                profile.name(),
                base,
                equity,
                equity / base - 1.0,
                drawdown,
                daily,
                volatility,
                breaches(profile, drawdown, daily, volatility),
                returns.length,
                CompatStress.scan(request.scenarios(), request.bars(), profile));
    }

    private static List<String> breaches(
            CompatProfile profile, double drawdown, double daily, double volatility) {
        List<String> breaches = new ArrayList<>();
        if (drawdown > profile.drawdownLimit()) {
            breaches.add("drawdown_limit");
        }
        if (daily > profile.dailyLossLimit()) {
            breaches.add("daily_loss_limit");
        }
        if (volatility > profile.targetVolatility() * 1.6) {
            breaches.add("volatility_target");
        }
        return breaches;
    }

    /** One instrument after another, which is what the existing tool does. */
    private static double[] returns(Request request) {
        List<Double> returns = new ArrayList<>();
        for (Bars bars : request.bars()) {
            int from = request.maxBars() == 0 ? 0 : Math.max(0, bars.size() - request.maxBars());
            for (int i = from + 1; i < bars.size(); i++) {
                double previous = bars.close()[i - 1];
                if (previous > 0) {
                    returns.add(bars.close()[i] / previous - 1.0);
                }
            }
        }
        return returns.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** The square root of the population's standard deviation, times that of the count. */
    private static double volatility(double[] returns) {
        int n = returns.length;
        if (n == 1) {
            return Math.abs(returns[0]);
        }
        double mean = CompatSum.of(returns) / n;
        double[] squares = new double[n];
        for (int i = 0; i < n; i++) {
            squares[i] = (returns[i] - mean) * (returns[i] - mean);
        }
        double deviation = Math.sqrt(CompatSum.of(squares) / n);
        return Math.sqrt(deviation) * Math.sqrt(n);
    }
}
