package io.gatehouse.definitions.rule;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.core.definition.ActionDefinition;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.AdapterId;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.rule.RuleResult;
import io.gatehouse.core.rule.Verdict;
import io.gatehouse.core.state.ActionState;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A smoke's report is judged by its figures; what it says of itself opens nothing. */
class SmokePassTest {

    private static final Instant MADE = Bench.NOW.minusSeconds(3_600);
    private static final String CONFIG = kept("core.yaml");

    private static String kept(String name) {
        try (InputStream in = SmokePassTest.class.getResourceAsStream("/smoke/" + name)) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A report and what stands beside it; a test changes one of them. */
    private static final class Case {
        private final String kind;
        private String report;
        private String config = CONFIG;
        private Optional<String> expected = Optional.empty();
        private final Map<String, Object> demand = new HashMap<>();

        Case(String kind) {
            this.kind = kind;
            this.report = kept(kind + ".json");
            demand.put("artefact", "report");
            demand.put("kind", kind);
            demand.put("configuration", "configuration");
            demand.put("max-age", "P7D");
            if (!kind.equals("paper")) {
                expected = Optional.of(kept(kind + "_expected.json"));
                demand.put("expected", "expected");
                demand.put("strategies", List.of("cross-exchange", "mean-reversion"));
            }
        }

        Case with(String name, Object value) {
            demand.put(name, value);
            return this;
        }

        /** An edit whose author forgot, or did not know, the digest of the content. */
        Case edit(String pattern, String replacement) {
            Matcher matcher = Pattern.compile(pattern).matcher(report);
            assertThat(matcher.find()).as(pattern).isTrue();
            String edited = matcher.replaceFirst(replacement);
            assertThat(edited).isNotEqualTo(report);
            report = edited;
            return this;
        }

        /** An edit whose author wrote the digest of the content anew. */
        Case forge(String pattern, String replacement) {
            edit(pattern, replacement);
            JsonObject object = read(report).without("content_sha384");
            report =
                    CanonicalJson.text(object.with("content_sha384", Digest.of(object).value()))
                            + "\n";
            return this;
        }

        Bench bench() {
            Bench bench =
                    new Bench()
                            .file("report", report.getBytes(UTF_8), MADE)
                            .file("configuration", config.getBytes(UTF_8), MADE);
            expected.ifPresent(text -> bench.file("expected", text.getBytes(UTF_8), MADE));
            return bench;
        }

        RuleResult run() {
            return bench().run("smoke-pass", demand);
        }

        @Override
        public String toString() {
            return kind;
        }
    }

    private static JsonObject read(String text) {
        return StrictJson.readEvidence(text.getBytes(UTF_8)).objectOrThrow();
    }

    @Test
    void shouldAcceptSmokesThatPassed() {
        for (String kind : List.of("demo", "stage4", "paper")) {
            RuleAssert.that(new Case(kind).run()).passes();
        }
        Case withPages = new Case("paper").with("markdown", "pages");
        RuleAssert.that(
                        withPages
                                .bench()
                                .file("pages", kept("paper.md"))
                                .run("smoke-pass", withPages.demand))
                .passes();
    }

    private static Arguments refused(String code, Case given) {
        return Arguments.of(code, given);
    }

    private static Case demo() {
        return new Case("demo");
    }

    private static Case paper() {
        return new Case("paper");
    }

    static Stream<Arguments> forged() {
        return Stream.of(
                refused("figures-disagree", demo().forge("\"fee\":(\\d)", "\"fee\":9$1")),
                refused("figures-disagree", demo().forge("\"price\":(\\d)", "\"price\":9$1")),
                refused("figures-disagree", demo().forge("\"quantity\":(\\d)", "\"quantity\":9$1")),
                refused("figures-disagree", demo().forge("\"open\":(\\d)", "\"open\":9$1")),
                refused("figures-disagree", demo().forge("\"pnl\":-", "\"pnl\":")),
                refused("figures-disagree", demo().forge("\"side\":\"sell\"", "\"side\":\"buy\"")),
                refused("figures-disagree", demo().forge("\"unfilled\":\\d", "\"unfilled\":7")),
                refused(
                        "figures-disagree",
                        demo().forge("\"signals\":\\d+,\"trades\"", "\"signals\":9999,\"trades\"")),
                refused("figures-disagree", demo().forge("\"fee_points\":10", "\"fee_points\":1")),
                refused(
                        "figures-disagree",
                        demo().forge("\"cross-exchange\":\\d+", "\"cross-exchange\":1000")),
                refused(
                        "figures-disagree",
                        demo().forge("\"signalled\":\"2026-01-0", "\"signalled\":\"2025-01-0")),
                refused("figures-disagree", demo().forge("\"window\":48", "\"window\":24")),
                refused(
                        "figures-disagree",
                        demo().forge("\"status\":\"PASS\"", "\"status\":\"FAIL\"")),
                refused("figures-disagree", demo().forge("\"tolerance\":5\\d+", "\"tolerance\":1")),
                refused("look-ahead", demo().forge("\"cut\":\"sha384:.", "\"cut\":\"sha384:0")),
                refused("too-few-cuts", demo().with("min-cuts", 25)),
                refused("too-few-cycles", demo().with("min-cycles", 3)),
                refused("recursive", demo().forge("\"difference\":0", "\"difference\":10001")),
                refused("recursive", demo().forge("\"compared\":\\d+", "\"compared\":0")),
                refused(
                        "nondeterministic",
                        demo().forge(
                                        "\"targets_sha384\":\\[\"sha384:.",
                                        "\"targets_sha384\":[\"sha384:0")),
                refused("strategies-incomplete", demo().with("strategies", List.of("other"))),
                refused("other-kind", demo().forge("\"kind\":\"demo\"", "\"kind\":\"stage4\"")),
                refused("stale", demo().forge("2026-11-20T11", "2026-11-01T11")),
                refused("future-dated", demo().forge("2026-11-20T11", "2026-11-21T11")),
                refused(
                        "synthetic-data",
                        demo().forge("\"synthetic_data\":false", "\"synthetic_data\":true")),
                refused(
                        "figures-disagree",
                        demo().forge("\"path\":\"data/candles/", "\"path\":\"made/")),
                refused(
                        "other-expectation",
                        demo().forge(
                                        "\"expected_sha384\":\"sha384:.",
                                        "\"expected_sha384\":\"sha384:f")),
                refused(
                        "figures-disagree",
                        demo().forge("\"basis_sha384\":\"sha384:.", "\"basis_sha384\":\"sha384:f")),
                refused(
                        "other-instruments",
                        demo().forge(
                                        "\"instrument\":\"binance_spot:ETHUSDT\",\"open\"",
                                        "\"instrument\":\"binance_spot:DOGEUSDT\",\"open\"")),
                refused("no-job", new Case("stage4").forge("\"job\":\"4711\"", "\"job\":\"\"")),
                refused(
                        "limit-exceeded",
                        new Case("stage4")
                                .forge("\"peaks\":\\{\"gross\":", "\"peaks\":{\"gross\":9")),
                refused(
                        "figures-disagree",
                        new Case("stage4")
                                .forge("\"limits\":\\{\"gross\":", "\"limits\":{\"gross\":9")),
                refused(
                        "other-limit",
                        new Case("stage4")
                                .forge("\"open\":4,\"position\"", "\"open\":5,\"position\"")),
                refused("signals-differ", paper().forge("\"differing\":0", "\"differing\":1")),
                refused(
                        "signals-differ",
                        paper().forge(
                                        "\"paper_sha384\":\"sha384:.",
                                        "\"paper_sha384\":\"sha384:f")),
                refused("too-few-orders", paper().with("min-orders", 1_000)),
                refused("too-few-fills", paper().with("min-orders", 1_000)),
                refused("too-short", paper().with("min-hours", 1_000)),
                refused("fill-ratio", paper().with("min-fill-percent", 99)),
                refused("price-drift", paper().with("max-difference", 10)),
                refused("figures-disagree", paper().forge("\"price\":(\\d)", "\"price\":9$1")),
                refused(
                        "figures-disagree",
                        paper().forge("\"filled_orders\":\\d", "\"filled_orders\":1")),
                refused("figures-disagree", paper().forge("\"seconds\":6", "\"seconds\":7")),
                refused(
                        "figures-disagree",
                        paper().forge(
                                        "\"fill_ratio\":\\{\"lower\":",
                                        "\"fill_ratio\":{\"lower\":1")),
                refused("duplicate", paper().forge("\"fill_id\":\"f-2\"", "\"fill_id\":\"f-1\"")),
                refused("duplicate", paper().forge("\"order_id\":\"o-2\"", "\"order_id\":\"o-1\"")),
                refused(
                        "overfilled",
                        paper().forge("(\"price\":\\d+,\"quantity\":)(\\d)", "$19$2")),
                refused(
                        "figures-disagree",
                        paper().forge("\"source\":\"recorded\"", "\"source\":\"simulated\"")));
    }

    @ParameterizedTest
    @MethodSource("forged")
    void shouldRefuseWhatDoesNotFollowFromTheFigures(String code, Case given) {
        assertThat(RuleAssert.that(given.run()).codes()).contains(code);
    }

    @Test
    void shouldRefuseAToleranceThatTestsNothing() {
        RuleAssert.that(demo().with("max-tolerance", 2).run()).passes();
        assertThat(RuleAssert.that(demo().with("max-tolerance", 1).run()).codes())
                .containsOnly("tolerance-too-wide");
    }

    @Test
    void shouldRefuseADeviationFromWhatWasAdopted() {
        Case given = demo();
        String expected = given.expected.orElseThrow();
        String other = expected.replaceFirst("(\"orders\":\\{\"expected\":)(\\d)", "$19$2");
        String before = Digest.sha384(expected.getBytes(UTF_8)).value();
        String after = Digest.sha384(other.getBytes(UTF_8)).value();
        given.expected = Optional.of(other);
        given.forge(before, after);
        assertThat(RuleAssert.that(given.run()).codes())
                .contains("tolerance-exceeded", "figures-disagree");
    }

    @Test
    void shouldRefuseAnotherConfigurationAndOtherInstruments() {
        Case other = demo();
        other.config = CONFIG + "# another\n";
        assertThat(RuleAssert.that(other.run()).codes()).containsOnly("other-configuration");

        Case fewer = demo();
        fewer.config = CONFIG.replace("          kraken_spot: XBTUSDT\n", "");
        fewer.forge(
                Digest.sha384(CONFIG.getBytes(UTF_8)).value(),
                Digest.sha384(fewer.config.getBytes(UTF_8)).value());
        assertThat(RuleAssert.that(fewer.run()).codes()).containsOnly("other-instruments");
    }

    @Test
    void shouldRefuseOtherCandlesAnotherLogAndOtherPages() {
        Case data = demo().with("data", "candles");
        RuleAssert.that(data.bench().file("candles", "x").run("smoke-pass", data.demand))
                .failsWith("other-data");
        Case log = paper().with("log", "log");
        RuleAssert.that(log.bench().file("log", "x").run("smoke-pass", log.demand))
                .failsWith("other-log");
        Case pages = paper().with("markdown", "pages");
        RuleAssert.that(pages.bench().file("pages", "x").run("smoke-pass", pages.demand))
                .failsWith("markdown-of-another-run");
    }

    @Test
    void shouldRefuseEveryReportWithOneOtherDigit() {
        long seed = 20261120;
        int tried = 0;
        for (String kind : List.of("demo", "paper")) {
            String report = kept(kind + ".json");
            List<Integer> digits = new ArrayList<>();
            for (int i = 0; i < report.length(); i++) {
                if (Character.isDigit(report.charAt(i))) {
                    digits.add(i);
                }
            }
            Random random = new Random(seed);
            int count = Boolean.getBoolean("gatehouse.campaign") ? digits.size() : 150;
            for (int i = 0; i < count; i++) {
                int at =
                        count == digits.size()
                                ? digits.get(i)
                                : digits.get(random.nextInt(digits.size()));
                char digit = (char) ('0' + (report.charAt(at) - '0' + 1 + random.nextInt(9)) % 10);
                Case edited = new Case(kind);
                edited.report = report.substring(0, at) + digit + report.substring(at + 1);
                assertThat(edited.run().verdict())
                        .as("%s at %d, seed %d", kind, at, seed)
                        .isNotEqualTo(Verdict.PASS);
                tried++;
            }
        }
        assertThat(tried).isGreaterThanOrEqualTo(300);
    }

    @Test
    void shouldNotDecideOverWhatItCannotRead() {
        for (String bad : List.of("", "[]", "{", "{\"schema\":\"other/1\"}")) {
            Case given = demo();
            given.report = bad;
            assertThat(given.run().verdict()).as(bad).isEqualTo(Verdict.ERROR);
        }
        Case emptied = demo();
        emptied.report = "{\"schema\":\"gatehouse.smoke-report/1\"}";
        assertThat(emptied.run().verdict()).isEqualTo(Verdict.ERROR);
        Case odd = demo();
        odd.report = "{\"schema\":\"gatehouse.smoke-report/1\",\"ł\":1}";
        assertThat(odd.run().verdict()).isEqualTo(Verdict.ERROR);
    }

    @Test
    void shouldDemandTheReportOfItsOwnRun() {
        Case given = demo();
        assertThat(RuleAssert.that(ofRun(given, given.report)).codes()).isEmpty();
        assertThat(RuleAssert.that(ofRun(given, given.report + " ")).codes())
                .containsOnly("report-not-of-this-run");
        // the other smoke of the step, which a job ran
        Case other = new Case("stage4");
        assertThat(RuleAssert.that(ofRun(other, given.report)).codes()).isEmpty();
    }

    private static RuleResult ofRun(Case given, String written) {
        Bench bench = given.bench();
        bench.action =
                Optional.of(
                        new ActionDefinition(
                                new AdapterId("smoke"),
                                JsonObject.of("task", "demo"),
                                Duration.ofMinutes(5)));
        bench.actionState = Optional.of(state());
        bench.facts =
                JsonObject.of("report_sha384", Digest.sha384(written.getBytes(UTF_8)).value());
        return bench.run("smoke-pass", given.demand);
    }

    private static ActionState state() {
        return new ActionState("key", 1, ActionState.Phase.SUCCEEDED, Bench.NOW);
    }

    @Test
    void shouldKnowItsKindsAlone() {
        RuleAssert.that(demo().with("kind", "live").run()).errsWith("bad-parameters");
        RuleAssert.that(paper().with("expected", "report").run()).errsWith("bad-parameters");
        RuleAssert.that(demo().with("log", "report").run()).errsWith("bad-parameters");
    }

    /** Both rules read one file: the older one keeps judging the form of the existing summary. */
    @Test
    void shouldPleaseTheRuleOnTheExistingSummaryToo() {
        Bench bench = new Bench().file("json", kept("paper.json")).file("md", kept("paper.md"));
        RuleAssert.that(
                        bench.run(
                                "smoke-report",
                                Map.of(
                                        "artefact", "json",
                                        "kind", "paper",
                                        "markdown", "md",
                                        "max-age", "P7D")))
                .passes();
    }
}
