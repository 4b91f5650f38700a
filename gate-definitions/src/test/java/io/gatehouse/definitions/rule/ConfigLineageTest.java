package io.gatehouse.definitions.rule;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gatehouse.core.definition.Environment;
import io.gatehouse.core.definition.Role;
import io.gatehouse.core.evidence.Observation;
import io.gatehouse.core.rule.Finding;
import io.gatehouse.core.rule.RuleResult;
import io.gatehouse.core.state.SignOffKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigLineageTest {

    private static final String PAPER =
            """
            # admitted to paper
            execution:
              live: {enabled: false}
              mtls: {registry: var/x}
            risk_profiles:
              balanced: {max_daily_loss_pct: 0.015, name: balanced}
            runtime:
              live_routing: {enabled: false}
              symbols: [BTC, ETH]
            """;

    /** So many differences are named. */
    private static final int MOST = 100;

    private static final Map<String, ?> LINEAGE =
            Map.of(
                    "artefact",
                    "config",
                    "admitted-to",
                    "PAPER",
                    "may-change",
                    List.of("execution.live", "alerts.prometheus", "runtime.live_routing"),
                    "sign-off",
                    List.of("owner", "compliance"));

    private static Bench bench(String candidate) {
        Bench bench = new Bench().file("config", candidate);
        bench.admitted.put(
                Environment.PAPER,
                bench.observation("config", PAPER.getBytes(UTF_8), Bench.NOW.minusSeconds(99)));
        return bench.signOff("wanda", Role.OWNER, SignOffKind.APPROVED)
                .signOff("celina", Role.COMPLIANCE, SignOffKind.APPROVED);
    }

    private static List<String> differences(String candidate) {
        RuleResult result = bench(candidate).run("config-lineage", LINEAGE);
        RuleAssert.that(result)
                .failsWith(result.findings().stream().map(Finding::code).toArray(String[]::new));
        assertThat(result.findings()).extracting(Finding::code).containsOnly("differs-outside");
        return result.findings().stream().map(Finding::subject).toList();
    }

    @Test
    void shouldAcceptTheSameValuesInAnotherLayout() {
        String other =
                """
                runtime:
                  symbols:
                    - BTC
                    - 'ETH'
                  live_routing: {enabled: false}
                risk_profiles: {balanced: {name: "balanced", max_daily_loss_pct: 0.015}}   # same
                execution: {mtls: {registry: var/x}, live: {enabled: false}}
                """;
        RuleAssert.that(bench(other).run("config-lineage", LINEAGE)).passes();
    }

    @Test
    void shouldAcceptChangesUnderTheListedPaths() {
        String live =
                PAPER.replace("live: {enabled: false}", "live: {enabled: true, default_route: [a]}")
                                .replace(
                                        "live_routing: {enabled: false}",
                                        "live_routing: {enabled: true}")
                        + "alerts:\n  prometheus: [{name: x, expr: y}]\n";

        RuleAssert.that(bench(live).run("config-lineage", LINEAGE)).passes();
    }

    @Test
    void shouldNameEveryPathThatDiffersOutside() {
        assertThat(differences(PAPER.replace("0.015", "0.15") + "extra: 1\n"))
                .containsExactly("extra", "risk_profiles.balanced.max_daily_loss_pct");
        assertThat(differences(PAPER.replace("[BTC, ETH]", "[ETH, BTC]")))
                .containsExactly("runtime.symbols[0]", "runtime.symbols[1]");
        assertThat(differences(PAPER.replace("[BTC, ETH]", "[BTC]")))
                .containsExactly("runtime.symbols");
        assertThat(differences(PAPER.replace("  mtls: {registry: var/x}\n", "")))
                .containsExactly("execution.mtls");
    }

    @Test
    void shouldNameAHundredPathsAndCountTheRest() {
        StringBuilder more = new StringBuilder(PAPER);
        for (int i = 0; i < MOST; i++) {
            more.append("extra_").append(i).append(": 1\n");
        }
        assertThat(differences(more.toString())).hasSize(MOST);
        List<String> over = differences(more + "one_more: 1\n");
        assertThat(over).hasSize(MOST + 1);
        assertThat(over.get(MOST)).isEqualTo("reports/config/1");
    }

    @Test
    void shouldNotDecideOverAnArchiveThatCannotBeRead() {
        Bench bench = bench(PAPER);
        Observation admitted = bench.admitted.get(Environment.PAPER);
        bench.admitted.put(
                Environment.PAPER,
                new Observation(
                        admitted.item(), admitted.now(), "too large", java.util.Optional.empty()));
        assertThat(
                        RuleAssert.that(bench.run("config-lineage", LINEAGE))
                                .errsWith("no-content")
                                .observed())
                .isEqualTo("too large");
        bench.admitted.clear();
        RuleAssert.that(bench.run("config-lineage", LINEAGE)).errsWith("no-admitted-configuration");
    }

    @Test
    void shouldRefuseAListedNameInAnotherPlaceAndANeighbour() {
        assertThat(differences(PAPER + "other: {execution: {live: 1}}\n")).containsExactly("other");
        assertThat(differences(PAPER + "alerts: {telegram: on, prometheus: []}\n"))
                .containsExactly("alerts.telegram");
        assertThat(differences(PAPER.replace("live_routing:", "live_routing_2:")))
                .containsExactly("runtime.live_routing_2");
        assertThat(differences(PAPER.replace("live: {enabled: false}", "live.x: {enabled: false}")))
                .containsExactly("execution.live.x");
    }

    @Test
    void shouldRefuseValuesThatOneReaderOnlyTakesForEqual() {
        assertThat(differences(PAPER.replace("0.015", "\"0.015\""))).hasSize(1);
        assertThat(differences(PAPER.replace("0.015", "0.0150"))).hasSize(1);
        assertThat(differences(PAPER.replace("[BTC, ETH]", "[BTC, null]"))).hasSize(1);
        assertThat(
                        differences(
                                PAPER.replace("balanced: {", "'balanced': {")
                                        .replace("var/x", "'var/y'")))
                .hasSize(1);
    }

    @Test
    void shouldNotDecideAboutYamlThatReadersUnderstandDifferently() {
        for (String hostile :
                List.of(
                        PAPER + "'execution#2': {live: 1}\n",
                        PAPER.replace("BTC", "&a BTC"),
                        PAPER + "x: !!python/object y\n",
                        PAPER + "---\na: b\n",
                        "[1]",
                        "",
                        "a: [")) {
            RuleAssert.that(bench(hostile).run("config-lineage", LINEAGE)).errsWith("malformed");
        }
    }

    @Test
    void shouldNameAKeyThatOccursASecondTime() {
        assertThat(differences(PAPER + "execution: {live: {enabled: true}}\n"))
                .containsExactly("execution#2");
    }

    /** The file of the real system, in which four environments are defined twice. */
    @Test
    void shouldCompareEveryOccurrenceInTheRealConfiguration() throws IOException {
        Path file =
                Path.of(
                        System.getProperty("gatehouse.root"),
                        "..",
                        "shared",
                        "interop",
                        "config",
                        "core.yaml");
        assumeTrue(Files.isRegularFile(file), "not there: " + file);
        String real = Files.readString(file);
        RuleAssert.that(between(real, real).run("config-lineage", LINEAGE)).passes();

        for (String name : List.of("coinbase_paper", "okx_paper", "kucoin_paper", "bybit_paper")) {
            String key = "\n  " + name + ":\n";
            int first = real.indexOf(key);
            int second = real.indexOf(key, first + 1);
            assertThat(List.of(first, second)).as(name).doesNotContain(-1);
            for (int at : List.of(first, second)) {
                int line = at + key.length();
                String changed =
                        real.substring(0, line) + "    extra_of_a_test: 1\n" + real.substring(line);
                RuleResult result = between(real, changed).run("config-lineage", LINEAGE);
                assertThat(result.findings())
                        .extracting(Finding::subject)
                        .containsExactly(
                                "environments."
                                        + name
                                        + (at == first ? "" : "#2")
                                        + ".extra_of_a_test");
            }
        }
    }

    private static Bench between(String admitted, String candidate) {
        Bench bench = bench(candidate);
        bench.admitted.put(
                Environment.PAPER,
                bench.observation("config", admitted.getBytes(UTF_8), Bench.NOW.minusSeconds(99)));
        return bench;
    }

    @Test
    void shouldNotDecideWithoutTheAdmittedConfiguration() {
        Bench bench = bench(PAPER);
        bench.admitted.clear();

        RuleAssert.that(bench.run("config-lineage", LINEAGE)).errsWith("no-admitted-configuration");
    }

    @Test
    void shouldRefuseAnArchiveThatChanged() {
        Bench bench = bench(PAPER);
        Bench other = new Bench().file("config", "x: y\n").changed();
        bench.admitted.put(Environment.PAPER, other.observations.get(0));

        RuleAssert.that(bench.run("config-lineage", LINEAGE)).failsWith("changed");
    }

    @Test
    void shouldWaitForOwnerAndComplianceToSignTheDifferenceOff() {
        Bench bench = bench(PAPER);
        bench.signOffs.remove(0);
        RuleAssert.that(bench.run("config-lineage", LINEAGE)).waitsWith("not-signed-off");

        bench = bench(PAPER);
        bench.preparers.add("wanda");
        RuleAssert.that(bench.run("config-lineage", LINEAGE)).waitsWith("not-signed-off");
    }

    @Test
    void shouldRefuseTwoCandidates() {
        Bench bench = new Bench().file("config", PAPER).file("config", PAPER);
        bench.admitted.putAll(bench(PAPER).admitted);
        bench.signOff("wanda", Role.OWNER, SignOffKind.APPROVED)
                .signOff("celina", Role.COMPLIANCE, SignOffKind.APPROVED);

        RuleAssert.that(bench.run("config-lineage", LINEAGE)).failsWith("several-candidates");
    }

    @Test
    void shouldListNoMoreDifferencesThanPeopleRead() {
        StringBuilder candidate = new StringBuilder(PAPER);
        for (int i = 0; i < 500; i++) {
            candidate.append("k").append(i).append(": 1\n");
        }
        RuleResult result = bench(candidate.toString()).run("config-lineage", LINEAGE);

        assertThat(result.findings()).hasSize(101);
        assertThat(result.findings().get(100).observed()).isEqualTo("400 more");
    }

    @Test
    void shouldNameBothDigests() {
        RuleResult result = bench(PAPER).run("config-lineage", LINEAGE);

        assertThat(result.items()).hasSize(2);
    }
}
