package io.gatehouse.audit.log;

import static io.gatehouse.audit.log.LogFixture.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.gatehouse.audit.testing.Shared;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonArray;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The schema by hand and the schema in the file say the same of every fixture. */
class SchemaAgreementTest {

    /** Values that are put in the place of every value of every line. */
    private static final List<Object> VALUES =
            Arrays.asList(
                    null,
                    true,
                    0,
                    1,
                    -1,
                    "",
                    " ",
                    "x",
                    "X",
                    "ż",
                    "x\n",
                    "a..b",
                    "decision",
                    "2026-11-20T12:00:00Z\n",
                    "2026-13-20T12:00:00Z",
                    "2026-11-20T12:00:00.1Z",
                    "2026-11-20T12:00:00.123Z",
                    "sha384:" + "a".repeat(96),
                    "sha384:" + "a".repeat(96) + "\n",
                    "sha256:" + "a".repeat(64),
                    "a".repeat(40),
                    "a".repeat(64),
                    "a".repeat(65),
                    "\ud83d\ude00".repeat(100),
                    "\ud83d\ude00".repeat(101),
                    "y".repeat(20_001),
                    "y".repeat(4097),
                    List.of(),
                    List.of(1),
                    List.of(Map.of()),
                    Map.of(),
                    Map.of("x", "y"),
                    Map.of("x", true),
                    Map.of("", true),
                    Map.of("Ab.c", 1));

    @Test
    void shouldAgreeOnEveryMutatedFixture() throws IOException {
        Schema schema =
                load(
                        Path.of(System.getProperty("gatehouse.root", ".."))
                                .resolve("docs/schemas/decision_log_v2.json"));
        int fits = 0;
        int refused = 0;
        for (JsonObject line : fixtures()) {
            List<JsonValue> variants = new ArrayList<>();
            variants.add(line);
            vary(line, variants);
            for (JsonValue variant : variants) {
                if (!(variant instanceof JsonObject object)) {
                    continue;
                }
                String text = CanonicalJson.text(object);
                boolean own = DecisionSchema.fits(object);
                boolean theirs = schema.validate(text, InputFormat.JSON).isEmpty();
                assertThat(own).as(text).isEqualTo(theirs);
                fits += own ? 1 : 0;
                refused += own ? 0 : 1;
            }
        }
        System.out.printf("Schema agreement: %d fit, %d do not%n", fits, refused);
        assertThat(fits).isGreaterThan(100);
        assertThat(refused).isGreaterThan(2_000);
    }

    @Test
    void shouldFitTheLooserSchemaOfTheExistingTools() throws IOException {
        Schema existing = load(Shared.require("interop/schemas/decision_log_v2.json"));
        for (JsonObject line : fixtures()) {
            assertThat(DecisionSchema.fits(line)).isTrue();
            assertThat(existing.validate(CanonicalJson.text(line), InputFormat.JSON)).isEmpty();
        }
    }

    private static Schema load(Path file) throws IOException {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                .getSchema(Files.readString(file));
    }

    private static List<JsonObject> fixtures() {
        List<JsonObject> lines = new ArrayList<>(LogFixture.paperLog(15, 0).lines);
        JsonObject full =
                lines.get(4)
                        .with("gate", "paper")
                        .with("requester", "jan")
                        .with(
                                "release",
                                Map.of(
                                        "id",
                                        "r1",
                                        "bundle",
                                        "sha256:" + "0".repeat(64),
                                        "commit",
                                        "b".repeat(40)))
                        .with(
                                "ci",
                                List.of(Map.of("job", "paper_smoke#1", "commit", "c".repeat(64))))
                        .with("findings", List.of(Map.of("rule", "x")))
                        .with("waivers", List.of(Map.of("rule", "x")))
                        .with("supersedes", 3)
                        .with("reason", "powód")
                        .with("timestamp", NOON.toString());
        return List.of(lines.get(0), lines.get(4), lines.get(14), full);
    }

    /** Every value replaced by each of the values, every member removed, one member added. */
    private static void vary(JsonObject whole, List<JsonValue> out) {
        for (JsonValue variant : variants(whole)) {
            out.add(variant);
        }
    }

    private static List<JsonValue> variants(JsonValue value) {
        List<JsonValue> out = new ArrayList<>();
        for (Object replacement : VALUES) {
            out.add(JsonValue.of(replacement));
        }
        if (value instanceof JsonObject object) {
            out.add(object.with("zz_unknown", 1));
            for (Map.Entry<String, JsonValue> member : object.members().entrySet()) {
                out.add(object.without(member.getKey()));
                for (JsonValue variant : variants(member.getValue())) {
                    TreeMap<String, JsonValue> copy = new TreeMap<>(object.members());
                    copy.put(member.getKey(), variant);
                    out.add(new JsonObject(copy));
                }
            }
        } else if (value instanceof JsonArray array) {
            for (int i = 0; i < array.size(); i++) {
                for (JsonValue variant : variants(array.get(i))) {
                    List<JsonValue> copy = new ArrayList<>(array.values());
                    copy.set(i, variant);
                    out.add(new JsonArray(copy));
                }
            }
        }
        return out;
    }
}
