package io.gatehouse.systemtests.traceability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gatehouse.systemtests.traceability.SpecificationUnits.Kind;
import io.gatehouse.systemtests.traceability.SpecificationUnits.Unit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The mapping that the project carries, against itself, the project and the two documents. */
class TraceabilityTest {

    private static final Path ROOT = Path.of(System.getProperty("gatehouse.root"));
    private static final Path SPECIFICATION = ROOT.resolve("../shared/spec").normalize();
    private static final TraceabilityFile MAPPING =
            TraceabilityFile.read(ROOT.resolve("docs/spec/traceability.yml"));

    @Test
    void shouldHoldTogetherInItself() {
        assertThat(MAPPING.items()).isNotEmpty();
        assertThat(TraceabilityCheck.ofForm(MAPPING)).isEmpty();
    }

    @Test
    void shouldNameOnlyWhatExists() {
        References known = References.of(ROOT);
        assertThat(known.adrs()).isNotEmpty();
        assertThat(TraceabilityCheck.ofReferences(MAPPING.items(), known)).isEmpty();
    }

    @Test
    void shouldAgreeWithTheGateDefinitionsInBothDirections() {
        Optional<References.Gates> gates = References.of(ROOT).gates();
        assumeTrue(
                gates.isPresent(),
                "no gate definitions on disk: steps and rules were not compared");
        assertThat(gates.orElseThrow().steps()).isNotEmpty().doesNotContainKey("");
        assertThat(TraceabilityCheck.RULES).containsAll(gates.orElseThrow().rules());
        assertThat(DefinitionCheck.problems(MAPPING.items(), gates.orElseThrow())).isEmpty();
    }

    @Test
    void shouldCountAsBuiltExactlyTheAdaptersOnDisk() {
        Set<String> onDisk = References.of(ROOT).adapters();
        assertThat(TraceabilityCheck.ADAPTERS).containsAll(onDisk);
        assumeTrue(
                onDisk.containsAll(TraceabilityCheck.ADAPTERS),
                "not every adapter of this version is on disk yet: " + onDisk);
    }

    @Test
    void shouldMapEveryUnitOfTheDocuments() throws IOException {
        assumeTrue(Files.isDirectory(SPECIFICATION), "the specification documents are not at hand");
        List<String> problems = new ArrayList<>();
        for (Map.Entry<String, String> document : new TreeMap<>(MAPPING.documents()).entrySet()) {
            String text = Files.readString(SPECIFICATION.resolve(document.getValue()));
            List<Unit> units = SpecificationUnits.of(text);
            Map<Kind, Long> counts =
                    units.stream()
                            .collect(
                                    Collectors.groupingBy(
                                            Unit::kind, TreeMap::new, Collectors.counting()));
            List<String> found =
                    TraceabilityCheck.ofDocument(document.getKey(), units, MAPPING.items());
            System.out.printf(
                    "traceability: %s: %d units %s, %d problems%n",
                    document.getKey(), units.size(), counts, found.size());
            assertThat(counts).as("kinds of units in %s", document.getKey()).containsKey(Kind.ROW);
            problems.addAll(found);
        }
        long planned = MAPPING.items().stream().filter(TracedItem::planned).count();
        System.out.printf(
                "traceability: %d items, %d built, %d planned%n",
                MAPPING.items().size(), MAPPING.items().size() - planned, planned);
        assertThat(problems).isEmpty();
    }

    @Test
    void shouldNoticeAChangeOfAnyUnit() throws IOException {
        assumeTrue(Files.isDirectory(SPECIFICATION), "the specification documents are not at hand");
        int tried = 0;
        for (Map.Entry<String, String> document : MAPPING.documents().entrySet()) {
            List<Unit> units =
                    SpecificationUnits.of(
                            Files.readString(SPECIFICATION.resolve(document.getValue())));
            for (int i = 0; i < units.size(); i++) {
                List<Unit> changed = new ArrayList<>(units);
                Unit unit = units.get(i);
                changed.set(i, new Unit(unit.kind(), unit.line(), unit.text() + "."));
                assertThat(
                                TraceabilityCheck.ofDocument(
                                        document.getKey(), changed, MAPPING.items()))
                        .as("%s line %d changed", document.getKey(), unit.line())
                        .hasSize(2);
                tried++;
            }
        }
        assertThat(tried).isEqualTo(MAPPING.items().size());
    }
}
