package io.gatehouse.definitions.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.core.definition.GateDefinition;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RowFloorTest {

    private static String text(String gate) {
        return new String(DefinitionLoader.builtInBytes(gate), UTF_8);
    }

    private static GateDefinition gate(String id, String text) {
        DefinitionFile file = DefinitionFile.read(id + ".yaml", text.getBytes(UTF_8));
        assertThat(file.fault()).isEmpty();
        return file.gate().orElseThrow();
    }

    private static List<String> faults(String id, String before, String after) {
        assertThat(text(id)).contains(before);
        return Floor.faults(gate(id, text(id).replace(before, after))).stream()
                .map(DefinitionFault::message)
                .toList();
    }

    private static void refuses(String id, String before, String after, String row, String rule) {
        assertThat(faults(id, before, after))
                .anySatisfy(message -> assertThat(message).startsWith(row).contains(rule));
    }

    @ParameterizedTest
    @ValueSource(strings = {"paper", "live", "stage6"})
    void shouldRefuseAGateWithoutAnyOneRuleOfItsRows(String id) {
        GateDefinition builtIn = gate(id, text(id));
        assertThat(RowFloor.faults(builtIn)).isEmpty();
        List<RowDemand> demands = RowFloor.demands(builtIn);
        assertThat(demands).hasSizeGreaterThanOrEqualTo(3);
        for (RowDemand demand : demands) {
            String less = text(id);
            for (SoughtRule sought : demand.oneOf()) {
                less = less.replace("rule: " + sought.rule(), "rule: no-such-rule");
            }
            assertThat(Floor.faults(gate(id, less)))
                    .as(demand.row())
                    .anySatisfy(
                            fault -> {
                                assertThat(fault.code()).isEqualTo("below-floor");
                                assertThat(fault.message())
                                        .isEqualTo(demand.described())
                                        .startsWith(demand.row())
                                        .contains("'" + demand.oneOf().get(0).rule() + "'");
                            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"paper", "live", "stage6"})
    void shouldNotCountARuleThatNeedNotApply(String id) {
        for (RowDemand demand : RowFloor.demands(gate(id, text(id)))) {
            String less = text(id);
            for (SoughtRule sought : demand.oneOf()) {
                less =
                        less.replace(
                                        "{rule: " + sought.rule() + ",",
                                        "{may-not-apply: true, rule: " + sought.rule() + ",")
                                .replace(
                                        "- rule: " + sought.rule() + "\n",
                                        "- may-not-apply: true\n        rule: "
                                                + sought.rule()
                                                + "\n");
            }
            assertThat(Floor.faults(gate(id, less)))
                    .extracting(DefinitionFault::message)
                    .contains(demand.described());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "paper|manual], max-age: P7D|manual], max-age: P365D|RB-2.1|labs-pass",
                "paper|aggressive, manual], max-age|aggressive], max-age|RB-2.1|labs-pass",
                "paper|member: synthetic_data, equals: false|member: synthetic_data, equals: true|RB-2.1|report-verdict",
                "paper|platforms: [linux], max-age: P7D|platforms: [linux], max-age: P70D|RB-2.2|bundle-verified",
                "paper|release-identified, manifest: bundle-manifest}|release-identified, ci: packaging-run}|RB-2.2|release-identified",
                "paper|profiles: [paper]|profiles: [paper, demo]|RB-2.3|licence-registry",
                "paper|profiles: [paper]|profiles: [paper, demo]|RB-2.3|licence-valid",
                "paper|, markdown: smoke-markdown||RB-2.4|smoke-pass",
                "paper|log: paper-log, ||RB-2.4|smoke-pass",
                "paper|section: Akceptacja|section: Wstep|RB-2.5|checklist-complete",
                "live|adapter: core-config|adapter: command|RB-3.2|config-valid",
                "live|max-validity: P90D|max-validity: P91D|RB-3.1|mtls-bundle",
                "live|rotation: P90D|rotation: P120D|RB-3.1|mtls-bundle",
                "live|keys: private-keys|# none|RB-3.1|mtls-bundle",
                "live|admitted-to: PAPER|admitted-to: DEMO|PL-GATE-LIVE-8|config-lineage",
                "live|[execution.live, alerts.prometheus, runtime.live_routing]|[execution]|PL-GATE-LIVE-8|config-lineage",
                "live|sign-off: [owner, compliance]|sign-off: [owner]|PL-GATE-LIVE-8|config-lineage",
                "live|min-approvers: 1, commit: release|min-approvers: 1, commit: any|RB-3.2|pull-request",
                "live|rule: alerts-cover, config: core-config|rule: alerts-cover, rules: core-config|RB-3.2|alerts-cover",
                "live|log: dry-run-log, max-age: P1D|log: dry-run-log, max-age: P8D|RB-3.3|dry-run-pass",
                "live|adapter: live-router|adapter: command|RB-3.3|dry-run-pass",
                "live|roles: [operator, compliance]|roles: [operator]|RB-3.4|checklist-complete",
                "live|profiles: [paper, live]|profiles: [demo]|PL-LOG-3|licence-registry",
                "live|guard: ui-report, ||RB-3.5|ui-telemetry",
                "stage6|empty: true|present: true|RB-S6.1|report-verdict",
                "stage6|role: risk, kind: reviewed|role: risk, kind: received|RB-S6.1|signed-off",
            })
    void shouldRefuseARuleWithWeakerTerms(
            String id, String before, String after, String row, String rule) {
        refuses(id, before, after == null ? "" : after, row, rule);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "paper|compliance|labs-pass|RB-2.1",
                "live|security|mtls-bundle|RB-3.1",
            })
    void shouldRefuseAStepThatNobodySignsOff(String id, String role, String about, String row) {
        String before = "{rule: signed-off, role: " + role;
        refuses(id, before, "{rule: signed-off, role: ui", row, "in the step of " + about);
    }

    @Test
    void shouldAdmitStricterTerms() {
        assertThat(faults("paper", "manual], max-age: P7D", "manual], max-age: P1D")).isEmpty();
        assertThat(faults("paper", ", synthetic-data: judged-apart", "")).isEmpty();
        assertThat(faults("live", "[execution.live, alerts.prometheus, ", "[execution.live, "))
                .isEmpty();
        assertThat(faults("paper", ", kind: received", "")).isEmpty();
    }

    @Test
    void shouldRefuseAProgramWhoseExitCodeNobodyLooksAt() {
        assertThat(faults("live", "      - {rule: command-succeeded}\n", ""))
                .filteredOn(message -> message.contains("'command-succeeded'"))
                .hasSize(1);
    }

    @Test
    void shouldRefuseAnArtefactThatNobodyComparesByDigest() {
        assertThat(
                        faults(
                                "live",
                                "digest-matches, require: sha384}\n      # a second person",
                                "digest-matches, artefacts: [live-bundle], require: sha384}\n"
                                        + "      # a second person"))
                .filteredOn(message -> message.contains("'digest-matches'"))
                .hasSize(6);
        assertThat(
                        faults(
                                "stage6",
                                "{rule: digest-matches, require: sha256}",
                                "{rule: artefact-present}"))
                .filteredOn(message -> message.contains("'digest-matches'"))
                .hasSize(4);
    }

    @Test
    void shouldRefuseAWayAroundARow() {
        // one alternative with nothing but a file
        refuses(
                "live",
                "          - - {rule: ci-run, artefact: ui-telemetry-run, workflow: ui_telemetry_checks.yml, max-age: P7D}",
                "          - - {rule: artefact-present, artefacts: [ui-telemetry-run], at-least: 1}",
                "RB-3.5",
                "ui-telemetry");
    }

    @Test
    void shouldLetAGateToDemoBeSmall() {
        assertThat(RowFloor.demands(gate("demo", text("demo")))).isEmpty();
        assertThat(
                        faults(
                                "demo",
                                "      - {rule: signed-off, role: observability, independent: false}\n",
                                ""))
                .isEmpty();
    }
}
