package io.gatehouse.adapter.risklabs.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.adapter.risklabs.market.DataCode;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class WordsTest {

    private final Words english = new Words(Language.EN);
    private final Words polish = new Words(Language.PL);

    @Test
    void shouldHaveTheSameKeysAndPlacesInBothLanguages() throws IOException {
        Properties en = load("en");
        Properties pl = load("pl");
        assertThat(pl.stringPropertyNames()).isEqualTo(en.stringPropertyNames());
        assertThat(en.size()).isGreaterThan(200);
        for (String key : en.stringPropertyNames()) {
            assertThat(places(pl.getProperty(key))).as(key).isEqualTo(places(en.getProperty(key)));
            assertThat(pl.getProperty(key)).as(key).isNotBlank();
        }
    }

    @Test
    void shouldSayFiguresAndAssumptionsInTheReportsLanguage() {
        assertThat(polish.name("metric", "cost_bps.btcusdt"))
                .isEqualTo("koszt w punktach bazowych btcusdt");
        assertThat(english.name("metric", "cost_bps.btcusdt"))
                .isEqualTo("cost in basis points btcusdt");
        assertThat(polish.name("metric", "never_named.x")).isEqualTo("never named.x");
        Note assumed = Note.of("stress_assumed", "assumed: crash", "crash", "no recovery");
        assertThat(polish.note(assumed)).isEqualTo("crash: przyjęto (brak odbicia).");
        assertThat(english.note(assumed)).isEqualTo("crash: assumed (no recovery).");
        Note plain = Note.of("stress_not_broken_in_range", "none", "gap", "-");
        assertThat(english.note(plain)).isEqualTo("gap: no shock of the range breaks the limit.");
    }

    @Test
    void shouldSayWhatWasFoundInDataInTheReportsLanguage() {
        Note wick = Note.of("data_wick", "wick: ...", "0.43", "0.3", "3");
        assertThat(polish.note(wick)).endsWith("maksimum 0,43, minimum 0,3. Takich świec: 3.");
        assertThat(english.note(wick)).endsWith("high 0.43, low 0.3. Such bars: 3.");
    }

    @Test
    void shouldSayTheVariantOfATestInWordsAndKeepSymbols() {
        assertThat(polish.subject("2020-03-12.stopped")).isEqualTo("2020-03-12, ze zleceniem stop");
        assertThat(polish.subject("replay-2020-03-12.held"))
                .isEqualTo("okno z 2020-03-12, pozycja utrzymana");
        assertThat(english.subject("gap_and_close.x0.01")).isEqualTo("gap and closing, x0.01");
        assertThat(polish.subject("x0.25")).isEqualTo("x0.25");
        assertThat(polish.subject("BRK.B")).isEqualTo("BRK.B");
    }

    @Test
    void shouldHaveAWordForEveryFaultOfDataThatStopsNothing() {
        for (DataCode code : DataCode.values()) {
            String key = "note.data_" + code.code().replace('-', '_');
            assertThat(polish.has(key)).as(key).isNotEqualTo(code.refuses());
        }
    }

    @Test
    void shouldHaveAWordForEveryConstant() {
        for (Words words : java.util.List.of(english, polish)) {
            for (Reason.Kind kind : Reason.Kind.values()) {
                assertThat(words.has("reason." + kind.code())).as(kind.name()).isTrue();
            }
            for (StressOutcome.Status status : StressOutcome.Status.values()) {
                assertThat(words.has("status." + status.code())).as(status.name()).isTrue();
            }
            for (Verdict verdict : Verdict.values()) {
                assertThat(words.has("verdict." + verdict)).as(verdict.name()).isTrue();
            }
            for (Backtest.Zone zone : Backtest.Zone.values()) {
                assertThat(words.has("zone." + zone)).as(zone.name()).isTrue();
            }
            for (QualityFinding.Severity severity : QualityFinding.Severity.values()) {
                assertThat(words.has("severity." + severity)).as(severity.name()).isTrue();
            }
            for (String scenario : StressOutcome.STANDARD) {
                assertThat(words.has("scenario." + scenario)).as(scenario).isTrue();
            }
            for (Unit unit : Unit.values()) {
                assertThat(words.value(unit, 2)).as(unit.name()).isNotBlank();
            }
            for (String key : java.util.List.of("not-measured", "not-measured-here")) {
                assertThat(words.has(key)).as(key).isTrue();
            }
            assertThat(words.plural("count.more-rows", 5))
                    .startsWith(words.language() == Language.PL ? "Jeszcze 5" : "5 more");
        }
    }

    @Test
    void shouldCountInPolish() {
        assertThat(polish.plural("count.steps", 1)).isEqualTo("1 krok");
        assertThat(polish.plural("count.steps", 3)).isEqualTo("3 kroki");
        assertThat(polish.plural("count.steps", 12)).isEqualTo("12 kroków");
        assertThat(polish.plural("count.steps", 22)).isEqualTo("22 kroki");
        assertThat(polish.plural("count.steps", 112)).isEqualTo("112 kroków");
        assertThat(polish.plural("count.steps", 0)).isEqualTo("0 kroków");
        assertThat(english.plural("count.steps", 1)).isEqualTo("1 step");
        assertThat(english.plural("count.steps", 22)).isEqualTo("22 steps");
    }

    @Test
    void shouldFormNumbersAsEachLanguageDoes() {
        assertThat(english.number(1_234_567.891, 2)).isEqualTo("1,234,567.89");
        assertThat(polish.number(1_234_567.891, 2)).isEqualTo("1\u00a0234\u00a0567,89");
        assertThat(polish.number(1_234.5, 1)).isEqualTo("1234,5");
        assertThat(english.percent(-0.05125)).isEqualTo("\u22125.12%");
        assertThat(polish.percent(0.05)).isEqualTo("5,00\u00a0%");
        assertThat(english.number(-0.001, 2)).isEqualTo("0.00");
        assertThat(english.probability(2.5e-19)).isEqualTo("< 0.0001");
        assertThat(polish.value(Unit.DAYS, 2)).isEqualTo("2,0\u00a0dni");
    }

    @Test
    void shouldTranslateNotesItKnowsAndKeepOthers() {
        Note known = Note.of("gap", "3 bars are missing.", "3", "{0}");
        assertThat(polish.note(known)).isEqualTo("Brakuje 3 świec, najdłuższa luka ma ich {0}.");
        Note unknown = Note.of("of-nobody", "As {0} it is.");
        assertThat(polish.note(unknown)).isEqualTo("As {0} it is.");
    }

    @Test
    void shouldWriteDecimalsThatReadBack() {
        assertThat(Decimals.text(0.0)).isEqualTo("0.0");
        assertThat(Decimals.text(-0.0)).isEqualTo("0.0");
        assertThat(Decimals.text(100_000)).isEqualTo("100000.0");
        assertThat(Decimals.text(0.28 - 1e-17)).isEqualTo("0.28");
        assertThat(Decimals.text(2.0e-3)).isEqualTo("0.002");
        assertThat(Decimals.text(2.2e-308)).isEqualTo("2.2e-308");
        assertThat(Decimals.text(1.5e16)).isEqualTo("1.5e+16");
        assertThat(Decimals.text(-1e-5)).isEqualTo("-1e-05");
        java.util.Random random = new java.util.Random(7);
        int tried = 0;
        while (tried < 20_000) {
            double value = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(value) && Math.abs(value) < 1e300) {
                double rounded = Decimals.rounded(value);
                String text = Decimals.text(value);
                assertThat(Double.parseDouble(text)).as("seed 7, %s", text).isEqualTo(rounded);
                assertThat(Decimals.text(rounded)).isEqualTo(text);
                tried++;
            }
        }
    }

    @Test
    void shouldPlaceTicksAtRoundNumbersAndDates() {
        assertThat(Ticks.step(100, 5)).isEqualTo(20);
        assertThat(Ticks.step(0.07, 6)).isEqualTo(0.02, org.assertj.core.data.Offset.offset(1e-12));
        assertThat(Ticks.multiples(-3, 11, 5)).containsExactly(0.0, 5.0, 10.0);
        assertThat(Ticks.decimals(0.25)).isEqualTo(2);
        var from = java.time.Instant.parse("2019-11-05T00:00:00Z");
        var to = java.time.Instant.parse("2023-02-01T00:00:00Z");
        assertThat(Ticks.dates(from, to, 5).stream().map(Ticks.Tick::label))
                .containsExactly("2020", "2021", "2022", "2023");
        var noon = java.time.Instant.parse("2024-08-09T12:07:00Z");
        assertThat(Ticks.dates(noon, noon.plusSeconds(3_600), 4).stream().map(Ticks.Tick::label))
                .containsExactly("12:15", "12:30", "12:45", "13:00");
    }

    private static Properties load(String language) throws IOException {
        String file = "lab-report_" + language + ".properties";
        Properties properties = new Properties();
        try (Reader reader =
                new InputStreamReader(
                        Words.class.getResourceAsStream(file), StandardCharsets.UTF_8)) {
            properties.load(reader);
        }
        return properties;
    }

    private static String places(String text) {
        Matcher matcher = Pattern.compile("\\{[0-9]}").matcher(text);
        return matcher.results()
                .map(r -> r.group())
                .sorted()
                .distinct()
                .collect(Collectors.joining());
    }
}
