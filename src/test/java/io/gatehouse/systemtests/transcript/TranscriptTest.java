package io.gatehouse.systemtests.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The days of operator, compliance officer and auditor. {@code -Dgatehouse.transcripts=DIR} writes
 * the pages as they look now into a directory instead of comparing them; look at the difference
 * before it is taken over.
 */
class TranscriptTest {

    private static final String REGENERATE = System.getProperty("gatehouse.transcripts", "");

    @TempDir private Path home;

    @ParameterizedTest
    @ValueSource(strings = {"operator-day", "compliance-day", "auditor-day"})
    void shouldLookAsThePageSays(String name) throws IOException {
        // given an empty directory with a definition and small programs
        Session session = new Session(home.resolve("ws"));
        session.write("gatehouse/gates/demo.yaml", resource("demo.yaml"));
        session.write("gatehouse/commands.yaml", "commands:\n  smoke: [scripts/smoke.sh]\n");
        session.program(
                "scripts/smoke.sh",
                "#!/bin/sh\nset -e\nmkdir -p reports/smoke\n"
                        + "printf '{\"status\":\"PASS\"}' > reports/smoke/report.json\n");
        session.write("config/core.yaml", "execution:\n  mode: demo\n");
        String page = resource(name + ".md");

        // when
        String now = session.run(page);

        // then
        if (!REGENERATE.isEmpty()) {
            Files.writeString(Path.of(REGENERATE).resolve(name + ".md"), now);
            return;
        }
        assertThat(now).isEqualTo(page);
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = TranscriptTest.class.getResourceAsStream("/transcripts/" + name)) {
            assertThat(in).as(name).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
