package io.gatehouse.audit.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.audit.testing.Shared;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class KnownSchemasTest {

    private static final Path OURS =
            Path.of(System.getProperty("gatehouse.root", ".."))
                    .resolve("docs/schemas/decision_log_v2.json");

    @Test
    void shouldKnowTheSchemaOfTheDocumentation() throws IOException {
        byte[] bytes = Files.readAllBytes(OURS);
        assertThat(KnownSchemas.isKnown(bytes))
                .as(
                        KnownSchemas.fingerprint(StrictJson.readEvidence(bytes).objectOrThrow())
                                .value())
                .isTrue();
    }

    @Test
    void shouldKnowTheSchemaOfTheExistingTools() throws IOException {
        byte[] bytes = Files.readAllBytes(Shared.require("interop/schemas/decision_log_v2.json"));
        assertThat(KnownSchemas.isKnown(bytes))
                .as(
                        KnownSchemas.fingerprint(StrictJson.readEvidence(bytes).objectOrThrow())
                                .value())
                .isTrue();
    }

    @Test
    void shouldKnowItUnderAnotherTitleButNotWithAnotherDemand() throws IOException {
        String text = Files.readString(OURS);
        assertThat(KnownSchemas.isKnown(bytes(text.replaceFirst("one sealed line", "a line"))))
                .isTrue();
        assertThat(KnownSchemas.isKnown(bytes(text.replaceFirst("\"stage\",", "")))).isFalse();
        assertThat(KnownSchemas.isKnown(bytes("{}"))).isFalse();
        assertThat(KnownSchemas.isKnown(bytes("no JSON"))).isFalse();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
