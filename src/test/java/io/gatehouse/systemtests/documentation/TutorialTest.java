package io.gatehouse.systemtests.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.audit.key.Argon2Cost;
import io.gatehouse.cli.Main;
import io.gatehouse.cli.Surroundings;
import io.gatehouse.cli.Terminal;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every file and command of {@code docs/tutorials/first-promotion.md}, in the page's order. */
class TutorialTest {

    private static final Path PAGE =
            Path.of(System.getProperty("gatehouse.root"), "docs/tutorials/first-promotion.md");
    private static final Pattern COMMAND = Pattern.compile("\\$ (.*?)(?:\\s+# exit ([0-9]+))?");
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

    @TempDir private Path home;

    @Test
    void shouldDoWhatThePageSays() throws Exception {
        assertThat(Recipe.of(PAGE).carryOut(home)).isEqualTo(4);
        int ran = 0;
        StringWriter screen = new StringWriter();
        for (String line : Files.readAllLines(PAGE)) {
            Matcher command = COMMAND.matcher(line);
            if (command.matches()) {
                int expected = command.group(2) == null ? 0 : Integer.parseInt(command.group(2));
                StringWriter said = new StringWriter();
                assertThat(run(command.group(1), said))
                        .as("%s%n%s", line, said)
                        .isEqualTo(expected);
                screen.append(said.toString());
                ran++;
            }
        }
        assertThat(ran).isEqualTo(30);
        assertThat(screen.toString()).contains("demo_ready");
        assertThat(home.resolve("var/gatehouse/permits/demo.json")).doesNotExist();
    }

    private int run(String command, StringWriter said) throws Exception {
        if (!command.startsWith("gatehouse ")) {
            return new ProcessBuilder("/bin/sh", "-c", command)
                    .directory(home.toFile())
                    .inheritIO()
                    .start()
                    .waitFor();
        }
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(command.substring("gatehouse ".length()));
        while (word.find()) {
            String text = word.group(1) != null ? word.group(1) : word.group(2);
            // the page's paths are those of the folder in which its reader works
            words.add(text.startsWith("pass") ? home.resolve(text).toString() : text);
        }
        words.addAll(List.of("--workspace", home.toString(), "--lang", "en"));
        PrintWriter out = new PrintWriter(said, true);
        return Main.run(
                new Surroundings(
                        out,
                        out,
                        reader(),
                        InstantSource.system(),
                        new SecureRandom(),
                        home,
                        Argon2Cost.FLOOR),
                words.toArray(String[]::new));
    }

    private static Terminal reader() {
        return new Terminal() {
            @Override
            public Optional<char[]> passphrase(String prompt) {
                return Optional.empty();
            }

            @Override
            public Optional<String> line(String prompt) {
                // the page tells its reader so, and where
                return prompt.contains("\"sign\"") ? Optional.of("sign") : Optional.empty();
            }
        };
    }
}
