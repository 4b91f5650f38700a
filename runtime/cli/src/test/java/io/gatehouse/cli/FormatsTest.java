package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.cli.report.JUnitReport;
import io.gatehouse.cli.report.MarkdownReport;
import io.gatehouse.cli.report.Report;
import io.gatehouse.cli.report.ReportItem;
import io.gatehouse.cli.report.Standing;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.rule.Finding;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

class FormatsTest {

    private static final int TRIES = Boolean.getBoolean("gatehouse.campaign") ? 100_000 : 3_000;

    @TempDir private Path home;

    private static Element junit(String text) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        return factory.newDocumentBuilder()
                .parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))
                .getDocumentElement();
    }

    private static Report report(String text) {
        List<ReportItem> items =
                List.of(
                        new ReportItem("", text, Standing.PASS, text, List.of()),
                        new ReportItem(text, "b", Standing.WARN, text, List.of()),
                        new ReportItem("", "c", Standing.PENDING, text, List.of()),
                        new ReportItem("", "d", Standing.NOT_APPLICABLE, text, List.of()),
                        new ReportItem("", "e", Standing.ERROR, text, List.of()),
                        new ReportItem(
                                "",
                                "f",
                                Standing.FAIL,
                                "",
                                List.of(Finding.of("rule-x", "code", text, text, text, text))));
        return new Report(
                "x/1",
                "title",
                text,
                List.of(text),
                new TreeMap<>(Map.of("p", text)),
                items,
                JsonObject.EMPTY);
    }

    @Test
    void shouldCountWhatIsNoYesAsFailureOrError() throws Exception {
        Element root = junit(JUnitReport.render(report("x"), Messages.in("en")));
        assertThat(root.getAttribute("tests")).isEqualTo("6");
        assertThat(root.getAttribute("failures")).isEqualTo("2");
        assertThat(root.getAttribute("errors")).isEqualTo("1");
        assertThat(root.getElementsByTagName("testcase").getLength()).isEqualTo(6);
        assertThat(root.getElementsByTagName("failure").getLength()).isEqualTo(2);
    }

    @Test
    void shouldFormNoLinkFromAnAddressWithoutScheme() {
        assertThat(MarkdownReport.render(report("see WWW.example.com/x.json"), Messages.in("en")))
                .contains("see WWW&#46;example.com/x.json")
                .doesNotContain("WWW.");
    }

    @Test
    void shouldStayWellFormedWhateverTextIsReported() throws Exception {
        long seed = 20260121L;
        Random random = new Random(seed);
        String spice = "|<>&\"'`*_[]()#!~\\\u0000\u0007\u001b\u0085\u202e\u2028\ufffe\n\r\t ]]>@:a";
        int tried = 0;
        for (int i = 0; i < TRIES; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(12); n >= 0; n--) {
                text.append(
                        random.nextInt(8) == 0
                                ? (char) (0xD800 + random.nextInt(0x800))
                                : spice.charAt(random.nextInt(spice.length())));
            }
            Report report = report(text.toString());
            String what = "seed " + seed + ", try " + i;
            Element root = junit(JUnitReport.render(report, Messages.in("pl")));
            assertThat(root.getElementsByTagName("testcase").getLength()).as(what).isEqualTo(6);
            for (String line : MarkdownReport.render(report, Messages.in("en")).split("\n", -1)) {
                boolean row = line.startsWith("|");
                long bars = line.replaceAll("\\\\.", "").chars().filter(c -> c == '|').count();
                assertThat(bars)
                        .as(what + ": " + line)
                        .isIn(row ? List.of(3L, 4L, 7L) : List.of(0L));
                assertThat(line.chars().noneMatch(c -> c < ' ')).as(what).isTrue();
                assertThat(line).as(what).doesNotContain("<");
            }
            tried++;
        }
        assertThat(tried).isEqualTo(TRIES);
    }

    @Test
    void shouldAnswerInEveryFormatWhereSomethingIsChecked() throws Exception {
        // given
        Bench bench = Bench.founded(home);
        Bench.require(bench.open(), 0);
        Bench.require(bench.as("rita", "promotion", "run", "p-1"), 0);
        List<List<String>> verbs =
                List.of(
                        List.of("check", "demo"),
                        List.of("log", "verify", "--strict"),
                        List.of("audit", "fsck"),
                        List.of("audit", "replay"),
                        List.of("evidence", "verify"),
                        List.of("permit", "verify", "none.json"),
                        List.of("gate", "lint"),
                        List.of("doctor"));
        for (List<String> verb : verbs) {
            int text = run(bench, verb, "text").exit();
            Bench.Said xml = run(bench, verb, "junit");
            Bench.Said markdown = run(bench, verb, "markdown");
            assertThat(xml.exit()).as(verb + xml.err()).isEqualTo(text);
            assertThat(markdown.exit()).as(verb.toString()).isEqualTo(text);
            Element root = junit(xml.out());
            int bad =
                    Integer.parseInt(root.getAttribute("failures"))
                            + Integer.parseInt(root.getAttribute("errors"));
            // an empty log verifies nothing and is no yes, although no line failed
            assertThat(bad > 0).as(verb + xml.out()).isEqualTo(text != 0);
            assertThat(markdown.out()).startsWith("# ");
        }
        assertThat(verbs).hasSize(8);
    }

    private static Bench.Said run(Bench bench, List<String> verb, String format) {
        List<String> all = new java.util.ArrayList<>(verb);
        all.addAll(List.of("--format", format));
        return bench.run(all.toArray(String[]::new));
    }

    @Test
    void shouldRefuseAFormatThatAVerbDoesNotHaveBeforeItDoesAnything() throws Exception {
        Bench bench = Bench.founded(home);
        assertThat(bench.run("status", "--format", "junit").exit()).isEqualTo(ExitCodes.USAGE);
        assertThat(bench.run("status", "--format", "sarif").exit()).isEqualTo(ExitCodes.USAGE);
        Bench.Said said = bench.run("halt", "--format", "markdown");
        assertThat(said.exit()).isEqualTo(ExitCodes.USAGE);
        assertThat(said.err()).contains("cannot answer as markdown");
        assertThat(bench.run("status").out()).doesNotContain("latch");
    }
}
