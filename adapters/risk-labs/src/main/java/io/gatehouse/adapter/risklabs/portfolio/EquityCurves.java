package io.gatehouse.adapter.risklabs.portfolio;

import io.gatehouse.adapter.risklabs.market.Bars;
import io.gatehouse.adapter.risklabs.market.MarketData;
import io.gatehouse.core.rule.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Merges the series of a portfolio's instruments in time into its equity curve.
 *
 * <p>The points are the union of the times at which a bar of any instrument closed, from the first
 * at which every instrument has a price. Between its own bars an instrument is worth its last known
 * price, which may not be older than a stated age. Quantities are held within a UTC day and set
 * back to the portfolio's weights of the then equity between two days: this is today's portfolio
 * carried through the past, and a day's result is what the quantities of its start lost or gained.
 * Cash earns nothing and trading costs nothing here. Stateless and thread-safe.
 */
public final class EquityCurves {

    private EquityCurves() {}

    /**
     * The curve, or why there is none.
     *
     * @param greatestAge of a price that is carried on, such as four days for a market that closes
     *     over long weekends
     */
    public static Checked<EquityCurve> merge(
            Portfolio portfolio, MarketData market, Duration greatestAge) {
        List<Finding> findings = new ArrayList<>();
        List<Series> series = new ArrayList<>();
        for (Holding holding : portfolio.holdings().values()) {
            MarketData.Instrument instrument = market.instruments().get(holding.symbol());
            if (instrument == null || instrument.bars().size() == 0) {
                findings.add(
                        PortfolioFindings.withoutData(
                                holding.symbol(),
                                instrument == null ? "no series" : "an empty series"));
            } else {
                unusable(instrument.bars()).ifPresent(findings::add);
                series.add(new Series(instrument.bars(), holding.weight()));
            }
        }
        if (!findings.isEmpty()) {
            return new Checked.Refused<>(findings);
        }
        long[] times = union(series);
        if (times.length < 2) {
            return new Checked.Refused<>(
                    List.of(PortfolioFindings.noOverlap(times.length + " such times")));
        }
        return walk(portfolio, series, times, greatestAge);
    }

    private static Optional<Finding> unusable(Bars bars) {
        for (int i = 0; i < bars.size(); i++) {
            if (i > 0 && bars.openTime()[i] <= bars.openTime()[i - 1]) {
                return Optional.of(
                        PortfolioFindings.series(
                                bars.symbol(), "times that do not rise at bar " + i));
            }
            if (!Double.isFinite(bars.close()[i]) || bars.close()[i] <= 0) {
                return Optional.of(
                        PortfolioFindings.series(
                                bars.symbol(), "a price that is not positive at bar " + i));
            }
        }
        return Optional.empty();
    }

    private static long[] union(List<Series> series) {
        long first = series.stream().mapToLong(each -> each.closeTime(0)).max().orElse(0);
        int total = series.stream().mapToInt(each -> each.bars.size()).sum();
        long[] all = new long[total];
        int count = 0;
        for (Series each : series) {
            for (int i = 0; i < each.bars.size(); i++) {
                if (each.closeTime(i) >= first) {
                    all[count++] = each.closeTime(i);
                }
            }
        }
        Arrays.sort(all, 0, count);
        int unique = 0;
        for (int i = 0; i < count; i++) {
            if (i == 0 || all[i] != all[unique - 1]) {
                all[unique++] = all[i];
            }
        }
        return Arrays.copyOf(all, unique);
    }

    private static Checked<EquityCurve> walk(
            Portfolio portfolio, List<Series> series, long[] times, Duration greatestAge) {
        double[] wealth = new double[times.length];
        double[] leverage = new double[times.length];
        double now = 1;
        for (Series each : series) {
            each.moveTo(times[0]);
            each.rebalance(now);
        }
        for (int i = 0; i < times.length; i++) {
            for (Series each : series) {
                now += each.moveTo(times[i]);
                if (each.age(times[i]) > greatestAge.toMillis()) {
                    return new Checked.Refused<>(
                            List.of(
                                    PortfolioFindings.stale(
                                            each.bars.symbol(),
                                            Instant.ofEpochMilli(times[i]).toString(),
                                            Duration.ofMillis(each.age(times[i])).toString(),
                                            greatestAge.toString())));
                }
            }
            if (now <= 0) {
                // nothing is left to trade with; what follows can not bring it back
                break;
            }
            wealth[i] = now;
            leverage[i] = gross(series) / now;
            boolean dayEnds =
                    i + 1 < times.length
                            && EquityCurve.day(times[i]) != EquityCurve.day(times[i + 1]);
            if (dayEnds) {
                for (Series each : series) {
                    each.rebalance(now);
                }
            }
        }
        return new Checked.Accepted<>(new EquityCurve(portfolio.equity(), times, wealth, leverage));
    }

    private static double gross(List<Series> series) {
        double gross = 0;
        for (Series each : series) {
            gross += Math.abs(each.held);
        }
        return gross;
    }

    /** One instrument on its way through time; confined to one merge. */
    private static final class Series {

        private final Bars bars;
        private final double weight;
        private int at;
        private double held;

        Series(Bars bars, double weight) {
            this.bars = bars;
            this.weight = weight;
        }

        long closeTime(int index) {
            return bars.openTime()[index] + bars.interval().toMillis();
        }

        long age(long time) {
            return time - closeTime(at);
        }

        /** Takes the last price known at a time; what that gained, as a share of the start. */
        double moveTo(long time) {
            double before = bars.close()[at];
            while (at + 1 < bars.size() && closeTime(at + 1) <= time) {
                at++;
            }
            double after = held * (bars.close()[at] / before);
            double gained = after - held;
            held = after;
            return gained;
        }

        void rebalance(double wealth) {
            held = weight * wealth;
        }
    }
}
