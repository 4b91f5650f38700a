package io.gatehouse.adapter.checklist;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.checklist.Checklist;
import io.gatehouse.checklist.ChecklistItem;
import io.gatehouse.core.definition.ApprovalRequirement;
import io.gatehouse.core.definition.ArtefactDefinition;
import io.gatehouse.core.definition.Bilingual;
import io.gatehouse.core.definition.Environment;
import io.gatehouse.core.definition.GateDefinition;
import io.gatehouse.core.definition.Grant;
import io.gatehouse.core.definition.OnFailure;
import io.gatehouse.core.definition.Role;
import io.gatehouse.core.definition.RuleReference;
import io.gatehouse.core.definition.Separation;
import io.gatehouse.core.definition.StepDefinition;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.ArtefactId;
import io.gatehouse.core.id.GateId;
import io.gatehouse.core.id.LogName;
import io.gatehouse.core.id.RuleId;
import io.gatehouse.core.id.StepId;
import io.gatehouse.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChecklistTemplateTest {

    @ParameterizedTest
    @CsvSource({"pl,Akceptacja,Zespół Ryzyka", "en,Acceptance,Risk team"})
    void shouldMakeAFormThatIsOpenUntilEveryFieldIsTicked(
            String language, String section, String role) {
        String form = ChecklistTemplate.of(gate("Paper Labs", "reports/*.json"), language);

        Checklist empty = read(form);
        assertThat(empty.faults()).isEmpty();
        assertThat(empty.items())
                .hasSize(4)
                .allMatch(item -> item.mark() == ChecklistItem.Mark.OPEN);
        assertThat(empty.items().get(0).responsible()).isEqualTo(role);
        assertThat(empty.items().get(0).artefacts()).isEqualTo("reports/*.json");
        assertThat(empty.section(section).items()).hasSize(3);
        assertThat(read(form.replace("[ ]", "[x]")).isComplete()).isTrue();
        assertThat(read(form.replaceFirst("\\[ ]", "[x]")).isComplete()).isFalse();
    }

    @Test
    void shouldNameTheDefinitionAndBeDeterministic() {
        GateDefinition gate = gate("x", "a");

        assertThat(ChecklistTemplate.of(gate, "pl"))
                .contains(gate.digest().value())
                .isEqualTo(ChecklistTemplate.of(gate, "pl"));
        assertThat(ChecklistTemplate.of(gate, "de")).isEqualTo(ChecklistTemplate.of(gate, "en"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "a | [x] | b;r|`x",
                "<b>bold</b> [x](y) ![z](w);a b",
                "`code` *x* &lt;!-- # ~~s~~;reports/[x].json"
            })
    void shouldKeepHostileTitlesAsText(String title, String path) {
        Checklist form = read(ChecklistTemplate.of(gate(title, path), "en"));

        assertThat(form.faults()).isEmpty();
        assertThat(form.items()).hasSize(4);
        assertThat(form.items().get(0).step()).isEqualTo(title);
        assertThat(form.items()).noneMatch(ChecklistItem::isTicked);
    }

    private static Checklist read(String form) {
        return Checklist.read(form.getBytes(StandardCharsets.UTF_8));
    }

    private static GateDefinition gate(String title, String path) {
        StepDefinition step =
                new StepDefinition(
                        new StepId("labs"),
                        new Bilingual(title, title),
                        Role.RISK,
                        Optional.empty(),
                        List.of(
                                new ArtefactDefinition(
                                        new ArtefactId("labs-json"),
                                        path,
                                        1,
                                        false,
                                        Optional.empty())),
                        List.of(
                                new RuleReference(
                                        new RuleId("artefact-present"),
                                        JsonObject.EMPTY,
                                        false,
                                        false)),
                        "RB-2.1");
        return new GateDefinition(
                new GateId("paper"),
                new Bilingual("Promocja do paper", "Promotion to paper"),
                Environment.DEMO,
                Environment.PAPER,
                new LogName("paper"),
                "paper",
                new Grant("paper_ready", new TreeMap<>()),
                Duration.ofDays(14),
                Duration.ofDays(1),
                Duration.ofDays(1),
                Optional.empty(),
                GateDefinition.REVERIFY,
                Optional.empty(),
                List.of(step),
                step,
                List.of(
                        new ApprovalRequirement(List.of(Role.COMPLIANCE, Role.RISK), 1),
                        new ApprovalRequirement(List.of(Role.OWNER), 2)),
                Separation.FULL,
                OnFailure.DEMOTE,
                List.of(),
                JsonObject.EMPTY,
                JsonObject.EMPTY,
                Digest.of(JsonObject.EMPTY));
    }
}
