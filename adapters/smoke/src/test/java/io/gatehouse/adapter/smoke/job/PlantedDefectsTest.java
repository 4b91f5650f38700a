package io.gatehouse.adapter.smoke.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.adapter.smoke.SmokeBench;
import io.gatehouse.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One defect in a workspace that is otherwise in order, and the code that must be found. */
class PlantedDefectsTest {

    private static final String BTC = "data/candles/binance_spot.BTCUSDT.csv";
    private static final String LOG = "data/paper.jsonl";
    private static final String EXPECTED = "config/smoke_expected.json";

    @TempDir private Path home;

    /** What is done to the workspace. */
    @FunctionalInterface
    private interface Defect {
        void plant(SmokeBench bench) throws Exception;
    }

    private static Arguments demo(String code, String name, Defect defect) {
        return Arguments.of(code, name, SmokeBench.demo(), defect);
    }

    private static Arguments paper(String code, String name, Defect defect) {
        return Arguments.of(code, name, SmokeBench.paper(), defect);
    }

    private static Defect line(String file, int line, UnaryOperator<String> change) {
        return bench ->
                bench.change(
                        file,
                        text -> {
                            List<String> lines = new ArrayList<>(text.lines().toList());
                            lines.set(line, change.apply(lines.get(line)));
                            return String.join("\n", lines) + "\n";
                        });
    }

    private static Defect lines(String file, UnaryOperator<List<String>> change) {
        return bench ->
                bench.change(
                        file,
                        text ->
                                String.join(
                                                "\n",
                                                change.apply(
                                                        new ArrayList<>(text.lines().toList())))
                                        + "\n");
    }

    private static Defect cell(int column, String value) {
        return line(
                BTC,
                100,
                row -> {
                    String[] cells = row.split(",");
                    cells[column] = value;
                    return String.join(",", cells);
                });
    }

    private static List<String> without(List<String> lines, int from, int to) {
        lines.subList(from, to).clear();
        return lines;
    }

    private static List<String> again(List<String> lines, String type) {
        String twice = lines.stream().filter(l -> l.contains(type)).findFirst().orElseThrow();
        lines.add(twice);
        return lines;
    }

    private static List<String> fills(List<String> lines, UnaryOperator<String> change) {
        lines.replaceAll(l -> l.contains("\"type\":\"fill\"") ? change.apply(l) : l);
        lines.removeIf(String::isEmpty);
        return lines;
    }

    private static String drift(String fill) {
        var matcher = java.util.regex.Pattern.compile("\"price\":(\\d+)").matcher(fill);
        boolean buy = fill.contains("\"buy\"");
        return matcher.replaceFirst(
                m -> "\"price\":" + Long.parseLong(m.group(1)) / 1_000 * (buy ? 1_001 : 999));
    }

    static Stream<Arguments> data() {
        return Stream.of(
                demo("bad-number", "NaN", cell(4, "NaN")),
                demo("bad-number", "a negative price", cell(4, "-1.0")),
                demo("bad-number", "an exponent", cell(4, "1e5")),
                demo("bad-price", "a price of zero", cell(3, "0")),
                demo("high-below-low", "high below low", cell(2, "0.01")),
                demo("outside-range", "a close above the high", cell(4, "999999")),
                demo("bad-time", "a local time", cell(0, "2026-01-05T03:00:00")),
                demo("bad-row", "a row with a cell too few", line(BTC, 9, r -> "1,2,3")),
                demo("gap", "a gap", lines(BTC, l -> without(l, 50, 51))),
                demo(
                        "duplicate-candle",
                        "a candle twice",
                        lines(
                                BTC,
                                l -> {
                                    l.add(50, l.get(50));
                                    return l;
                                })),
                demo(
                        "not-monotonic",
                        "shuffled candles",
                        lines(
                                BTC,
                                l -> {
                                    Collections.shuffle(l.subList(1, l.size()), new Random(1));
                                    return l;
                                })),
                demo(
                        "truncated",
                        "a file that broke off",
                        b -> b.change(BTC, t -> t.substring(0, t.length() - 9))),
                demo(
                        "not-aligned",
                        "rows missing at the end",
                        lines(BTC, l -> without(l, 301, 321))),
                demo("no-candles", "no candle", lines(BTC, l -> without(l, 1, l.size()))),
                demo(
                        "missing-column",
                        "a column of another name",
                        line(BTC, 0, r -> r.replace("volume", "amount"))),
                demo(
                        "other-symbols",
                        "a file of another symbol",
                        b ->
                                Files.move(
                                        b.workspace().resolve(BTC),
                                        b.workspace()
                                                .resolve(
                                                        "data/candles/binance_spot.DOGEUSDT.csv"))),
                demo(
                        "other-symbols",
                        "a venue is missing",
                        b -> Files.delete(b.workspace().resolve(BTC))),
                demo(
                        "other-symbols",
                        "the configuration lists another symbol",
                        b -> b.change("config/core.yaml", t -> t.replace("XBTUSDT", "BTCUSD"))),
                demo(
                        "configuration",
                        "the universe is not there",
                        b -> b.change("config/core.yaml", t -> t.replace("smoke:", "other:"))),
                demo(
                        "baseline-of-other-data",
                        "candles that nobody adopted figures for",
                        line(BTC, 30, r -> r.substring(0, r.lastIndexOf(',')) + ",77")),
                demo(
                        "tolerance-exceeded",
                        "an expectation that is not met",
                        b ->
                                b.change(
                                        EXPECTED,
                                        t -> t.replaceFirst("\"expected\":", "\"expected\":9"))),
                demo(
                        "baseline-missing",
                        "an expectation of another version",
                        b ->
                                b.change(
                                        EXPECTED,
                                        t -> t.replaceFirst("\"version\":1", "\"version\":2"))),
                demo(
                        "baseline-missing",
                        "no expectation of a strategy",
                        b -> b.change(EXPECTED, t -> t.replace("trend-following", "trend"))),
                demo(
                        "baseline-unreadable",
                        "expectations with a number twice",
                        b -> b.change(EXPECTED, t -> t.replaceFirst("\\{", "{\"schema\":\"x\","))),
                demo(
                        "input-missing",
                        "no expectations",
                        b -> Files.delete(b.workspace().resolve(EXPECTED))),
                demo(
                        "input-missing",
                        "a link instead of candles",
                        b -> {
                            Path file = b.workspace().resolve(BTC);
                            Path other = b.workspace().resolve("elsewhere.csv");
                            Files.move(file, other);
                            Files.createSymbolicLink(file, other);
                        }));
    }

    static Stream<Arguments> logs() {
        return Stream.of(
                paper("too-few-fills", "no fills", lines(LOG, l -> fills(l, f -> ""))),
                paper("fill-ratio", "no fills, by their share", lines(LOG, l -> fills(l, f -> ""))),
                paper("duplicate-fill", "a fill twice", lines(LOG, l -> again(l, "\"fill\""))),
                paper("duplicate-order", "an order twice", lines(LOG, l -> again(l, "\"order\""))),
                paper("signals-differ", "a signal twice", lines(LOG, l -> again(l, "\"signal\""))),
                paper("signals-differ", "a signal is missing", lines(LOG, l -> without(l, 0, 1))),
                paper(
                        "signals-differ",
                        "another target",
                        b -> b.change(LOG, t -> t.replaceFirst("\"target\":", "\"target\":1"))),
                paper(
                        "unknown-instrument",
                        "fills of another symbol",
                        lines(
                                LOG,
                                l -> fills(l, f -> f.replaceFirst(":[A-Z]{3}USDT", ":DOGEUSDT")))),
                paper(
                        "unknown-order",
                        "a fill of no order",
                        lines(LOG, l -> fills(l, f -> f.replace("\"o-1\"", "\"o-x\"")))),
                paper(
                        "unknown-order",
                        "an order without a signal",
                        b ->
                                b.change(
                                        LOG,
                                        t ->
                                                t.replaceFirst(
                                                        "(\"strategy\":\"cross-exchange\",\"time\":\")2026-01(-..T..:00:00Z\",\"type\":\"order\")",
                                                        "$12025-01$2"))),
                paper(
                        "other-side",
                        "a fill of the other side",
                        lines(LOG, l -> fills(l, f -> f.replace("\"sell\"", "\"buy\"")))),
                paper(
                        "overfilled",
                        "more filled than ordered",
                        lines(
                                LOG,
                                l -> fills(l, f -> f.replace("\"quantity\":", "\"quantity\":9")))),
                paper("price-drift", "drifted prices", lines(LOG, l -> fills(l, f -> drift(f)))),
                paper(
                        "paper-log-unreadable",
                        "a log that broke off",
                        b -> b.change(LOG, t -> t.substring(0, t.length() - 5))),
                paper(
                        "paper-log-unreadable",
                        "a line of no known type",
                        lines(
                                LOG,
                                l -> {
                                    l.add("{\"type\":\"note\"}");
                                    return l;
                                })),
                paper("input-missing", "no log", b -> Files.delete(b.workspace().resolve(LOG))),
                Arguments.of(
                        "too-short",
                        "a run of a day where a month is wanted",
                        SmokeBench.paper().with("min_hours", 720),
                        (Defect) b -> {}),
                Arguments.of(
                        "too-few-orders",
                        "fewer orders than wanted",
                        SmokeBench.paper().with("min_orders", 9_999),
                        (Defect) b -> {}),
                Arguments.of(
                        "too-few-candles",
                        "more cycles than the candles suffice for",
                        SmokeBench.demo().with("cycles", 20),
                        (Defect) b -> {}),
                Arguments.of(
                        "configuration",
                        "a portfolio without limits",
                        SmokeBench.stage4(),
                        (Defect)
                                b ->
                                        b.change(
                                                "config/core.yaml",
                                                t ->
                                                        t.replace(
                                                                "max_leverage: 0.8",
                                                                "note: none"))));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource({"data", "logs"})
    void shouldFindThePlantedDefect(String code, String name, JsonObject with, Defect defect)
            throws Exception {
        SmokeBench bench = new SmokeBench(home, 320, 5);
        boolean fits =
                !with.find("cycles").equals(SmokeBench.demo().with("cycles", 20).find("cycles"));
        bench.adopt(fits ? with : SmokeBench.demo());
        if (fits && !code.startsWith("too-")) {
            assertThat(bench.codes(with)).as("before: %s", name).isEmpty();
        }

        defect.plant(bench);

        assertThat(bench.codes(with)).as(name).contains(code);
    }
}
