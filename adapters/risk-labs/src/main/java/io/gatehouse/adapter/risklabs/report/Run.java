package io.gatehouse.adapter.risklabs.report;

import io.gatehouse.core.digest.DigestPair;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a run was: enough to do it again and get the same bytes.
 *
 * <p>Wall time and duration are no part of it: two runs of the same input are the same report.
 *
 * @param id name of the run
 * @param generatedAt time to the second that the caller's clock or its data give
 * @param model {@code default} or {@code compat}
 * @param versions of the laboratory and its libraries, by name
 * @param seed of every random number
 * @param paths of each simulation
 * @param steps of each path
 * @param baseEquity of every profile, more than zero
 * @param options what was asked for, by name: enough to make the report again
 * @param configuration digests of the configuration file
 * @param sources in the order of their paths
 * @param instruments in the order of their symbols, at least one
 */
public record Run(
        String id,
        Instant generatedAt,
        String model,
        SortedMap<String, String> versions,
        long seed,
        long paths,
        long steps,
        double baseEquity,
        DigestPair configuration,
        SortedMap<String, String> options,
        List<DataSource> sources,
        List<Instrument> instruments) {

    public Run {
        Checks.name(id, "run id");
        Checks.millis(generatedAt, "generated_at");
        Checks.require(
                generatedAt.equals(generatedAt.truncatedTo(ChronoUnit.SECONDS)),
                "generated_at is finer than a second");
        Checks.code(model, "model");
        SortedMap<String, String> checked = new TreeMap<>(versions);
        Checks.require(checked.size() <= 50, "more than 50 versions");
        checked.forEach(
                (name, version) -> {
                    Checks.code(name, "version");
                    Checks.name(version, "version");
                });
        versions = Collections.unmodifiableSortedMap(checked);
        // beyond 2^53 readers with doubles would see another seed, and get another report
        Checks.require(Math.abs(seed) < 1L << 53, "the seed is too large");
        Checks.count(paths, "paths");
        Checks.count(steps, "steps");
        baseEquity = Checks.number(baseEquity, "base equity");
        Checks.require(baseEquity > 0, "base equity is not more than zero");
        Objects.requireNonNull(configuration);
        SortedMap<String, String> given = new TreeMap<>(options);
        Checks.require(given.size() <= 50, "more than 50 options");
        given.forEach(
                (name, value) -> {
                    Checks.code(name, "option");
                    Checks.text(value, Checks.SENTENCE, "option");
                });
        options = Collections.unmodifiableSortedMap(given);
        sources = Checks.list(sources, 20_000, "sources");
        for (int i = 1; i < sources.size(); i++) {
            Checks.require(
                    sources.get(i - 1).path().compareTo(sources.get(i).path()) < 0,
                    "sources are not in the order of their paths");
        }
        instruments = Checks.list(instruments, 1_000, "instruments");
        Checks.require(!instruments.isEmpty(), "a run without instruments");
        for (int i = 1; i < instruments.size(); i++) {
            Checks.require(
                    instruments.get(i - 1).symbol().compareTo(instruments.get(i).symbol()) < 0,
                    "instruments are not in the order of their symbols");
        }
    }

    /** Whether any series or file was made up. */
    public boolean synthetic() {
        return instruments.stream().anyMatch(Instrument::synthetic)
                || sources.stream().anyMatch(DataSource::synthetic);
    }
}
