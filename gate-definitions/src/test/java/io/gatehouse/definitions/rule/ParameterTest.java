package io.gatehouse.definitions.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.core.json.JsonNull;
import io.gatehouse.core.json.JsonValue;
import io.gatehouse.definitions.rule.Parameter.Kind;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a definition may say for each kind of parameter, at both ends. */
class ParameterTest {

    private static final Map<Kind, List<Object>> GOOD =
            Map.ofEntries(
                    Map.entry(Kind.TEXT, List.of("a", "\u017c ")),
                    Map.entry(Kind.TEXTS, List.of(List.of("a"), List.of("a", "b"))),
                    Map.entry(Kind.COUNT, List.of(0, 1, 1_000)),
                    Map.entry(Kind.FLAG, List.of(true, false)),
                    Map.entry(Kind.DURATION, List.of("PT0.000000001S", "P7D", "P3660D")),
                    Map.entry(Kind.ARTEFACT, List.of("a", "report.v2")),
                    Map.entry(Kind.ARTEFACTS, List.of(List.of("a", "b-c"))),
                    Map.entry(Kind.ROLE, List.of("owner", "oem-operator")),
                    Map.entry(Kind.ROLES, List.of(List.of("owner", "risk"))),
                    Map.entry(Kind.SCALAR, List.of("", "a", 0, true)),
                    Map.entry(Kind.SCALARS, List.of(List.of("a", 1, false))),
                    Map.entry(
                            Kind.DECIMAL,
                            List.of(0, -1, "0.1", "-2e3", "1".repeat(40), "0." + "1".repeat(38))));

    private static final Map<Kind, List<Object>> BAD =
            Map.ofEntries(
                    Map.entry(Kind.TEXT, List.of("", " ", 1, true, List.of("a"))),
                    Map.entry(Kind.TEXTS, List.of(List.of(), List.of(" "), List.of(1), "a")),
                    Map.entry(Kind.COUNT, List.of(-1, 1_001, "1", true)),
                    Map.entry(Kind.FLAG, List.of("true", 1)),
                    Map.entry(
                            Kind.DURATION,
                            List.of(
                                    "PT0S",
                                    "-P1D",
                                    "P3661D",
                                    "7 days",
                                    "P99999999999999999999D",
                                    7,
                                    "")),
                    Map.entry(Kind.ARTEFACT, List.of("A", "a/b", "", 1)),
                    Map.entry(Kind.ARTEFACTS, List.of(List.of(), List.of("A"), List.of(1), "a")),
                    Map.entry(Kind.ROLE, List.of("boss", "OWNER", 1)),
                    Map.entry(Kind.ROLES, List.of(List.of(), List.of("boss"), "owner")),
                    Map.entry(Kind.SCALAR, List.of(List.of(), Map.of())),
                    Map.entry(Kind.SCALARS, List.of(List.of(), List.of(List.of()), "a")),
                    Map.entry(
                            Kind.DECIMAL,
                            List.of("", "one", "1,5", "1".repeat(41), "1e-40", true, List.of(1))));

    private static boolean admits(Kind kind, Object value) {
        return Parameter.optional("p", kind, "m").admits(JsonValue.of(value));
    }

    @Test
    void shouldAdmitTheValuesOfItsKindAlone() {
        for (Kind kind : Kind.values()) {
            for (Object good : GOOD.get(kind)) {
                assertThat(admits(kind, good)).as(kind + " " + good).isTrue();
            }
            for (Object bad : BAD.get(kind)) {
                assertThat(admits(kind, bad)).as(kind + " " + bad).isFalse();
            }
            assertThat(Parameter.optional("p", kind, "m").admits(JsonNull.NULL)).isFalse();
        }
        assertThat(admits(Kind.DECIMAL, "1e-39")).isTrue();
    }

    @Test
    void shouldSayWhatWouldBeRight() {
        Set<String> forms = new HashSet<>();
        for (Kind kind : Kind.values()) {
            Parameter parameter = Parameter.required("p", kind, "m");
            assertThat(parameter.required()).isTrue();
            assertThat(parameter.form()).isNotBlank();
            assertThat(forms.add(parameter.form())).isTrue();
            assertThat(parameter.namesArtefacts())
                    .isEqualTo(Arrays.asList(Kind.ARTEFACT, Kind.ARTEFACTS).contains(kind));
        }
        assertThat(Parameter.optional("p", Kind.TEXT, "m").required()).isFalse();
    }
}
