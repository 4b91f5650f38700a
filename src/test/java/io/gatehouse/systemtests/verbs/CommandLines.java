package io.gatehouse.systemtests.verbs;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.audit.key.Argon2Cost;
import io.gatehouse.cli.Main;
import io.gatehouse.cli.Surroundings;
import io.gatehouse.cli.Terminal;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Runs command lines in this process and holds each answer to what every answer must be. */
final class CommandLines {

    /** As docs/reference/exit-codes.md has them. */
    private static final Set<Integer> CODES = Set.of(0, 1, 2, 3, 4, 5, 8, 130);

    /** The longest value is told once or twice, and not once for each line. */
    private static final int MOST_TEXT = 210_000;

    private static final Terminal NOBODY =
            new Terminal() {
                @Override
                public Optional<char[]> passphrase(String prompt) {
                    return Optional.empty();
                }

                @Override
                public Optional<String> line(String prompt) {
                    return Optional.empty();
                }
            };

    private final Path directory;
    private final List<String> problems = new ArrayList<>();
    private int tried;

    /**
     * @param directory the current one of every command line
     */
    CommandLines(Path directory) {
        this.directory = directory;
    }

    private record Said(int exit, String out, String err) {}

    /** All that was wrong so far: it is told at once, not the first alone. */
    List<String> problems() {
        return problems;
    }

    int tried() {
        return tried;
    }

    /**
     * Runs a command line as text and as JSON.
     *
     * @param codes those that may come back
     */
    void run(List<String> line, Set<Integer> codes) {
        String shown = String.join(" ", line);
        String what = shown.length() < 300 ? shown : shown.substring(0, 300);
        hold(() -> sane(what, said(line, "text"), codes));
        if (!isMachineText(line)) {
            hold(() -> document(what, said(line, "json"), codes));
        }
    }

    void run(List<String> line) {
        run(line, CODES);
    }

    private void hold(Runnable check) {
        try {
            check.run();
        } catch (AssertionError | RuntimeException e) {
            problems.add(String.valueOf(e.getMessage()));
        }
    }

    private Said said(List<String> line, String format) {
        List<String> all = new ArrayList<>(line);
        all.addAll(List.of("--format", format, "--lang", "en"));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit =
                Main.run(
                        new Surroundings(
                                new PrintWriter(out, true),
                                new PrintWriter(err, true),
                                NOBODY,
                                InstantSource.system(),
                                new SecureRandom(),
                                directory,
                                Argon2Cost.FLOOR),
                        all.toArray(String[]::new));
        tried++;
        return new Said(exit, out.toString(), err.toString());
    }

    private static void sane(String what, Said said, Set<Integer> codes) {
        String both = said.out() + said.err();
        assertThat(said.exit()).as("%s: %s", what, both).isIn(codes);
        assertThat(both)
                .as(what)
                .doesNotContain("\tat ", "Exception", "\u001b", "\u0007", "\u0000");
        assertThat(both.lines())
                .as("%s: a line that somebody else wrote", what)
                .noneMatch(Bad.FORGED::equals);
        assertThat(said.err().length()).as(what).isLessThan(MOST_TEXT);
        if (said.exit() != 0) {
            assertThat(both.strip()).as(what).isNotEmpty();
        }
    }

    private static void document(String what, Said said, Set<Integer> codes) {
        sane(what, said, codes);
        String text = said.out().strip();
        assertThat(text.lines().count()).as("%s: %s%s", what, text, said.err()).isEqualTo(1);
        assertThat(
                        StrictJson.readSigned(text.getBytes(StandardCharsets.UTF_8))
                                .objectOrThrow()
                                .text("schema"))
                .as(what)
                .isPresent();
    }

    /** What prints bytes for other programs answers so in every format, when it answers. */
    private static boolean isMachineText(List<String> line) {
        return line.get(0).equals("completion")
                || line.contains("canonical")
                || line.contains("graph")
                || line.contains("runbook")
                || line.contains("checklist")
                || line.stream().anyMatch(word -> word.startsWith("--compat"));
    }
}
