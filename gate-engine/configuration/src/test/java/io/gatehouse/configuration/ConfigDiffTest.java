package io.gatehouse.configuration;

import static io.gatehouse.configuration.ConfigTreeTest.parsed;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.core.json.CanonicalJson;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigDiffTest {

    private static final List<String> ALLOWED =
            List.of("execution.live", "alerts.prometheus", "runtime.live_routing");

    @Test
    void shouldNameWhatWasAddedRemovedAndChanged() {
        ConfigDiff diff = between("a: 1\nb: {c: x}\nd: [1, 2]\n", "b: {c: z, e: {}}\nd: [1]\n");

        assertThat(diff.lines())
                .containsExactly("- a: 1", "~ b.c: \"x\" -> \"z\"", "+ b.e: {}", "- d[1]: 2");
        assertThat(CanonicalJson.text(diff.toJson()))
                .startsWith("[{\"before\":\"1\",\"kind\":\"removed\",\"path\":\"a\"},");
    }

    @Test
    void shouldSeeNoDifferenceInOrderCommentsAndHarmlessQuotes() {
        assertThat(
                        between("a: abc\nb: {c: 1, d: 2}\n", "# x\nb:\n  d: 2\n  c: 1\na: 'abc'\n")
                                .isEmpty())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "yes,'\"yes\"'",
        "012,12",
        "1.0,1.00",
        "1:30,'\"1:30\"'",
        "2026-01-01,'\"2026-01-01\"'",
        "~,null",
        "on,'\"on\"'",
        "'[]','{}'",
        "'[]','\"[]\"'"
    })
    void shouldSeeADifferenceWhereSomeReaderSeesOne(String before, String after) {
        assertThat(between("a: " + before, "a: " + after).changes()).hasSize(1);
    }

    @Test
    void shouldHoldEveryChangeOutsideTheAllowedPathsAgainstTheCandidate() {
        ConfigDiff diff =
                between(
                        "execution: {live: {on: false}, live_routing: 1}\nrisk: {max: 1}\n",
                        "execution: {live: {on: true, x: [1]}, live_routing: 2}\nrisk: {max: 2}\nexecution.live: {y: 1}\n");

        assertThat(diff.outside(ALLOWED))
                .extracting(ConfigDiff.Change::path)
                .containsExactly("\"execution.live\".y", "execution.live_routing", "risk.max");
    }

    @Test
    void shouldSeeASectionThatIsReplacedByAScalar() {
        ConfigDiff diff = between("execution: {live: {on: 1}, paper: 1}", "execution: off");

        assertThat(diff.outside(ALLOWED))
                .extracting(ConfigDiff.Change::path)
                .containsExactly("execution", "execution.paper");
    }

    @ParameterizedTest
    @CsvSource({
        "execution.live,true",
        "execution.live.a,true",
        "execution.live[0],true",
        "execution.live_routing,false",
        "execution,false",
        "x.execution.live,false",
        "'\"execution.live\"',false"
    })
    void shouldAdmitAPathAndWhatIsBelowIt(String path, boolean within) {
        assertThat(ConfigPath.isWithin(path, ALLOWED)).isEqualTo(within);
    }

    @Test
    void shouldAdmitNothingWhenNothingIsAllowed() {
        assertThat(ConfigPath.isWithin("a", List.of())).isFalse();
        assertThat(ConfigPath.isWithin("a", List.of(""))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "api_key: hunter2",
        "credentials: {binance: hunter2}",
        "db: {password: hunter2}",
        "webhook_url: hunter2",
        "url: 'postgres://me:hunter2@host/db'",
        "hmac: [hunter2]",
        "auth: 'Bearer hunter2'"
    })
    void shouldMaskWhatLooksSecretButReportTheChange(String yaml) {
        ConfigDiff diff = between(yaml, yaml.replace("hunter2", "hunter3"));

        assertThat(diff.changes()).hasSize(1);
        assertThat(diff.toString() + diff.lines() + diff.toJson())
                .contains("***")
                .doesNotContain("hunter");
    }

    @Test
    void shouldPrintNoTerminalEscapes() {
        ConfigDiff diff = between("a: x", "a: \"\\e[31m\\u202e\"\n\"k\\e[2J\": 1");

        assertThat(diff.lines().toString()).doesNotContain("\u001b").doesNotContain("\u202e");
    }

    private static ConfigDiff between(String before, String after) {
        return ConfigDiff.between(parsed(before), parsed(after));
    }
}
