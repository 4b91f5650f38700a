package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a request lacks is said in the person's language, wherever in the program it is noticed. */
class WordingsTest {

    private static final Pattern WORDING = Pattern.compile("Wording\\s*\\.of\\(\\s*\"([^\"]*)\"");
    private static final Pattern UNWORDED =
            Pattern.compile("Unanswerable\\s*\\.[a-zA-Z]+\\(\\s*\"[^\"]*\"");

    @TempDir private Path home;

    private static List<String> sources() throws IOException {
        Path runtime = Path.of(System.getProperty("gatehouse.root", "../..")).resolve("runtime");
        try (Stream<Path> files = Files.walk(runtime)) {
            List<Path> java =
                    files.filter(f -> f.toString().endsWith(".java"))
                            .filter(f -> f.toString().replace('\\', '/').contains("/src/main/"))
                            .toList();
            assertThat(java).hasSizeGreaterThan(300);
            List<String> texts = new ArrayList<>();
            for (Path file : java) {
                texts.add(Files.readString(file));
            }
            return texts;
        }
    }

    private static Set<String> found(Pattern pattern, int group) throws IOException {
        Set<String> found = new TreeSet<>();
        for (String source : sources()) {
            Matcher matcher = pattern.matcher(source);
            while (matcher.find()) {
                found.add(matcher.group(group));
            }
        }
        return found;
    }

    @Test
    void shouldHaveATextInBothLanguagesForEachWording() throws IOException {
        Set<String> keys = found(WORDING, 1);

        assertThat(keys).hasSizeGreaterThan(40).contains("no-promotion", "log-length");
        for (String language : List.of("en", "pl")) {
            Messages messages = Messages.in(language);
            assertThat(keys).as(language).allMatch(key -> messages.find("said." + key).isPresent());
        }
    }

    @Test
    void shouldSayNothingInOneLanguageOnly() throws IOException {
        assertThat(found(UNWORDED, 0)).isEmpty();
    }

    @Test
    void shouldSayInPolishWhatIsNotThere() throws IOException {
        Bench bench = Bench.empty(home);

        assertThat(bench.run("status", "--lang", "pl").err()).contains("nie ma instalacji");
        assertThat(bench.run("log", "summary", "--status", "s", "--lang", "pl").err())
                .contains("wiersz dodaje się przez --append");
    }

    @Test
    void shouldSayWhichLineCannotBePrintedAndWhy() throws IOException {
        Bench bench = Bench.empty(home);
        Path log = home.resolve("long.jsonl");
        Files.writeString(log, "{\"a\":\"" + "x".repeat(2_000_000) + "\"}\n{\"b\":1}\n\n{\"c\":2");

        assertThat(bench.run("log", "canonical", log.toString(), "2"))
                .returns(3, Bench.Said::exit)
                .matches(said -> said.err().contains("line 2 is no line of decision log v2"));
        for (String line : List.of("1", "3", "4")) {
            Bench.Said said = bench.run("log", "canonical", log.toString(), line);
            assertThat(said.exit()).as(line).isEqualTo(3);
            assertThat(said.err()).contains("line " + line + " is not a line of a decision log");
        }
        for (String line : List.of("0", "5")) {
            Bench.Said said = bench.run("log", "canonical", log.toString(), line);
            assertThat(said.exit()).as(line).isEqualTo(5);
            assertThat(said.err()).contains("has 4 line(s)");
        }
    }
}
