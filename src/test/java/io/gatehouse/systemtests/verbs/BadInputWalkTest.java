package io.gatehouse.systemtests.verbs;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.app.workspace.Workspace;
import io.gatehouse.cli.Main;
import io.gatehouse.cli.Surroundings;
import io.gatehouse.systemtests.walk.Premises;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * What every verb does with arguments, files and workspaces that make no sense: one answer, a
 * documented exit code, no stack trace, nothing for the terminal to obey, no line of somebody
 * else's, and one document for who asked for one. The verbs come from the model, so that a new one
 * is tried without being named here.
 *
 * <p>With the property {@code gatehouse.campaign} with every bad value and file, without it with
 * some of them.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputWalkTest {

    /** Bad usage, and no other answer. */
    private static final Set<Integer> USAGE = Set.of(2);

    @TempDir static Path directory;

    private Workspace founded;
    private CommandLines lines;

    @BeforeAll
    void found() throws Exception {
        founded = Premises.found(directory.resolve("founded"), "0", InstantSource.system());
    }

    @BeforeEach
    void begin() throws IOException {
        lines = new CommandLines(Files.createDirectories(directory.resolve("elsewhere")));
    }

    @AfterEach
    void tell() {
        System.out.printf("bad input: %d command lines%n", lines.tried());
        assertThat(lines.problems()).isEmpty();
    }

    private static List<CommandSpec> verbs() {
        List<CommandSpec> verbs = new ArrayList<>();
        collect(Main.commandLine(Surroundings.system()).getCommandSpec(), verbs);
        // the demo is a walk of half a minute, and its screen is its answer
        verbs.removeIf(verb -> verb.name().equals("demo") || words(verb).isEmpty());
        return verbs;
    }

    private static void collect(CommandSpec spec, List<CommandSpec> verbs) {
        verbs.add(spec);
        spec.subcommands().values().forEach(sub -> collect(sub.getCommandSpec(), verbs));
    }

    private static List<String> words(CommandSpec verb) {
        List<String> words = new ArrayList<>(List.of(verb.qualifiedName(" ").split(" ")));
        words.remove(0);
        return words;
    }

    /** The verb in a workspace; what would go on for ever is given one that is not there. */
    private List<String> line(CommandSpec verb, Path workspace) {
        List<String> line = words(verb);
        line.addAll(List.of("--workspace", workspace.toString()));
        if (verb.name().equals("serve")) {
            line.add(directory.resolve("missing").toString());
        }
        return line;
    }

    /** With that value for everything that the verb needs. */
    private List<String> filled(CommandSpec verb, String value) {
        List<String> line = line(verb, founded.root());
        for (OptionSpec option : verb.options()) {
            if (option.required() && !isLaterAlternative(option)) {
                line.add(given(option, value));
            }
        }
        for (PositionalParamSpec parameter : verb.positionalParameters()) {
            if (!isLaterAlternative(parameter)) {
                line.add(value);
            }
        }
        return line;
    }

    private static String given(OptionSpec option, String value) {
        return option.arity().max() == 0
                ? option.longestName()
                : option.longestName() + "=" + value;
    }

    private static boolean isLaterAlternative(ArgSpec argument) {
        return argument.group() != null
                && argument.group().exclusive()
                && !argument.group().args().iterator().next().equals(argument);
    }

    @Test
    void shouldAnswerEveryVerbWithoutArgumentsWhereverItIs() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "not a directory");
        Path empty = Files.createDirectories(directory.resolve("empty"));
        for (CommandSpec verb : verbs()) {
            for (Path workspace :
                    List.of(directory.resolve("missing"), file, empty, founded.root())) {
                lines.run(line(verb, workspace));
            }
        }
        assertThat(lines.tried()).isGreaterThan(500);
    }

    @Test
    void shouldAnswerEveryVerbWithHostileValuesForWhatItNeeds() {
        for (CommandSpec verb : verbs()) {
            for (String value : Bad.values()) {
                lines.run(filled(verb, value));
            }
        }
        assertThat(lines.tried()).isGreaterThan(400);
    }

    @Test
    void shouldAnswerEveryVerbWithHostileValuesForEveryOption() {
        for (CommandSpec verb : verbs()) {
            for (OptionSpec option : verb.options()) {
                if (option.inherited() || option.required() || option.arity().max() == 0) {
                    continue;
                }
                for (String value : Bad.values()) {
                    List<String> line = filled(verb, "p-1");
                    line.add(given(option, value));
                    lines.run(line);
                }
            }
        }
        assertThat(lines.tried()).isGreaterThan(350);
    }

    @Test
    void shouldAnswerWithHostileValuesForWhatAllVerbsTake() {
        for (OptionSpec option : verbs().get(0).options()) {
            if (!option.inherited() || option.arity().max() == 0) {
                continue;
            }
            for (String value : Bad.values()) {
                for (List<String> verb :
                        List.of(
                                List.of("status"),
                                List.of("promotion", "withdraw", "p-1", "--reason", "r"))) {
                    List<String> line = new ArrayList<>(verb);
                    if (!option.longestName().equals("--workspace")) {
                        line.addAll(List.of("--workspace", founded.root().toString()));
                    }
                    if (!option.longestName().equals("--format")
                            && !option.longestName().equals("--lang")) {
                        line.add(given(option, value));
                        lines.run(line);
                    }
                }
            }
        }
        assertThat(lines.tried()).isGreaterThan(40);
    }

    @Test
    void shouldAnswerEveryVerbWithFilesThatAreNone() throws IOException {
        List<String> files = Bad.files(Files.createDirectories(directory.resolve("files")));
        for (CommandSpec verb : verbs()) {
            for (String file : files) {
                if (!verb.positionalParameters().isEmpty()) {
                    lines.run(filled(verb, file));
                }
                for (OptionSpec option : verb.options()) {
                    if (!option.inherited() && takesFile(option)) {
                        List<String> line = filled(verb, "p-1");
                        line.removeIf(word -> word.startsWith(option.longestName() + "="));
                        line.add(given(option, file));
                        lines.run(line);
                    }
                }
            }
        }
        assertThat(lines.tried()).isGreaterThan(150);
    }

    private static boolean takesFile(OptionSpec option) {
        return option.paramLabel().matches(".*(FILE|DIR|PACK|LOG|CREDENTIAL).*");
    }

    @Test
    void shouldRefuseWhatNoVerbKnows() {
        for (CommandSpec verb : verbs()) {
            List<String> line = line(verb, founded.root());
            line.add("--no-such-option=\u001b[2J");
            lines.run(line, USAGE);
        }
        assertThat(lines.tried()).isGreaterThan(120);
    }
}
