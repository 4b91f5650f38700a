package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** A line is parsed with the verb that it names, and nothing else of it depends on that. */
class VerbsTest {

    private static final CommandLine ALL = Main.commandLine(Surroundings.system());

    @Test
    void shouldFindEveryVerbUnderItsOwnName() {
        assertThat(Verbs.NAMES).hasSizeGreaterThan(30).doesNotHaveDuplicates();
        for (String name : Verbs.NAMES) {
            Command command = Verbs.of(name).getAnnotation(Command.class);
            assertThat(command.name()).isEqualTo(name);
            assertThat(command.aliases()).isEmpty();
        }
        assertThat(ALL.getSubcommands().keySet()).containsExactlyElementsOf(Verbs.NAMES);
    }

    @Test
    void shouldNeedAllVerbsUnlessTheLineBeginsWithOne() {
        assertThat(Verbs.neededBy(List.of("settle", "--workspace", "w"))).containsExactly("settle");
        for (List<String> line :
                List.of(
                        List.<String>of(),
                        List.of("--help"),
                        List.of("--workspace", "w", "settle"),
                        List.of("setle"),
                        List.of("Settle"),
                        List.of("man"),
                        List.of("completion"))) {
            assertThat(Verbs.neededBy(line)).as(line.toString()).isEqualTo(Verbs.NAMES);
        }
    }

    @Test
    void shouldDescribeAVerbTheSameWayAloneAndAmongTheOthers() {
        for (String name : Verbs.NAMES) {
            CommandLine alone = Main.commandLine(Surroundings.system(), new Asked(List.of(name)));
            assertThat(help(alone, name)).isEqualTo(help(ALL, name));
        }
    }

    private static String help(CommandLine line, String verb) {
        CommandLine found = line.getSubcommands().get(verb);
        StringBuilder text = new StringBuilder(found.getUsageMessage());
        found.getSubcommands().values().forEach(sub -> text.append(sub.getUsageMessage()));
        return text.toString();
    }
}
