package io.gatehouse.core.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Names that become file names and log fields: one form, one order, for every kind. */
class IdentifierTest {

    private static final Map<String, Function<String, Identifier>> KINDS =
            Map.ofEntries(
                    Map.entry("adapter", AdapterId::new),
                    Map.entry("artefact", ArtefactId::new),
                    Map.entry("evidence", EvidenceId::new),
                    Map.entry("gate", GateId::new),
                    Map.entry("installation", InstallationId::new),
                    Map.entry("key", KeyId::new),
                    Map.entry("log", LogName::new),
                    Map.entry("permit", PermitId::new),
                    Map.entry("person", PersonId::new),
                    Map.entry("promotion", PromotionId::new),
                    Map.entry("rule", RuleId::new),
                    Map.entry("step", StepId::new));

    @Test
    void shouldTakeTheFormOfANameOnly() {
        KINDS.forEach(
                (kind, of) -> {
                    for (String name : List.of("a", "0", "a_b-c.d", "a".repeat(64))) {
                        assertThat(of.apply(name).value()).isEqualTo(name);
                        assertThat(of.apply(name)).as(kind).hasToString(name);
                    }
                    for (String other :
                            List.of(
                                    "",
                                    "A",
                                    "-a",
                                    ".a",
                                    "_a",
                                    "a b",
                                    "a/b",
                                    "a..b",
                                    "a:b",
                                    "a\n",
                                    "\u017c",
                                    "a".repeat(65))) {
                        assertThatThrownBy(() -> of.apply(other))
                                .as(kind + " '" + other + "'")
                                .isInstanceOf(IllegalArgumentException.class);
                    }
                    assertThatThrownBy(() -> of.apply(null))
                            .as(kind)
                            .isInstanceOf(IllegalArgumentException.class);
                });
    }

    @Test
    void shouldStandInAlphabeticalOrder() {
        KINDS.forEach(
                (kind, of) -> {
                    assertThat(compare(of.apply("a"), of.apply("b"))).as(kind).isNegative();
                    assertThat(compare(of.apply("b"), of.apply("a"))).as(kind).isPositive();
                    assertThat(compare(of.apply("a"), of.apply("a"))).as(kind).isZero();
                });
    }

    @SuppressWarnings("unchecked")
    private static int compare(Identifier a, Identifier b) {
        return ((Comparable<Identifier>) a).compareTo(b);
    }
}
