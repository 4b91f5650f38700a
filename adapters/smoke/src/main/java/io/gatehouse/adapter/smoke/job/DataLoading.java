package io.gatehouse.adapter.smoke.job;

import io.gatehouse.adapter.smoke.SmokeCode;
import io.gatehouse.adapter.smoke.candle.CandleReader;
import io.gatehouse.adapter.smoke.candle.CandleReading;
import io.gatehouse.adapter.smoke.candle.CandleSeries;
import io.gatehouse.adapter.smoke.candle.CandleWriter;
import io.gatehouse.adapter.smoke.candle.Instrument;
import io.gatehouse.adapter.smoke.candle.MadeCandles;
import io.gatehouse.adapter.smoke.candle.Market;
import io.gatehouse.adapter.smoke.run.DataFile;
import io.gatehouse.adapter.smoke.run.SmokeData;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.rule.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Brings the candles of exactly the universe's instruments, recorded or made. */
final class DataLoading {

    /** Longer series take minutes to check; hours of some years fit. */
    private static final int MOST_ROWS = 50_000;

    /** Where made candles begin: 2026-01-01T00:00:00Z. */
    private static final long MADE_FROM = 1_767_225_600_000L;

    private DataLoading() {}

    static SmokeData load(
            Workspace workspace,
            SmokeOptions options,
            List<Instrument> instruments,
            Digest configuration)
            throws Refusal {
        Optional<String> folder = options.candles();
        List<DataFile> files =
                folder.isPresent()
                        ? recorded(workspace, options, folder.get(), instruments)
                        : made(options, instruments);
        Optional<Finding> fault = Market.fault(files.stream().map(DataFile::series).toList());
        if (fault.isPresent()) {
            throw new Refusal(fault.get());
        }
        int rows = files.get(0).series().candles().size();
        if (rows > MOST_ROWS) {
            throw new Refusal(
                    SmokeCode.TOO_LARGE.at(
                            "candles", "at most " + MOST_ROWS, String.valueOf(rows)));
        }
        return new SmokeData(
                files, folder.isEmpty(), options.config(), configuration, options.universe());
    }

    private static List<DataFile> recorded(
            Workspace workspace, SmokeOptions options, String folder, List<Instrument> instruments)
            throws Refusal {
        TreeSet<String> expected = new TreeSet<>();
        instruments.forEach(instrument -> expected.add(instrument.fileName()));
        List<String> found = workspace.names(folder, ".csv");
        if (!found.equals(List.copyOf(expected))) {
            throw new Refusal(
                    SmokeCode.OTHER_SYMBOLS.at(
                            folder, String.join(", ", expected), String.join(", ", found)));
        }
        List<DataFile> files = new ArrayList<>();
        List<Finding> faults = new ArrayList<>();
        for (Instrument instrument : instruments) {
            String path = folder + "/" + instrument.fileName();
            byte[] bytes = workspace.read(path, CandleReader.LARGEST);
            CandleReading reading = CandleReader.read(instrument, options.interval(), bytes);
            if (reading instanceof CandleReading.Read read) {
                files.add(new DataFile(path, Digest.sha384(bytes), read.series()));
            } else {
                faults.addAll(((CandleReading.Refused) reading).findings());
            }
        }
        if (!faults.isEmpty()) {
            throw new Refusal(faults);
        }
        return files;
    }

    private static List<DataFile> made(SmokeOptions options, List<Instrument> instruments) {
        long interval = options.interval();
        long start = Math.floorDiv(MADE_FROM, interval) * interval;
        Market market =
                MadeCandles.market(instruments, options.seed(), start, interval, options.rows());
        List<DataFile> files = new ArrayList<>();
        for (CandleSeries series : market.series()) {
            Digest digest = Digest.sha384(CandleWriter.bytes(series));
            files.add(new DataFile("made/" + series.instrument().fileName(), digest, series));
        }
        return files;
    }
}
