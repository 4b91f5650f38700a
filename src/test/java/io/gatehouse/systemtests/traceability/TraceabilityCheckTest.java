package io.gatehouse.systemtests.traceability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.systemtests.traceability.SpecificationUnits.Kind;
import io.gatehouse.systemtests.traceability.SpecificationUnits.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The check itself must be able to fail, each way it is there for. */
class TraceabilityCheckTest {

    private static final Unit UNIT = new Unit(Kind.BULLET, 1, "- a bullet");
    private static final Coverage RULE = new Coverage("rule", "signed-off", Optional.empty());
    private static final References.Gates GATES =
            new References.Gates(
                    Map.of(
                            "smoke",
                            new References.Step(
                                    "A-1",
                                    Set.of("signed-off"),
                                    Set.of("report"),
                                    Optional.of("command"),
                                    Set.of("owner"))));
    private static final References KNOWN =
            new References(Set.of("0001"), Set.of("command"), Optional.of(GATES));
    private static final List<Coverage> SMOKE =
            List.of(
                    part("step:smoke"),
                    part("artefact:report"),
                    part("adapter:command"),
                    part("approval:owner"),
                    RULE);

    @Test
    void shouldAcceptAWholeMapping() {
        TracedItem item = built("A-1", RULE);

        assertThat(TraceabilityCheck.ofForm(file(item))).isEmpty();
        assertThat(TraceabilityCheck.ofReferences(List.of(item), KNOWN)).isEmpty();
        assertThat(TraceabilityCheck.ofDocument("plan", List.of(UNIT), List.of(item))).isEmpty();
    }

    @Test
    void shouldRefuseADuplicateId() {
        assertThat(TraceabilityCheck.ofForm(file(built("A-1", RULE), built("A-1", RULE))))
                .containsExactly("A-1: the id is used twice");
    }

    @Test
    void shouldRefuseAnEmptyCoverage() {
        assertThat(TraceabilityCheck.ofForm(file(built("A-1"))))
                .contains("A-1: covered by nothing");
    }

    @Test
    void shouldRefuseABuiltItemOfPlannedParts() {
        Coverage planned = new Coverage("adapter", "mtls", Optional.of("live"));
        assertThat(TraceabilityCheck.ofForm(file(built("A-1", planned))))
                .containsExactly("A-1: said to be built, but each part of it is planned");
    }

    @Test
    void shouldRefuseAPlannedItemWithoutArea() {
        TracedItem item =
                new TracedItem(
                        "A-1", "plan", "s", UNIT.sha384(), true, Optional.empty(), List.of(RULE));
        assertThat(TraceabilityCheck.ofForm(file(item)))
                .containsExactly("A-1: an area belongs to a planned item, and only to it");
    }

    @Test
    void shouldRefuseAnUnknownArea() {
        TracedItem item =
                new TracedItem(
                        "A-1",
                        "plan",
                        "s",
                        UNIT.sha384(),
                        true,
                        Optional.of("later"),
                        List.of(RULE));
        assertThat(TraceabilityCheck.ofForm(file(item))).containsExactly("A-1: unknown area later");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rule:nothing",
                "adr:9999",
                "step:nothing",
                "adapter:nothing",
                "adapter:mtls",
                "approval:nobody",
                "artefact:nothing"
            })
    void shouldRefuseANameThatPointsNowhere(String reference) {
        TracedItem item = built("A-1", RULE, part(reference));

        assertThat(TraceabilityCheck.ofReferences(List.of(item), KNOWN))
                .containsExactly("A-1: no such " + reference.replace(':', ' '));
    }

    @Test
    void shouldAcceptARowThatHasAllOfItsStep() {
        assertThat(DefinitionCheck.problems(List.of(built("A-1", SMOKE)), GATES)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void shouldRefuseARowThatMissesAPartOfItsStep(int left) {
        List<Coverage> less = new ArrayList<>(SMOKE);
        Coverage gone = less.remove(left);
        assertThat(DefinitionCheck.problems(List.of(built("A-1", less)), GATES))
                .containsExactly("A-1: its step has the " + gone);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rule:ci-run", "artefact:other"})
    void shouldRefuseARowThatClaimsWhatItsStepsDoNotDo(String claim) {
        List<Coverage> more = new ArrayList<>(SMOKE);
        more.add(part(claim));
        assertThat(DefinitionCheck.problems(List.of(built("A-1", more)), GATES))
                .containsExactly("A-1: none of its steps has the " + part(claim));
    }

    @Test
    void shouldRefuseADefinitionThatNamesAnUnknownRow() {
        assertThat(DefinitionCheck.problems(List.of(built("A-2", RULE)), GATES))
                .containsExactly("step smoke: the row 'A-1' is not mapped");
    }

    @Test
    void shouldRefuseAnUnmappedUnit() {
        assertThat(TraceabilityCheck.ofDocument("plan", List.of(UNIT), List.of()))
                .singleElement()
                .asString()
                .startsWith("plan line 1: new or changed, not mapped: - a bullet");
    }

    @Test
    void shouldRefuseAChangedUnitFromBothSides() {
        Unit changed = new Unit(Kind.BULLET, 1, "- a bullet!");
        assertThat(
                        TraceabilityCheck.ofDocument(
                                "plan", List.of(changed), List.of(built("A-1", RULE))))
                .hasSize(2)
                .last()
                .isEqualTo("A-1: its text is changed or gone: s");
    }

    @Test
    void shouldRefuseAUnitThatStandsTwiceAndIsMappedOnce() {
        assertThat(
                        TraceabilityCheck.ofDocument(
                                "plan", List.of(UNIT, UNIT), List.of(built("A-1", RULE))))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{version: 2, documents: {}, items: []}",
                "{version: 1, documents: {}, items: [], more: 1}",
                "{version: 1, items: [{id: A, document: plan, summary: s, sha384: x, status: done, covered-by: []}]}",
                "{version: 1, items: [{id: A, document: plan, summary: s, sha384: x, status: built, cover: []}]}",
                "{version: 1, items: [{id: A, document: plan, summary: s, sha384: x, status: built, covered-by: [{adr: 17}]}]}",
                "{version: 1, items: [{id: A, document: plan, summary: s, sha384: x, status: built, covered-by: [{rule: a, step: b}]}]}",
                "{version: 1, items: [{id: A, document: plan, summary: s, sha384: x, status: built, covered-by: [{rule: a, status: planned}]}]}",
                "{version: 1, items: [{id: A, document: plan, summary: s, sha384: x, status: built, covered-by: [{wish: a}]}]}"
            })
    void shouldRefuseAFileItDoesNotUnderstand(String yaml) {
        assertThatThrownBy(() -> TraceabilityFile.parse(TraceabilityFile.YAML.readTree(yaml)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static TracedItem built(String id, Coverage... coverage) {
        return built(id, List.of(coverage));
    }

    private static TracedItem built(String id, List<Coverage> coverage) {
        return new TracedItem(id, "plan", "s", UNIT.sha384(), false, Optional.empty(), coverage);
    }

    private static Coverage part(String reference) {
        String kind = reference.substring(0, reference.indexOf(':'));
        return new Coverage(kind, reference.substring(kind.length() + 1), Optional.empty());
    }

    private static TraceabilityFile file(TracedItem... items) {
        return new TraceabilityFile(Map.of("plan", "plan.md"), List.of(items));
    }
}
