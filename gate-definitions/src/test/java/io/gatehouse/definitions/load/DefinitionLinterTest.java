package io.gatehouse.definitions.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.core.id.AdapterId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.definitions.rule.StandardRules;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DefinitionLinterTest {

    private static final DefinitionLinter LINTER =
            DefinitionLinter.ofAdapters(
                    new StandardRules(),
                    Set.of(
                            new AdapterId("command"),
                            new AdapterId("core-config"),
                            new AdapterId("risk-labs"),
                            new AdapterId("oem-bundle"),
                            new AdapterId("licensing"),
                            new AdapterId("smoke"),
                            new AdapterId("metrics"),
                            new AdapterId("live-router")));

    private static String yaml(String gate) {
        return new String(DefinitionLoader.builtInBytes(gate), UTF_8);
    }

    private static List<DefinitionFault> lint(String gate, String before, String after) {
        String text = yaml(gate);
        assertThat(text).contains(before);
        DefinitionFile file =
                DefinitionFile.read(gate + ".yaml", text.replace(before, after).getBytes(UTF_8));
        assertThat(file.fault()).isEmpty();
        return LINTER.lint(file);
    }

    private static DefinitionFault refuses(
            String gate, String before, String after, String... codes) {
        List<DefinitionFault> faults = lint(gate, before, after);
        assertThat(faults)
                .extracting(DefinitionFault::code)
                .as("%s", faults)
                .containsExactly(codes);
        assertThat(faults).allSatisfy(f -> assertThat(f.line()).isPositive());
        return faults.get(0);
    }

    @Test
    void shouldFindNothingInTheBuiltInGates() {
        for (DefinitionFile file : DefinitionLoader.builtIn().files()) {
            assertThat(LINTER.lint(file)).isEmpty();
        }
    }

    @Test
    void shouldRefuseThatAWaiverCoversWhatNobodyMayLetStand() {
        String guard =
                "      - {rule: config-valid, artefact: core-config, profile: paper, only: unwaivable}\n";
        refuses("paper", guard, "", "rule-parameters");
        refuses(
                "paper",
                guard,
                guard.replace("unwaivable}", "unwaivable, waivable: true}"),
                "rule-parameters",
                "rule-parameters");
        refuses(
                "paper",
                guard,
                guard.replace("profile: paper", "profile: demo"),
                "rule-parameters");
        refuses(
                "paper",
                guard,
                "      - any-of:\n          - - "
                        + guard.strip().substring(2)
                        + "\n"
                        + "          - - {rule: artefact-present}\n",
                "rule-parameters");
    }

    @Test
    void shouldRefuseAnUnknownRuleAndAnUnknownAdapter() {
        DefinitionFault fault =
                refuses(
                        "demo",
                        "rule: artefact-present, artefacts: [validation",
                        "rule: artefact-there, artefacts: [validation",
                        "unknown-rule");
        assertThat(fault.place()).isEqualTo("steps[0].accept[0].rule");
        refuses(
                "live",
                "- {adapter: live-router, with: {task: arm",
                "- {adapter: router, with: {task: arm",
                "unknown-adapter");
    }

    @Test
    void shouldRefuseParametersThatARuleOrAnAdapterDoesNotKnow() {
        refuses(
                "paper",
                "artefacts: [labs-json, labs-pdf], max-age: P7D}",
                "artefacts: [labs-json, labs-pdf], max-days: P7D}",
                "rule-parameters",
                "rule-parameters");
        refuses(
                "paper",
                "role: compliance, kind: received}",
                "role: compliance, kind: seen}",
                "rule-parameters",
                "below-floor");

        DefinitionLinter strict =
                new DefinitionLinter(
                        new StandardRules(),
                        Map.of(
                                new AdapterId("command"),
                                (JsonObject with) -> List.of("no such program"),
                                new AdapterId("core-config"),
                                (JsonObject with) -> List.of("no such profile"),
                                new AdapterId("smoke"),
                                (JsonObject with) -> List.of("no such task"),
                                new AdapterId("risk-labs"),
                                (JsonObject with) -> List.of("no such option")));
        assertThat(strict.lint(DefinitionLoader.builtIn().files().get(0)))
                .extracting(DefinitionFault::code)
                .containsOnly("adapter-parameters");
    }

    @Test
    void shouldRefuseARuleThatNamesAnArtefactOfAnotherStep() {
        refuses(
                "paper",
                "artefact: smoke-json, kind: paper",
                "artefact: labs-json, kind: paper",
                "rule-parameters",
                "below-floor");
    }

    @Test
    void shouldRefuseToLeaveInventedMarketDataToNobody() {
        refuses(
                "paper",
                "member: synthetic_data, equals: false, waivable: true",
                "member: synthetic_data, equals: true",
                "rule-parameters",
                "below-floor");
    }

    @Test
    void shouldRefuseDuplicateStepsAndArtefacts() {
        refuses("demo", "id: metrics-tls", "id: config-validation", "duplicate-step", "no-machine");
        refuses(
                "paper",
                "id: paper-smoke-run",
                "id: packaging-run",
                "duplicate-artefact",
                "rule-parameters",
                "unused-artefact");
    }

    @Test
    void shouldRefuseAnArtefactThatNoRuleLooksAt() {
        assertThat(
                        lint(
                                "paper",
                                "      - {rule: artefact-present}\n      - {rule: artefact-fresh, max-age: P7D, standing: true, standing-max-age: P90D}\n      - {rule: checklist-complete, artefact: paper-checklist-form, roles",
                                "      - {rule: artefact-fresh, max-age: P7D, standing: true, standing-max-age: P90D}\n      - {rule: checklist-complete, artefact: paper-checklist-form, roles"))
                .isEmpty();
        refuses(
                "stage6",
                "      - {id: core-backup, path: config/core.yaml.bak}",
                "      - {id: core-backup, path: config/core.yaml.bak}\n      - {id: unseen, path: x/*.txt}",
                "unused-artefact");
    }

    @Test
    void shouldRefuseToLetStandWhatCannotOrWhatIsNoTime() {
        refuses(
                "live",
                "{rule: signed-off, role: security}",
                "{rule: signed-off, role: security, standing: true}",
                "not-standing");
        refuses(
                "live",
                "{rule: artefact-fresh, artefacts: [ui-report], max-age: P7D}",
                "{rule: artefact-fresh, artefacts: [ui-report], max-age: P7D, standing: true}",
                "standing-alternative");
        String form = "[live-checklist-form], max-age: P7D, standing: true, standing-";
        refuses("live", form + "max-age: P90D", form + "artefacts: [x]", "rule-parameters");
        refuses(
                "live",
                form + "max-age: P90D",
                form + "max-age: soon",
                "rule-parameters",
                "below-floor");
        refuses("live", form + "max-age: P90D", form + "age: P90D", "rule-parameters");
        String unmarked =
                yaml("live").replace("standing: true, standing-max-age", "standing-max-age");
        assertThat(DefinitionFile.read("live.yaml", unmarked.getBytes(UTF_8)).fault()).isPresent();
        refuses("live", "reverify: PT60S", "reverify: PT9S", "reverify-too-often");
    }

    @Test
    void shouldRefuseKeyMaterialWithoutItsMark() {
        refuses("live", "at-least: 3, secret: true", "at-least: 3", "key-material");
        refuses(
                "stage6",
                "secrets/api_keys.vault, secret: true",
                "secrets/api_keys.vault",
                "key-material");
        refuses("live", "live_bundle.tar.gz, secret: true", "live_bundle.tar.gz", "key-material");
    }

    @Test
    void shouldRefuseAWaiverWhereNoneMayBe() {
        for (String rule : List.of("entry-signed", "distinct-persons", "flags-match")) {
            assertThat(
                            lint(
                                    "paper",
                                    "{rule: " + rule + "}",
                                    "{rule: " + rule + ", waivable: true}"))
                    .extracting(DefinitionFault::code)
                    .contains("not-waivable");
        }
        assertThat(
                        lint(
                                "live",
                                "admitted-to: PAPER\n",
                                "admitted-to: PAPER\n        waivable: true\n"))
                .extracting(DefinitionFault::code)
                .contains("not-waivable", "below-floor");
    }

    @Test
    void shouldRefuseAStepWithoutASource() {
        refuses("demo", "source: RB-1.2", "source: none", "no-source");
    }

    @Test
    void shouldRefuseAReservedId() {
        refuses("demo", "id: metrics-tls", "id: activate-1", "reserved-id");
    }

    @Test
    void shouldReportTheFaultOfAFileThatCannotBeRead() {
        assertThat(LINTER.lint(DefinitionFile.read("x.yaml", new byte[0]))).hasSize(1);
    }
}
