package io.gatehouse.definitions.runbook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.core.definition.GateDefinition;
import io.gatehouse.core.definition.Role;
import io.gatehouse.core.definition.RuleReference;
import io.gatehouse.core.definition.StepDefinition;
import io.gatehouse.core.id.GateId;
import io.gatehouse.core.id.RuleId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.definitions.load.DefinitionFile;
import io.gatehouse.definitions.load.DefinitionLoader;
import io.gatehouse.definitions.rule.StandardRules;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunbookTest {

    private static final StandardRules RULES = new StandardRules();

    private static Collection<GateDefinition> gates() {
        return DefinitionLoader.builtIn().gates().values();
    }

    private static GateDefinition gate(String id) {
        return DefinitionLoader.builtIn().gates().get(new GateId(id));
    }

    private static String page(GateDefinition gate, String language) {
        return Runbook.page(gate, RULES, language, Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"pl", "en"})
    void shouldHaveWordsForEveryRuleAndEveryParameter(String language) {
        assertThat(new RuleWords(Texts.in(language), RULES).wordless())
                .as("keys that texts_%s.properties lacks", language)
                .isEmpty();
    }

    @Test
    void shouldSayTheSameThingsInBothLanguages() {
        assertThat(Texts.in("pl").keys()).isEqualTo(Texts.in("en").keys());
        for (String key : Texts.in("en").keys()) {
            for (String hole : List.of("{0}", "{1}", "{artefact}", "{member}", "{roles}")) {
                assertThat(Texts.in("pl").text(key).contains(hole))
                        .as("%s in %s", hole, key)
                        .isEqualTo(Texts.in("en").text(key).contains(hole));
            }
        }
    }

    @Test
    void shouldHaveAWordForEveryRole() {
        for (Role role : Role.values()) {
            assertThat(Texts.in("pl").role(role)).isNotBlank();
            assertThat(Texts.in("en").role(role)).isNotBlank();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"pl", "en"})
    void shouldTellEverythingThatADefinitionDemands(String language) {
        Texts texts = Texts.in(language);
        for (GateDefinition gate : gates()) {
            String page = page(gate, language);
            assertThat(page)
                    .contains(gate.digest().value())
                    .contains("`" + gate.grants().status() + "`")
                    .contains(texts.time(gate.expiresAfter()))
                    .doesNotContain("{")
                    .isEqualTo(page(gate, language));
            gate.grants().flags().forEach((k, v) -> assertThat(page).contains(k + "=" + v));
            gate.approvals().forEach(a -> assertThat(page).contains(texts.role(a.anyOf().get(0))));
            for (StepDefinition step : gate.steps()) {
                assertThat(page).contains("`" + step.id() + "`, " + step.source());
                step.artefacts().forEach(a -> assertThat(page).contains("`" + a.path() + "`"));
                step.rules()
                        .forEach(
                                rule ->
                                        assertThat(page)
                                                .contains(new RuleWords(texts, RULES).of(rule)));
            }
        }
    }

    @Test
    void shouldKeepTheFourColumnsOfTheDocuments() {
        assertThat(page(gate("paper"), "pl"))
                .contains("| Krok | Odpowiedzialny | Artefakty | Akceptacja |\n");
        assertThat(page(gate("paper"), "en"))
                .contains("| Step | Responsible | Artefacts | Acceptance |\n");
    }

    @Test
    void shouldNameTheCommandsOfTheStep() {
        assertThat(page(gate("demo"), "en"))
                .contains("gatehouse promotion run PROMOTION config-validation\n")
                .contains("gatehouse promotion signoff PROMOTION demo-checklist --role owner\n")
                .contains("gatehouse promotion approve PROMOTION --role runtime\n")
                .contains("core-config config=config/core.yaml")
                .contains(" profile=demo report=reports/config_validation/demo.json\n");
        assertThat(page(gate("paper"), "en"))
                .contains("signoff PROMOTION paper-smoke --role compliance --kind received\n")
                .contains("evidence add PROMOTION var/dist/manifest.json --step oem-bundle");
        assertThat(page(gate("live"), "en")).contains("gatehouse halt");
        assertThat(page(gate("stage6"), "en"))
                .contains("--role compliance|risk")
                .doesNotContain("gatehouse halt")
                .doesNotContain("permit show");
    }

    @Test
    void shouldSayARuleWithItsParameters() {
        RuleReference reference =
                new RuleReference(
                        new RuleId("artefact-fresh"),
                        JsonObject.of("max-age", "PT36H"),
                        true,
                        false);

        assertThat(new RuleWords(Texts.in("en"), RULES).of(reference))
                .isEqualTo(
                        "No file is older than 36 h, nor from the future "
                                + "(*may be waived by owner and compliance*).");
    }

    @Test
    void shouldRefuseARuleThatTheBuildDoesNotHave() {
        RuleReference unknown =
                new RuleReference(new RuleId("no-such-rule"), JsonObject.EMPTY, false, false);

        assertThatThrownBy(() -> new RuleWords(Texts.in("en"), RULES).of(unknown))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no-such-rule");
    }

    @Test
    void shouldKeepHostileTitlesAsText() {
        String yaml = new String(DefinitionLoader.builtInBytes("demo"), UTF_8);
        String hostile =
                yaml.replace(
                        "en: Metrics and TLS", "en: \"a | [x](y) <script>alert(1)</script>\\nb\"");
        GateDefinition gate =
                DefinitionFile.read("demo.yaml", hostile.getBytes(UTF_8)).gate().orElseThrow();

        assertThat(page(gate, "en"))
                .doesNotContain("<script>")
                .contains("a \\| \\[x\\](y) \\<script\\>alert(1)\\</script\\> b");
    }

    @Test
    void shouldMakeAPageAndAPictureForEveryGateInBothLanguages() {
        Map<String, String> files = RunbookFiles.of(gates(), RULES);

        assertThat(files).hasSize(2 * (2 * gates().size() + 1 + 8));
        assertThat(files.get("pl/live.md")).contains("](live.svg)");
        assertThat(files.get("pl/paper-labs.md")).startsWith("# Paper Labs").contains("risk-labs");
        assertThat(files.get("en/README.md")).contains("[stage6](stage6.md)");
    }
}
