package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

class ManualTest {

    @TempDir private Path home;

    private static void require(CommandSpec spec, Path directory) throws IOException {
        String page = Files.readString(directory.resolve(spec.qualifiedName("-") + ".1"));
        assertThat(page).startsWith(".TH ").contains(".SH \"NAME\"", ".SH \"EXIT STATUS\"");
        for (var option : spec.options()) {
            assertThat(page).as(spec.name()).contains(option.longestName().replace("-", "\\-"));
        }
        // a line that begins with a dot is a request, and there are only these
        assertThat(page.lines().filter(l -> l.startsWith(".")))
                .allMatch(l -> l.matches("\\.(TH|SH|TP|B)( .*)?"));
        for (var sub : spec.subcommands().values()) {
            require(sub.getCommandSpec(), directory);
        }
    }

    @Test
    void shouldWriteAPageForEveryVerbTheSameEachTime() throws IOException {
        // given
        Bench bench = Bench.empty(home);
        Path first = home.resolve("first");
        Path second = home.resolve("second");

        // when
        Bench.require(bench.run("man", first.toString()), 0);
        Bench.require(bench.run("man", second.toString()), 0);

        // then
        require(Main.commandLine(Surroundings.system()).getCommandSpec(), first);
        try (var files = Files.list(first)) {
            List<Path> pages = files.toList();
            assertThat(pages).hasSizeGreaterThan(50);
            for (Path page : pages) {
                assertThat(page).hasSameBinaryContentAs(second.resolve(page.getFileName()));
            }
        }
        Bench.require(bench.run("man", home.resolve("pl").toString(), "--lang", "pl"), 0);
        assertThat(Files.readString(home.resolve("pl/gatehouse.1"))).contains("KOD ZAKOŃCZENIA");
    }

    private static void sameAsInTheBundle(CommandSpec spec) {
        String text = String.join(" ", spec.usageMessage().description());
        assertThat(Messages.in("en").find("help." + spec.qualifiedName("-")))
                .as(spec.qualifiedName())
                .hasValueSatisfying(t -> assertThat(t).isEqualTo(text.replace('\'', '’')));
        spec.subcommands().values().forEach(sub -> sameAsInTheBundle(sub.getCommandSpec()));
    }

    @Test
    void shouldDescribeEveryVerbInBothLanguages() throws IOException {
        sameAsInTheBundle(Main.commandLine(Surroundings.system()).getCommandSpec());
        Bench bench = Bench.empty(home);
        assertThat(bench.run("--help", "--lang", "pl").out())
                .contains("Rozstrzyga, czy", "Mówi, co czeka");
        assertThat(bench.run("promotion", "decide", "--help", "--lang", "pl").out())
                .contains("Odczytuje dokładnie");
        assertThat(bench.run("pending", "--help").out()).contains("Says what waits");
    }

    /** How many arguments were looked at. */
    private static int everyArgumentInTheBundle(CommandSpec spec) {
        Messages english = Messages.in("en");
        Messages polish = Messages.in("pl");
        int count = 0;
        for (OptionSpec option : spec.options()) {
            String where = spec.qualifiedName() + " " + option.longestName();
            same(where, option, Descriptions.of(spec, option, english));
            assertThat(Descriptions.of(spec, option, polish)).as(where).isPresent();
            count++;
        }
        for (PositionalParamSpec parameter : spec.positionalParameters()) {
            String where = spec.qualifiedName() + " " + parameter.paramLabel();
            same(where, parameter, Descriptions.of(spec, parameter, english));
            assertThat(Descriptions.of(spec, parameter, polish)).as(where).isPresent();
            count++;
        }
        for (var sub : spec.subcommands().values()) {
            count += everyArgumentInTheBundle(sub.getCommandSpec());
        }
        return count;
    }

    private static void same(String where, ArgSpec argument, Optional<String> text) {
        String own = String.join(" ", argument.description()).replace('\'', '’');
        assertThat(own).as(where).isNotBlank();
        assertThat(text).as(where).hasValue(own);
    }

    @Test
    void shouldDescribeEveryOptionAndParameterInBothLanguages() throws IOException {
        CommandSpec root = Main.commandLine(Surroundings.system()).getCommandSpec();
        assertThat(everyArgumentInTheBundle(root)).isGreaterThan(300);

        Bench bench = Bench.empty(home);
        assertThat(bench.run("promotion", "signoff", "--help", "--lang", "pl").out())
                .startsWith("Użycie: gatehouse promotion signoff")
                .contains("W jakiej roli", "Krok (domyślnie: bieżący).", "Kto działa;")
                .doesNotContain("Usage:", "Shows this help", "Who acts");
        assertThat(bench.run("key", "--help", "--lang", "pl").out())
                .contains("Polecenia:", "POLECENIE")
                .doesNotContain("Commands:");
        Bench.require(bench.run("man", home.resolve("pl").toString(), "--lang", "pl"), 0);
        assertThat(Files.readString(home.resolve("pl/gatehouse-key-import.1")))
                .contains("Jego identyfikator")
                .doesNotContain("Its id");
    }

    @Test
    void shouldPrintACompletionScriptThatKnowsTheVerbs() throws IOException {
        Bench bench = Bench.empty(home);
        Bench.Said bash = bench.run("completion", "bash");
        assertThat(bash.exit()).isZero();
        assertThat(bash.out()).contains("pending", "decide", "--format", "complete -F");
        assertThat(bench.run("completion", "bash").out()).isEqualTo(bash.out());
        assertThat(bench.run("completion", "zsh").out()).contains("compinit");
        assertThat(bench.run("completion", "fish").exit()).isEqualTo(ExitCodes.USAGE);
    }
}
