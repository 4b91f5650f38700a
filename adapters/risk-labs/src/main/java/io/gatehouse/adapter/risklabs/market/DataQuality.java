package io.gatehouse.adapter.risklabs.market;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The gate in front of every figure: data with a fault that refuses are not computed with.
 *
 * <p>Looks for missing, doubled, stale and inconsistent rows, prices that are none, splits that
 * were not adjusted, closes that the next bar takes back, order books that cross, and clocks that
 * wander. A wild move that stays is what the laboratory is for and is only noted; so is a high or
 * low far from open and close, which makes every stress test harder to pass, never easier. Rows
 * that the reader had to sort were noted by the reader. Pure: the time comes with the settings.
 */
public final class DataQuality {

    private DataQuality() {}

    /** Judges all series of all instruments. */
    public static QualityReport judge(MarketData data, QualitySettings settings) {
        TreeMap<String, QualityReport.Coverage> coverage = new TreeMap<>();
        List<DataFinding> findings = new ArrayList<>();
        for (Map.Entry<String, MarketData.Instrument> entry : data.instruments().entrySet()) {
            MarketData.Instrument instrument = entry.getValue();
            if (instrument.bars().size() == 0) {
                findings.add(DataCode.DATA_MISSING.on(entry.getKey(), "bars", "none"));
                continue;
            }
            coverage.put(entry.getKey(), bars(instrument.bars(), settings, findings));
            instrument.depth().ifPresent(d -> ValueChecks.depth(d, findings));
            instrument.trades().ifPresent(t -> ValueChecks.trades(t, findings));
            instrument.latencies().ifPresent(l -> ClockChecks.latencies(l, findings));
        }
        if (data.instruments().isEmpty()) {
            findings.add(DataCode.DATA_MISSING.on("instruments", "at least one", "none"));
        }
        return new QualityReport(coverage, findings);
    }

    private static QualityReport.Coverage bars(
            Bars given, QualitySettings settings, List<DataFinding> findings) {
        Bars bars = inOrder(given, findings);
        int before = findings.size();
        ValueChecks.bars(bars, findings);
        if (findings.size() == before) {
            MoveChecks.check(
                    bars,
                    settings.calendar(),
                    findings); // moves between prices that are none mean nothing
        }
        ClockChecks.age(bars, settings, findings);
        return GapChecks.check(bars, settings, findings);
    }

    /** For bars that did not come from the reader, which sorts. */
    private static Bars inOrder(Bars bars, List<DataFinding> findings) {
        int descents = StableOrder.descents(bars.openTime());
        if (descents == 0) {
            return bars;
        }
        findings.add(
                DataCode.OUT_OF_ORDER.on(
                        bars.symbol(),
                        "bars in the order of time",
                        descents + " earlier than the bar before",
                        Long.toString(descents)));
        int[] order = StableOrder.of(bars.openTime());
        return new Bars(
                bars.symbol(),
                bars.interval(),
                Column.of("open_time", Column.Type.TIME, bars.openTime()).pick(order).longs(),
                picked(bars.open(), order),
                picked(bars.high(), order),
                picked(bars.low(), order),
                picked(bars.close(), order),
                picked(bars.volume(), order));
    }

    private static double[] picked(double[] values, int[] order) {
        return Column.of("", values).pick(order).doubles();
    }
}
