package io.gatehouse.adapter.risklabs.compat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gatehouse.adapter.risklabs.market.Bars;
import io.gatehouse.adapter.risklabs.market.MarketData;
import io.gatehouse.adapter.risklabs.market.MarketReader;
import io.gatehouse.adapter.risklabs.market.MarketRequest;
import io.gatehouse.adapter.risklabs.market.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The compat model beside the reports that the existing tool wrote. */
class CompatModelTest {

    private static final Path LABS = Path.of("../../../shared/interop/labs");
    private static final Pattern NUMBER = Pattern.compile("(.*?: )(-?[0-9.]+(?:e[+-][0-9]+)?)(,?)");
    private static final double TOLERANCE = 1e-12;

    static Stream<String> cases() {
        return Stream.of(
                "trend",
                "mean_reversion",
                "daily_high_risk",
                "calm",
                "dry",
                "fallback_partial",
                "flag_but_real",
                "one_bar",
                "two_bars",
                "one_scenario",
                "tco");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void shouldEqualTheReportOfTheExistingTool(String name) throws IOException {
        assumeTrue(Files.isDirectory(LABS), "no " + LABS);
        String expected =
                Files.readString(LABS.resolve(name).resolve("out/risk_simulation_report.json"));

        String actual = report(name, expected).toJson();

        assertThat(sameLines(actual, expected)).as("numbers compared in %s", name).isPositive();
    }

    @Test
    void shouldCoverEveryCaseHandedOut() throws IOException {
        assumeTrue(Files.isDirectory(LABS), "no " + LABS);
        try (Stream<Path> folders = Files.list(LABS)) {
            assertThat(folders.filter(Files::isDirectory).map(p -> p.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(cases().toList());
        }
    }

    private static CompatReport report(String name, String expected) throws IOException {
        String command = command(name);
        boolean fallback = command.contains("--synthetic-fallback");
        List<Bars> bars = new ArrayList<>();
        for (String symbol : argument(command, "--symbols").orElse("BTCUSDT").split(" ")) {
            bars.add(bars(name, symbol, fallback));
        }
        List<CompatProfile> profiles =
                Arrays.stream(
                                argument(command, "--profile")
                                        .orElse("conservative balanced aggressive manual")
                                        .toLowerCase(Locale.ROOT)
                                        .split(" "))
                        .distinct()
                        .map(p -> CompatProfile.named(p).orElseGet(CompatProfile::emptyManual))
                        .toList();
        List<CompatScenario> scenarios =
                argument(command, "--scenario")
                        .map(s -> List.of(CompatScenario.valueOf(s.toUpperCase(Locale.ROOT))))
                        .orElse(List.of(CompatScenario.values()));
        Matcher at = Pattern.compile("\"generated_at\": \"([^\"]+)\"").matcher(expected);
        assertThat(at.find()).isTrue();
        return CompatModel.run(
                new CompatModel.Request(
                        bars,
                        profiles,
                        scenarios,
                        720,
                        100_000.0,
                        fallback,
                        command.contains("--include-tco")
                                ? Optional.of("missing_reports")
                                : Optional.empty(),
                        Instant.parse(at.group(1))));
    }

    private static Bars bars(String name, String symbol, boolean fallback) {
        Reading<MarketData> reading =
                MarketReader.read(
                        MarketRequest.of(
                                LABS.resolve(name).resolve("data"),
                                "binance_spot",
                                List.of(symbol),
                                Duration.ofHours(1)));
        if (reading instanceof Reading.Read<MarketData> read) {
            return read.value().instruments().get(symbol).bars();
        }
        assertThat(fallback).as("no data for %s: %s", symbol, reading.findings()).isTrue();
        return CompatSynthetic.bars(symbol, 720);
    }

    private static String command(String name) throws IOException {
        String runs = Files.readString(LABS.resolve("runs.json"));
        Matcher matcher =
                Pattern.compile(
                                "\"id\": \"labs/cases/"
                                        + name
                                        + "\"[^}]*?\"command\": \"([^\"]+)\"")
                        .matcher(runs);
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    private static Optional<String> argument(String command, String option) {
        Matcher matcher =
                Pattern.compile(option + " ((?:[A-Za-z0-9_]+ ?)+)").matcher(command + " --end");
        return matcher.find() ? Optional.of(matcher.group(1).strip()) : Optional.empty();
    }

    private static int sameLines(String actual, String expected) {
        List<String> left = actual.lines().toList();
        List<String> right = expected.lines().toList();
        assertThat(left).hasSameSizeAs(right);
        int numbers = 0;
        for (int i = 0; i < left.size(); i++) {
            Matcher a = NUMBER.matcher(left.get(i));
            Matcher b = NUMBER.matcher(right.get(i));
            if (b.matches()) {
                assertThat(a.matches()).as(left.get(i)).isTrue();
                assertThat(a.group(1) + a.group(3)).isEqualTo(b.group(1) + b.group(3));
                assertThat(a.group(2).contains(".")).isEqualTo(b.group(2).contains("."));
                double wanted = Double.parseDouble(b.group(2));
                assertThat(Double.parseDouble(a.group(2)))
                        .as(b.group(1))
                        .isCloseTo(wanted, within(TOLERANCE * Math.max(1, Math.abs(wanted))));
                numbers++;
            } else {
                assertThat(left.get(i)).isEqualTo(right.get(i));
            }
        }
        assertThat(actual).endsWith("\n");
        return numbers;
    }
}
