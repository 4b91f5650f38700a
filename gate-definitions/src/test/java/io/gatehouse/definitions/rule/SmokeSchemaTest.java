package io.gatehouse.definitions.rule;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The published schema takes what the smokes write, and no other form. */
class SmokeSchemaTest {

    private static String kept(String name) throws IOException {
        try (InputStream in = SmokeSchemaTest.class.getResourceAsStream("/smoke/" + name)) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    private static Schema schema() throws IOException {
        Path file = Path.of("docs", "schemas", "smoke-report.json");
        Path root = Path.of("").toAbsolutePath();
        while (!Files.exists(root.resolve(file))) {
            root = root.getParent();
        }
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                .getSchema(Files.readString(root.resolve(file)));
    }

    @Test
    void shouldTakeWhatTheSmokesWrite() throws IOException {
        Schema schema = schema();
        for (String name : List.of("demo.json", "stage4.json", "paper.json")) {
            assertThat(schema.validate(kept(name), InputFormat.JSON)).as(name).isEmpty();
        }
    }

    @Test
    void shouldTakeNoOtherForm() throws IOException {
        Schema schema = schema();
        for (String edit :
                List.of(
                        "\"status\":\"PASS\"=\"status\":\"pass\"",
                        "\"kind\":\"demo\"=\"kind\":\"paper\"",
                        "\"cycles\":2=\"cycles\":0",
                        "\"fee_points\":10=\"fee_points\":1.5",
                        "\"side\":\"sell\"=\"side\":\"SELL\"",
                        "\"synthetic_data\":false=\"synthetic_data\":\"no\"",
                        "\"operator\":\"ola\"=\"operator\":\"ola\",\"note\":1",
                        "sha384:=sha256:",
                        "\"job\":\"\",=")) {
            String[] sides = edit.split("=", -1);
            String report = kept("demo.json");
            String edited = report.replace(sides[0], sides[1]);
            assertThat(edited).isNotEqualTo(report);
            assertThat(schema.validate(edited, InputFormat.JSON)).as(edit).isNotEmpty();
        }
    }
}
