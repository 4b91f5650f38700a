package io.gatehouse.adapter.risklabs.run;

import io.gatehouse.adapter.risklabs.market.Bars;
import io.gatehouse.adapter.risklabs.market.DataFinding;
import io.gatehouse.adapter.risklabs.market.DataQuality;
import io.gatehouse.adapter.risklabs.market.MarketData;
import io.gatehouse.adapter.risklabs.market.MarketReader;
import io.gatehouse.adapter.risklabs.market.MarketRequest;
import io.gatehouse.adapter.risklabs.market.QualityLimits;
import io.gatehouse.adapter.risklabs.market.QualityReport;
import io.gatehouse.adapter.risklabs.market.QualitySettings;
import io.gatehouse.adapter.risklabs.market.Reading;
import io.gatehouse.adapter.risklabs.market.SyntheticMarket;
import io.gatehouse.adapter.risklabs.market.TradingCalendar;
import io.gatehouse.adapter.risklabs.stress.StressMarket;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The data of a run: read, checked, and where that was asked for, made up. */
final class LabMarket {

    /** Bars of a series that is made up: four months of hours, or eight years of days. */
    private static final int MADE_UP = 3_000;

    private final LabOptions options;
    private final Path workspace;
    private final Instant asOf;
    private final QualityLimits limits;

    /**
     * @param limits how incomplete a series may be for every profile that is judged
     */
    LabMarket(LabOptions options, Path workspace, Instant asOf, QualityLimits limits) {
        this.options = options;
        this.workspace = workspace;
        this.asOf = asOf;
        this.limits = limits;
    }

    /**
     * What there is to compute with.
     *
     * @param market empty when the data are refused
     * @param findings refusals and notes
     */
    record Loaded(Optional<StressMarket> market, List<DataFinding> findings) {}

    Loaded load() {
        List<String> recorded = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (String symbol : options.symbols()) {
            (options.synthetic() && !exists(symbol) ? missing : recorded).add(symbol);
        }
        List<DataFinding> findings = new ArrayList<>();
        TreeMap<String, MarketData.Instrument> instruments = new TreeMap<>();
        List<MarketData.Source> sources = new ArrayList<>();
        if (!recorded.isEmpty()) {
            Reading<MarketData> reading = MarketReader.read(request(recorded));
            findings.addAll(reading.findings());
            if (!(reading instanceof Reading.Read<MarketData> read)) {
                return new Loaded(Optional.empty(), findings);
            }
            read.value()
                    .instruments()
                    .forEach((symbol, one) -> instruments.put(symbol, shortened(one)));
            sources.addAll(read.value().sources());
        }
        for (String symbol : missing) {
            instruments.put(symbol, madeUp(symbol));
        }
        sources.sort(Comparator.comparing(MarketData.Source::path));
        MarketData data = new MarketData(instruments, sources);
        QualityReport quality = DataQuality.judge(data, settings());
        findings.addAll(quality.findings());
        return quality.refused()
                ? new Loaded(Optional.empty(), findings)
                : new Loaded(Optional.of(withFeeds(data)), findings);
    }

    private boolean exists(String symbol) {
        return Files.isDirectory(
                workspace
                        .resolve(options.data())
                        .resolve(options.namespace())
                        .resolve(symbol)
                        .resolve(options.interval()),
                LinkOption.NOFOLLOW_LINKS);
    }

    private MarketRequest request(List<String> symbols) {
        MarketRequest request =
                MarketRequest.of(
                        workspace.resolve(options.data()),
                        options.namespace(),
                        symbols,
                        Duration.ofSeconds(options.barSeconds()));
        if (options.factors().isEmpty()) {
            return request;
        }
        Path folder = workspace.resolve(options.factors().get());
        Map<String, Path> files = new HashMap<>();
        symbols.forEach(
                symbol ->
                        files.put(
                                symbol,
                                folder.resolve(
                                        "factors_" + symbol.toLowerCase(Locale.ROOT) + ".csv")));
        return request.adjustedBy(files);
    }

    private MarketData.Instrument shortened(MarketData.Instrument one) {
        Bars bars = options.maxBars() == 0 ? one.bars() : one.bars().last(options.maxBars());
        return new MarketData.Instrument(
                bars, one.depth(), one.trades(), one.latencies(), one.synthetic());
    }

    private MarketData.Instrument madeUp(String symbol) {
        int count = options.maxBars() == 0 ? MADE_UP : Math.min(MADE_UP, options.maxBars());
        long length = options.barSeconds() * 1_000L;
        // the last bar has ended, whenever the run is
        long end = Math.floorDiv(asOf.toEpochMilli(), length) * length;
        Bars bars =
                SyntheticMarket.bars(
                        options.seed(),
                        symbol,
                        Duration.ofSeconds(options.barSeconds()),
                        Instant.ofEpochMilli(end - count * length),
                        count);
        return new MarketData.Instrument(
                bars, Optional.empty(), Optional.empty(), Optional.empty(), true);
    }

    private QualitySettings settings() {
        return new QualitySettings(
                limits,
                options.sessions() ? TradingCalendar.US_EQUITIES : TradingCalendar.CONTINUOUS,
                asOf,
                options.maxDataAge(),
                Optional.empty());
    }

    /** Order book, trades and delays are made up only where everything may be. */
    private StressMarket withFeeds(MarketData data) {
        if (!options.synthetic()) {
            return StressMarket.recorded(data);
        }
        TreeMap<String, MarketData.Instrument> with = new TreeMap<>();
        for (Map.Entry<String, MarketData.Instrument> entry : data.instruments().entrySet()) {
            MarketData.Instrument one = entry.getValue();
            SyntheticFeed feed = new SyntheticFeed(one.bars(), options.seed());
            with.put(
                    entry.getKey(),
                    new MarketData.Instrument(
                            one.bars(),
                            one.depth(),
                            one.trades().or(() -> Optional.of(feed.trades())),
                            one.latencies(),
                            one.synthetic() || one.trades().isEmpty()));
        }
        StressMarket market = StressMarket.recorded(new MarketData(with, data.sources()));
        for (Map.Entry<String, MarketData.Instrument> entry : with.entrySet()) {
            MarketData.Instrument one = entry.getValue();
            SyntheticFeed feed = new SyntheticFeed(one.bars(), options.seed());
            if (one.depth().isEmpty()) {
                market = market.withSyntheticDepth(feed.depth());
            }
            if (one.latencies().isEmpty()) {
                market = market.withSyntheticLatencies(feed.latencies());
            }
        }
        return market;
    }
}
