package io.gatehouse.definitions.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.core.definition.GateDefinition;
import java.util.List;
import org.junit.jupiter.api.Test;

class FloorTest {

    private static List<DefinitionFault> faults(String gate, String before, String after) {
        String text = new String(DefinitionLoader.builtInBytes(gate), UTF_8);
        assertThat(text).contains(before);
        DefinitionFile file =
                DefinitionFile.read(gate + ".yaml", text.replace(before, after).getBytes(UTF_8));
        assertThat(file.fault()).isEmpty();
        GateDefinition definition = file.gate().orElseThrow();
        return Floor.faults(definition);
    }

    private static void refuses(String gate, String before, String after, String place) {
        assertThat(faults(gate, before, after)).extracting(DefinitionFault::place).contains(place);
    }

    private static void admits(String gate, String before, String after) {
        assertThat(faults(gate, before, after)).isEmpty();
    }

    @Test
    void shouldAdmitTheBuiltInGates() {
        DefinitionLoader.builtIn()
                .gates()
                .values()
                .forEach(g -> assertThat(Floor.faults(g)).isEmpty());
    }

    @Test
    void shouldLetDataRaiseTheDemands() {
        admits("paper", "{role: owner, count: 1}", "{role: owner, count: 2}");
        admits("paper", "approval-validity: P1D", "approval-validity: PT2H");
        admits("live", "lease: PT150S", "lease: PT60S");
        admits(
                "demo",
                "- {role: owner, count: 1}",
                "- {role: owner, count: 1}\n  - {role: compliance, count: 1}");
    }

    @Test
    void shouldRefuseALiveGateWhoseReasonsNeedNotHoldOn() {
        refuses(
                "live",
                "        standing: true\n        standing-min-remaining: PT5M\n",
                "",
                "steps");
        refuses(
                "live",
                "profiles: [paper, live], min-remaining: P7D, standing: true, standing-min-remaining: PT5M}",
                "profiles: [paper, live], min-remaining: P7D}",
                "steps");
        refuses(
                "live",
                "max-age: P7D, standing: true, standing-max-age: P90D}",
                "max-age: P7D}",
                "steps");
        refuses("live", "standing-max-age: P90D", "standing-max-age: P91D", "steps[3].accept");
        refuses("live", "reverify: PT60S", "reverify: PT301S", "reverify");
        // below LIVE the definition decides
        admits("paper", "max-age: P7D, standing: true, standing-max-age: P90D}", "max-age: P7D}");
    }

    @Test
    void shouldRefuseOtherStatusesAndFlags() {
        refuses("demo", "status: demo_ready", "status: paper_ready", "grants.status");
        refuses("demo", "require_demo_mode: true", "require_demo_mode: false", "grants.flags");
        refuses(
                "live",
                "compliance_confirmed: true",
                "compliance_confirmed: false",
                "grants.flags");
        refuses(
                "paper",
                "runtime.compliance_confirmed: false}",
                "runtime.compliance_confirmed: false, x: true}",
                "grants.flags");
        refuses("stage6", "require_demo_mode: true", "require_demo_mode: false", "grants.flags");
    }

    @Test
    void shouldRefuseFewerApprovals() {
        refuses("paper", "  - {role: compliance, count: 1}\n", "", "approvals");
        refuses("live", "  - {role: owner, count: 1}\n", "", "approvals");
        refuses(
                "live",
                "{role: owner, count: 1}",
                "{any-of: [owner, operator], count: 1}",
                "approvals");
        refuses("demo", "  - {role: runtime, count: 1}\n", "", "approvals");
        refuses("stage6", "any-of: [compliance, risk]", "any-of: [compliance, ui]", "approvals");
    }

    @Test
    void shouldRefuseWeakerSeparation() {
        String full = "{approver-differs-from: [requester, preparer], approvers: pairwise}";
        refuses("paper", full, "{approver-differs-from: [requester]}", "separation");
        refuses("live", full, "{approvers: any}", "separation");
    }

    @Test
    void shouldRefuseADecisionWithoutItsRules() {
        for (String rule : List.of("entry-signed", "distinct-persons", "flags-match")) {
            refuses("demo", "    - {rule: " + rule + "}\n", "", "decision.accept");
        }
        refuses(
                "paper",
                "    - {rule: predecessors-granted, gates: [demo]}\n",
                "",
                "decision.accept");
        refuses("live", "gates: [demo, paper]", "gates: [paper]", "decision.accept");
    }

    @Test
    void shouldNotCountARuleThatNeedNotBeMet() {
        String only = "    - {rule: entry-signed}\n";
        refuses(
                "paper",
                only,
                "    - any-of: [[{rule: entry-signed}], [{rule: flags-match}]]\n",
                "decision.accept");
        refuses(
                "paper",
                only,
                "    - {rule: entry-signed, may-not-apply: true}\n",
                "decision.accept");
        refuses("paper", only, "    - {rule: entry-signed, waivable: true}\n", "decision.accept");
    }

    @Test
    void shouldRefuseAGateWithoutItsConfiguration() {
        refuses("paper", "configuration: core-config\n", "", "configuration");
        refuses("paper", "configuration: core-config\n", "configuration: other\n", "configuration");
        refuses("demo", ", entry-key: config_hash", "", "configuration");
        refuses(
                "demo",
                "      - {rule: digest-matches, artefacts: [validation-report, core-config], require: sha256}\n",
                "",
                "configuration");
        refuses(
                "live",
                "      - rule: config-lineage\n",
                "      - rule: artefact-present\n",
                "steps");
    }

    @Test
    void shouldRefuseWeakDigestsAbovePaper() {
        refuses(
                "paper",
                "{rule: digest-matches, require: sha384}\n      # one run built",
                "{rule: digest-matches, require: sha256}\n      # one run built",
                "steps[1].accept");
    }

    @Test
    void shouldRefuseLongerTimes() {
        refuses("live", "lease: PT150S\n", "", "lease");
        refuses("live", "lease: PT150S", "lease: PT151S", "lease");
        refuses("live", "permit-validity: PT24H", "permit-validity: P2D", "permit-validity");
        refuses("paper", "expires-after: P14D", "expires-after: P31D", "expires-after");
        refuses("paper", "approval-validity: P1D", "approval-validity: P8D", "approval-validity");
    }

    @Test
    void shouldRefuseAJumpAndALiveGateWithoutLimits() {
        refuses("paper", "from: DEMO", "from: NONE", "to");
        String text = new String(DefinitionLoader.builtInBytes("live"), UTF_8);
        String limits = text.substring(text.indexOf("limits:"));
        refuses("live", limits, "", "limits");
    }
}
