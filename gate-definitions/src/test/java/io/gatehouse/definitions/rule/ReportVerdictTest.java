package io.gatehouse.definitions.rule;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportVerdictTest {

    private static Bench report(String json) {
        return new Bench().file("report", json);
    }

    private static Map<String, Object> on(String member, String test, Object demand) {
        return Map.of("artefact", "report", "member", member, test, demand);
    }

    private static void passes(String json, Map<String, ?> parameters) {
        RuleAssert.that(report(json).run("report-verdict", parameters)).passes();
    }

    private static void fails(String json, Map<String, ?> parameters, String... codes) {
        RuleAssert.that(report(json).run("report-verdict", parameters)).failsWith(codes);
    }

    @Test
    void shouldCompareOneValue() {
        passes("{\"valid\":true}", on("valid", "equals", true));
        fails("{\"valid\":false}", on("valid", "equals", true), "value-refused");
        fails("{\"valid\":\"true\"}", on("valid", "equals", true), "value-refused");
        passes("{\"a\":{\"status\":\"ok\"}}", on("a.status", "one-of", List.of("PASS", "ok")));
        fails(
                "{\"a\":{\"status\":\"OK\"}}",
                on("a.status", "one-of", List.of("PASS", "ok")),
                "value-refused");
    }

    @Test
    void shouldCompareNumbersExactly() {
        passes("{\"n\":0}", on("n", "maximum", 0));
        passes("{\"n\":0.0}", on("n", "equals", 0));
        fails("{\"n\":0.000001}", on("n", "maximum", 0), "value-refused");
        fails("{\"n\":150}", on("n", "below", "150"), "value-refused");
        passes("{\"n\":149.999}", on("n", "below", "150"));
        passes("{\"n\":2}", on("n", "minimum", 2));
        fails("{\"n\":null}", on("n", "maximum", 0), "value-refused");
        fails("{\"n\":[]}", on("n", "maximum", 0), "value-refused");
        fails("{\"n\":1e9999}", on("n", "minimum", 0), "value-refused");
    }

    @Test
    void shouldTakeNoOtherNumberForTheOneDemanded() {
        fails("{\"n\":0.5}", on("n", "equals", 0), "value-refused");
        fails("{\"n\":1}", on("n", "equals", 0), "value-refused");
        fails("{\"n\":\"zero\"}", on("n", "equals", 0), "value-refused");
        fails("{\"n\":1.9}", on("n", "minimum", 2), "value-refused");
        fails("{\"n\":1}", on("n", "minimum", 2), "value-refused");
        fails("{\"n\":1}", on("n", "maximum", 0), "value-refused");
        passes("{\"n\":2.0}", on("n", "one-of", List.of(1, 2)));
        fails("{\"n\":2.0}", on("n", "none-of", List.of(1, 2)), "value-refused");
        fails("{\"n\":[]}", on("n", "none-of", List.of(1, 2)), "value-refused");
    }

    @Test
    void shouldShowAValueShort() {
        assertShown("\"" + "x".repeat(80) + "\"", "x".repeat(80));
        assertShown("\"" + "x".repeat(81) + "\"", "x".repeat(80) + "...");
        assertShown("\"a\\u0007b\"", "ab");
        assertShown("\" \"", "blank text");
        assertShown("[1,true,\"a\"]", "[1, true, a]");
        assertShown("[[]]", "a list of 1");
        assertShown("[1,2,3,4,5,6,7,8,9,10,11,12]", "[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]");
        assertShown("[1,2,3,4,5,6,7,8,9,10,11,12,13]", "a list of 13");
        assertShown("{\"a\":1}", "an object of 1");
        assertShown("null", "null");
    }

    private static void assertShown(String json, String shown) {
        io.gatehouse.audit.json.JsonReading reading =
                io.gatehouse.audit.json.StrictJson.readEvidence(
                        json.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        org.assertj.core.api.Assertions.assertThat(
                        ReportVerdict.show(
                                ((io.gatehouse.audit.json.JsonReading.Parsed) reading).value()))
                .isEqualTo(shown);
    }

    @Test
    void shouldLookAtEveryElement() {
        Map<String, ?> every = on("e[].adapters.*.status", "equals", "PASS");
        passes(
                "{\"e\":[{\"adapters\":{\"a\":{\"status\":\"PASS\"},\"b\":{\"status\":\"PASS\"}}}]}",
                every);
        fails(
                "{\"e\":[{\"adapters\":{\"a\":{\"status\":\"PASS\"},\"b\":{\"status\":\"FAIL\"}}}]}",
                every,
                "value-refused");
        fails(
                "{\"e\":[{\"adapters\":{\"a\":{\"status\":\"PASS\"},\"b\":{}}}]}",
                every,
                "no-member");
    }

    @Test
    void shouldNotTakeSilenceForAVerdict() {
        fails("{}", on("status", "equals", "PASS"), "no-member");
        fails("{\"e\":[]}", on("e[].status", "equals", "PASS"), "no-values");
        fails(
                "{\"e\":[{\"adapters\":{}}]}",
                on("e[].adapters.*.status", "equals", "PASS"),
                "no-values");
        fails("[]", on("status", "equals", "PASS"), "no-member");
    }

    @Test
    void shouldWantEveryNamedValue() {
        Map<String, ?> profiles = on("p[].name", "contains-all", List.of("a", "b"));
        passes("{\"p\":[{\"name\":\"b\"},{\"name\":\"c\"},{\"name\":\"a\"}]}", profiles);
        fails("{\"p\":[{\"name\":\"a\"}]}", profiles, "value-missing");
    }

    @Test
    void shouldTellEmptyFromAbsent() {
        passes("{\"errors\":[]}", on("errors", "empty", true));
        fails("{\"errors\":[\"x\"]}", on("errors", "empty", true), "value-refused");
        fails("{\"errors\":null}", on("errors", "empty", true), "value-refused");
        fails("{\"errors\":\"\"}", on("errors", "empty", true), "value-refused");
        fails("{}", on("errors", "empty", true), "no-member");
        passes("{\"tool\":\"x\"}", on("tool", "present", true));
        fails("{\"tool\":null}", on("tool", "present", true), "value-refused");
        fails("{\"tool\":\" \"}", on("tool", "present", true), "value-refused");
    }

    @Test
    void shouldReadEveryLine() {
        Map<String, ?> calm =
                Map.of(
                        "artefact",
                        "report",
                        "format",
                        "jsonl",
                        "member",
                        "severity",
                        "none-of",
                        List.of("error"),
                        "may-be-empty",
                        true);
        passes("{\"severity\":\"info\"}\n{\"severity\":\"notice\"}\n", calm);
        passes("", calm);
        fails("{\"severity\":\"info\"}\n{\"severity\":\"error\"}\n", calm, "value-refused");
        fails("{\"severity\":{}}\n", calm, "value-refused");
        fails("{}\n", calm, "no-member");
        Map<String, ?> spoken =
                Map.of(
                        "artefact",
                        "report",
                        "format",
                        "jsonl",
                        "member",
                        "severity",
                        "none-of",
                        List.of("error"));
        fails("", spoken, "empty-report");
    }

    @Test
    void shouldNotDecideAboutWhatItCannotRead() {
        Map<String, ?> ok = on("status", "equals", "ok");
        RuleAssert.that(report("{").run("report-verdict", ok)).errsWith("malformed");
        RuleAssert.that(report("").run("report-verdict", ok)).errsWith("malformed");
        RuleAssert.that(report("{\"status\":\"bad\",\"status\":\"ok\"}").run("report-verdict", ok))
                .errsWith("malformed");
        RuleAssert.that(report("{\"x\":Infinity}").run("report-verdict", ok)).errsWith("malformed");
        RuleAssert.that(report("{\"status\":\"ok\"}").unreadable().run("report-verdict", ok))
                .errsWith("unreadable");
        RuleAssert.that(report("[".repeat(10_000)).run("report-verdict", ok)).errsWith("malformed");
        Map<String, ?> lines =
                Map.of("artefact", "report", "format", "jsonl", "member", "s", "equals", "x");
        RuleAssert.that(report("{\"s\":\"x\"}").run("report-verdict", lines)).errsWith("malformed");
        RuleAssert.that(report("{\"s\":\"x\"}\n\n").run("report-verdict", lines))
                .errsWith("malformed");
    }

    @Test
    void shouldRefuseAChangedReportAndWaitForAMissingOne() {
        Map<String, ?> ok = on("status", "equals", "ok");
        RuleAssert.that(report("{\"status\":\"ok\"}").changed().run("report-verdict", ok))
                .failsWith("changed");
        RuleAssert.that(new Bench().artefact("report").run("report-verdict", ok))
                .waitsWith("missing");
    }

    @Test
    void shouldNotDecideWithUnfittingParameters() {
        RuleAssert.that(
                        report("{}")
                                .run("report-verdict", Map.of("artefact", "report", "member", "a")))
                .errsWith("bad-parameters");
        RuleAssert.that(report("{}").run("report-verdict", on("a..b", "equals", 1)))
                .errsWith("bad-parameters");
        RuleAssert.that(report("{}").run("report-verdict", on("a", "empty", false)))
                .errsWith("bad-parameters");
        RuleAssert.that(report("{}").run("report-verdict", on("a", "maximum", "much")))
                .errsWith("bad-parameters");
    }
}
