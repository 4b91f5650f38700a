package io.gatehouse.definitions.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.gatehouse.core.definition.DefinitionReader;
import io.gatehouse.core.definition.GateDefinition;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonArray;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The published schema and the reader call the same things a definition. */
class SchemaAgreementTest {

    private static final Schema SCHEMA = schema();

    private static Schema schema() {
        try (InputStream in =
                DefinitionLoader.class.getResourceAsStream("/schema/gate-definition.json")) {
            String text = new String(in.readAllBytes(), UTF_8);
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(text);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean fits(JsonObject source) {
        return SCHEMA.validate(CanonicalJson.text(source), InputFormat.JSON).isEmpty();
    }

    private static boolean isRead(JsonObject source) {
        try {
            DefinitionReader.read(source);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static JsonObject paper() {
        return DefinitionLoader.builtIn().files().get(1).gate().orElseThrow().source();
    }

    private static UnaryOperator<JsonObject> firstStep(UnaryOperator<JsonObject> change) {
        return gate -> {
            List<JsonValue> steps = new ArrayList<>(gate.array("steps"));
            steps.set(0, change.apply((JsonObject) steps.get(0)));
            return gate.with("steps", new JsonArray(steps));
        };
    }

    private static UnaryOperator<JsonObject> rule(JsonValue rule) {
        return firstStep(step -> step.with("accept", new JsonArray(List.of(rule))));
    }

    private static UnaryOperator<JsonObject> set(String name, Object value) {
        return gate -> gate.with(name, value);
    }

    private static Map<String, UnaryOperator<JsonObject>> faults() {
        Map<String, UnaryOperator<JsonObject>> faults = new LinkedHashMap<>();
        faults.put("unknown-member", set("after", "x"));
        faults.put("missing-log", gate -> gate.without("log"));
        faults.put("environment-in-lower-case", set("from", "demo"));
        faults.put("duration-in-words", set("expires-after", "14 days"));
        faults.put("duration-of-nothing", set("expires-after", "PT0S"));
        faults.put("duration-with-fraction", set("lease", "PT1.5S"));
        faults.put("negative-duration", set("lease", "-PT5S"));
        faults.put("no-steps", set("steps", List.of()));
        faults.put("no-approvals", set("approvals", List.of()));
        faults.put(
                "approval-of-role-and-any",
                set("approvals", List.of(Map.of("role", "owner", "any-of", List.of("risk")))));
        faults.put("approval-of-nobody", set("approvals", List.of(Map.of("count", 1))));
        faults.put(
                "approval-count-zero",
                set("approvals", List.of(Map.of("role", "owner", "count", 0))));
        faults.put("unknown-role", set("approvals", List.of(Map.of("role", "boss"))));
        faults.put(
                "separation-of-nobody",
                set("separation", Map.of("approver-differs-from", List.of("nobody"))));
        faults.put("on-failure-ignore", set("on-failure", "ignore"));
        faults.put(
                "flag-as-text", set("grants", Map.of("status", "x", "flags", Map.of("f", "true"))));
        faults.put(
                "limit-null",
                set("limits", new JsonObject(new TreeMap<>(Map.of("a", JsonValue.of(null))))));
        faults.put("title-in-one-language", set("title", Map.of("pl", "x")));
        faults.put("step-without-rules", firstStep(step -> step.with("accept", List.of())));
        faults.put("step-without-source", firstStep(step -> step.without("source")));
        faults.put("step-id-with-space", firstStep(step -> step.with("id", "paper labs")));
        faults.put("step-id-with-dots", firstStep(step -> step.with("id", "paper..labs")));
        faults.put(
                "absolute-path",
                firstStep(
                        step ->
                                step.with(
                                        "artefacts", List.of(Map.of("id", "a", "path", "/etc")))));
        faults.put(
                "path-upwards",
                firstStep(
                        step ->
                                step.with(
                                        "artefacts",
                                        List.of(Map.of("id", "a", "path", "a/../b")))));
        faults.put(
                "path-with-backslash",
                firstStep(
                        step ->
                                step.with(
                                        "artefacts", List.of(Map.of("id", "a", "path", "a\\b")))));
        faults.put(
                "negative-count",
                firstStep(
                        step ->
                                step.with(
                                        "artefacts",
                                        List.of(Map.of("id", "a", "path", "b", "at-least", -1)))));
        faults.put(
                "action-without-timeout",
                firstStep(
                        step ->
                                step.with(
                                        "action", Map.of("adapter", "command", "with", Map.of()))));
        faults.put("clause-without-rule", rule(JsonObject.of("max-age", "P7D")));
        faults.put("waivable-as-text", rule(JsonValue.of(Map.of("rule", "x", "waivable", "yes"))));
        faults.put(
                "one-alternative",
                rule(JsonValue.of(Map.of("any-of", List.of(List.of(Map.of("rule", "x")))))));
        faults.put(
                "empty-alternative",
                rule(
                        JsonValue.of(
                                Map.of(
                                        "any-of",
                                        List.of(List.of(), List.of(Map.of("rule", "x")))))));
        faults.put(
                "nested-alternatives",
                rule(
                        JsonValue.of(
                                Map.of(
                                        "any-of",
                                        List.of(
                                                List.of(Map.of("rule", "x")),
                                                List.of(Map.of("any-of", List.of())))))));
        faults.put(
                "any-of-with-rule", rule(JsonValue.of(Map.of("rule", "x", "any-of", List.of()))));
        faults.put(
                "decision-with-action",
                gate ->
                        gate.with(
                                "decision",
                                gate.object("decision").orElseThrow().with("action", Map.of())));
        return faults;
    }

    @Test
    void shouldBothAcceptTheBuiltInGates() {
        for (GateDefinition gate : DefinitionLoader.builtIn().gates().values()) {
            assertThat(SCHEMA.validate(CanonicalJson.text(gate.source()), InputFormat.JSON))
                    .isEmpty();
            assertThat(isRead(gate.source())).isTrue();
        }
    }

    @Test
    void shouldBothRefuseEveryNamedFault() {
        Map<String, UnaryOperator<JsonObject>> faults = faults();
        faults.forEach(
                (name, change) -> {
                    JsonObject faulty = change.apply(paper());
                    assertThat(isRead(faulty)).as("reader, %s", name).isFalse();
                    assertThat(fits(faulty)).as("schema, %s", name).isFalse();
                });
        assertThat(faults).hasSize(34);
    }

    @Test
    void shouldAgreeOnMutations() {
        long seed = 31L;
        Random random = new Random(seed);
        List<JsonValue> values =
                List.of(
                        JsonValue.of(null),
                        JsonValue.of(true),
                        JsonValue.of(-1),
                        JsonValue.of(7),
                        JsonValue.of(" "),
                        JsonValue.of("x"),
                        JsonValue.of("PT5M"),
                        JsonValue.of(List.of()),
                        JsonValue.of(List.of("owner")),
                        JsonValue.of(Map.of()),
                        JsonValue.of(Map.of("rule", "x")));
        int tried = 0;
        int read = 0;
        for (; tried < 2_000; tried++) {
            JsonObject mutant = (JsonObject) mutate(paper(), random, values);
            boolean isRead = isRead(mutant);
            assertThat(fits(mutant))
                    .as("seed %d, input %d: %s", seed, tried, CanonicalJson.text(mutant))
                    .isEqualTo(isRead);
            read += isRead ? 1 : 0;
        }
        assertThat(tried).isEqualTo(2_000);
        assertThat(read).isBetween(50, 1_900);
    }

    private static JsonValue mutate(JsonValue value, Random random, List<JsonValue> values) {
        if (value instanceof JsonObject object && !object.names().isEmpty()) {
            List<String> names = List.copyOf(object.names());
            String name = names.get(random.nextInt(names.size()));
            if (random.nextInt(4) == 0) {
                return random.nextBoolean()
                        ? object.without(name)
                        : object.with(name, values.get(random.nextInt(values.size())));
            }
            return object.with(name, mutate(object.members().get(name), random, values));
        }
        if (value instanceof JsonArray array && array.size() > 0) {
            List<JsonValue> copy = new ArrayList<>(array.values());
            int at = random.nextInt(copy.size());
            copy.set(at, mutate(copy.get(at), random, values));
            return new JsonArray(copy);
        }
        return values.get(random.nextInt(values.size()));
    }
}
