package io.gatehouse.systemtests.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.core.definition.Role;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.state.Adoption;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The sample in {@code docs/reference/adoption.md} is a document that the engine reads. */
class AdoptionPageTest {

    private static final Path PAGE =
            Path.of(System.getProperty("gatehouse.root"), "docs/reference/adoption.md");

    @Test
    void shouldReadTheSampleOfThePage() throws IOException {
        String page = Files.readString(PAGE);
        int from = page.indexOf("```json\n") + "```json\n".length();
        String sample = page.substring(from, page.indexOf("```", from));

        Adoption adoption =
                Adoption.read(
                        (JsonObject)
                                StrictJson.readSigned(sample.getBytes(StandardCharsets.UTF_8))
                                        .orThrow());

        assertThat(adoption.people()).singleElement().matches(person -> person.has(Role.OWNER));
        assertThat(adoption.commands()).containsOnlyKeys("validate-config");
    }
}
