package io.gatehouse.adapter.risklabs.market;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Which series are to be read.
 *
 * @param root folder of the data
 * @param namespace folder below it, such as {@code binance_spot}
 * @param symbols names of the instruments, each once
 * @param interval length of the bars
 * @param from no bar that opens before; the whole series where empty
 * @param to no bar that opens at or after
 * @param patterns for instruments whose bars lie elsewhere: paths relative to the root, by symbol
 * @param factors for instruments to be adjusted: the factor file, by symbol
 * @param factorZone where the days of the factor files begin
 */
public record MarketRequest(
        Path root,
        String namespace,
        List<String> symbols,
        Duration interval,
        Optional<Instant> from,
        Optional<Instant> to,
        Map<String, String> patterns,
        Map<String, Path> factors,
        ZoneId factorZone) {

    /** Where the days of American shares begin. */
    public static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

    public MarketRequest {
        Objects.requireNonNull(root);
        Objects.requireNonNull(namespace);
        Objects.requireNonNull(interval);
        Objects.requireNonNull(factorZone);
        symbols = symbols.stream().distinct().toList();
        patterns = Map.copyOf(patterns);
        factors = Map.copyOf(factors);
    }

    /** Whole series in the layout, without adjustment. */
    public static MarketRequest of(
            Path root, String namespace, List<String> symbols, Duration interval) {
        return new MarketRequest(
                root,
                namespace,
                symbols,
                interval,
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Map.of(),
                NEW_YORK);
    }

    /** The same for a period: {@code from} included, {@code to} excluded. */
    public MarketRequest between(Instant first, Instant end) {
        return new MarketRequest(
                root,
                namespace,
                symbols,
                interval,
                Optional.of(first),
                Optional.of(end),
                patterns,
                factors,
                factorZone);
    }

    /** The same with factor files. */
    public MarketRequest adjustedBy(Map<String, Path> files) {
        return new MarketRequest(
                root, namespace, symbols, interval, from, to, patterns, files, factorZone);
    }

    /** The same with patterns of paths for some symbols. */
    public MarketRequest matching(Map<String, String> globs) {
        return new MarketRequest(
                root, namespace, symbols, interval, from, to, globs, factors, factorZone);
    }

    boolean covers(long millis) {
        return from.map(f -> millis >= f.toEpochMilli()).orElse(true)
                && to.map(t -> millis < t.toEpochMilli()).orElse(true);
    }
}
