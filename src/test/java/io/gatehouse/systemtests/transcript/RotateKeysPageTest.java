package io.gatehouse.systemtests.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs every command of the page on rotating keys. */
class RotateKeysPageTest {

    private static final Path PAGE = page();

    @TempDir private Path home;

    private static Path page() {
        Path at = Path.of("").toAbsolutePath();
        while (at != null && !Files.exists(at.resolve("docs/how-to/rotate-keys.md"))) {
            at = at.getParent();
        }
        return at == null ? Path.of("missing") : at.resolve("docs/how-to/rotate-keys.md");
    }

    @Test
    void shouldRunTheCommandsOfThePage() throws IOException {
        // given a founded workspace with the persons that the page names
        Session session = new Session(home.resolve("ws"));
        session.write("gatehouse/gates/demo.yaml", resource());
        session.write("gatehouse/commands.yaml", "commands:\n  smoke: [scripts/smoke.sh]\n");
        session.program("scripts/smoke.sh", "#!/bin/sh\n");
        String init =
                "gatehouse init --id bot-1 --device bench --person olga:O:owner"
                        + " --person carl:C:compliance --person rolf:R:runtime --person otto:P:operator";
        assertThat(session.run("```console\n$ " + init + "\n```\n")).doesNotContain("[exit");

        // when every command line of the page is typed
        List<String> commands =
                Files.readAllLines(PAGE).stream().filter(l -> l.startsWith("gatehouse ")).toList();
        for (String command : commands) {
            session.later();
            String shown = session.run("```console\n$ " + command + "\n```\n");

            // then it is carried out: 8 says that two persons still have to adopt, or that
            // something
            // waits; the revocation of a runtime engineer's key is the one thing that waits here
            boolean mayWait =
                    command.contains(" rotate ") || command.startsWith("gatehouse pending");
            assertThat(shown).as(command).doesNotContain("[exit 2]", "[exit 4]", "[exit 5]");
            if (!mayWait && !command.contains("log verify")) {
                assertThat(shown).as(command).doesNotContain("[exit");
            }
        }
        assertThat(commands).hasSizeGreaterThan(15);
    }

    private static String resource() throws IOException {
        try (var in = RotateKeysPageTest.class.getResourceAsStream("/transcripts/demo.yaml")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
