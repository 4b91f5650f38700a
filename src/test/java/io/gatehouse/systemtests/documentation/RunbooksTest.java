package io.gatehouse.systemtests.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.cli.Main;
import io.gatehouse.cli.Surroundings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The committed runbooks are what the definitions give now. To renew them: {@code ./gatehouse gate
 * runbook --all --out docs/runbooks}.
 */
class RunbooksTest {

    private static final Path RUNBOOKS =
            Path.of(System.getProperty("gatehouse.root"), "docs/runbooks");

    @TempDir Path home;

    @Test
    void shouldBeWhatTheDefinitionsGive() throws IOException {
        Path made = home.resolve("runbooks");
        int exit =
                Main.run(
                        Surroundings.system(),
                        "gate",
                        "runbook",
                        "--all",
                        "--out",
                        made.toString(),
                        "--workspace",
                        home.toString());

        assertThat(exit).isZero();
        List<String> names = names(made);
        assertThat(names)
                .hasSize(36)
                .contains("pl/live.md", "en/stage6.svg", "DEMO_PAPER_LIVE_CHECKLIST.md");
        for (String name : names) {
            assertThat(RUNBOOKS.resolve(name))
                    .as("docs/runbooks/%s; renew it by 'gatehouse gate runbook --all'", name)
                    .hasSameTextualContentAs(made.resolve(name));
        }
    }

    @Test
    void shouldHoldNoPageOfAGateThatIsGone() throws IOException {
        Path made = home.resolve("runbooks");
        Main.run(
                Surroundings.system(),
                "gate",
                "runbook",
                "--all",
                "--out",
                made.toString(),
                "--workspace",
                home.toString());

        assertThat(names(RUNBOOKS).stream().filter(name -> name.contains("/")))
                .isSubsetOf(names(made));
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        }
    }
}
