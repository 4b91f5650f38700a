package io.gatehouse.systemtests.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Carries out {@code add-a-rule.md} and {@code add-an-adapter.md} in a copy of the project: writes
 * their files, compiles the touched modules, runs the tests that they tell to write, and uses the
 * result from the command line. The compiler is that of this Java; Maven would take minutes.
 */
class HowToTest {

    private static final Path ROOT = Path.of(System.getProperty("gatehouse.root"));

    @TempDir private Path home;

    private Path copy;
    private Path classes;
    private Path workspace;

    /** What a process answered. */
    private record Said(int exit, String text) {}

    @BeforeEach
    void copyTheProject() throws IOException {
        copy = home.resolve("copy");
        classes = Files.createDirectories(home.resolve("classes"));
        workspace = copy.resolve("workspace");
        for (String part :
                List.of(
                        "pom.xml",
                        "gate-definitions/src",
                        "runtime/embedded/pom.xml",
                        "runtime/embedded/src/main",
                        "runtime/cli/src/main/resources")) {
            copyTree(ROOT.resolve(part), copy.resolve(part));
        }
    }

    @Test
    void shouldAddARule() throws Exception {
        int files = Recipe.of(ROOT.resolve("docs/how-to/add-a-rule.md")).carryOut(copy);
        assertThat(files).isEqualTo(8);

        compile(copy.resolve("gate-definitions/src/main/java"), "");
        compile(copy.resolve("gate-definitions/src/test/java"), "/rule/");
        compile(copy.resolve("gate-definitions/src/test/java"), "RunbookTest");
        Said tests =
                java(
                        ChosenTests.class.getName(),
                        "io.gatehouse.definitions.rule.LinePresentTest",
                        "io.gatehouse.definitions.runbook.RunbookTest");
        assertThat(tests.exit()).as(tests.text()).isZero();

        // when
        Said lint = gatehouse("gate", "lint");
        assertThat(lint.exit()).as(lint.text()).isZero();
        assertThat(gatehouse("gate", "runbook", "demo", "--lang", "pl").text())
                .contains("Plik `core-config` ma wiersz `  mode: demo`");
        Files.writeString(
                gate(), Files.readString(gate()).replace("line: \"  mode: demo\"", "lines: mode"));
        Said faulty = gatehouse("gate", "lint");
        assertThat(faulty.exit()).isEqualTo(1);
        assertThat(faulty.text()).contains("unknown parameter 'lines'");
        Files.writeString(
                gate(), Files.readString(gate()).replace("lines: mode", "line: \"  mode: demo\""));

        shouldBeAskedByCheck();
    }

    private void shouldBeAskedByCheck() throws Exception {
        Files.createDirectories(workspace.resolve("config"));
        Files.writeString(workspace.resolve("config/core.yaml"), "execution:\n  mode: live\n");
        Files.writeString(workspace.resolve("gatehouse/commands.yaml"), "commands: {}\n");
        List<String> init = new ArrayList<>(List.of("init", "--id", "bot-1", "--device", "bench"));
        for (String person :
                List.of("olga:owner", "carl:compliance", "rita:runtime", "otto:operator")) {
            String[] parts = person.split(":", 2);
            Path file = Files.createDirectories(home.resolve("pass")).resolve(parts[0]);
            Files.writeString(file, "correct horse of " + parts[0] + "\n");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            init.addAll(List.of("--person", parts[0] + ":" + parts[0] + ":" + parts[1]));
        }
        init.addAll(List.of("--passphrases", home.resolve("pass").toString()));
        Said founded = gatehouse(init.toArray(String[]::new));
        assertThat(founded.exit()).as(founded.text()).isZero();
        Said opened =
                as(
                        "otto",
                        "promotion",
                        "open",
                        "demo",
                        "--id",
                        "p-1",
                        "--release",
                        "r-1",
                        "--bundle",
                        "sha384:" + "0".repeat(96),
                        "--commit",
                        "0".repeat(40));
        assertThat(opened.exit()).as(opened.text()).isZero();
        Said added = as("rita", "evidence", "add", "p-1", "config/core.yaml");
        assertThat(added.exit()).as(added.text()).isEqualTo(1);
        assertThat(added.text())
                .contains("line-present line-missing")
                .contains("A line that must stand in the file is not there.");

        // the refused file counts no longer: the rule waits for another one
        Said check = gatehouse("check", "demo");
        assertThat(check.exit()).as(check.text()).isEqualTo(8);
        assertThat(check.text()).contains("line-present missing");
    }

    @Test
    void shouldAddAnAdapter() throws Exception {
        int files = Recipe.of(ROOT.resolve("docs/how-to/add-an-adapter.md")).carryOut(copy);
        assertThat(files).isEqualTo(9);

        compile(copy.resolve("adapters/line-count/src/main/java"), "");
        compile(copy.resolve("adapters/line-count/src/test/java"), "");
        compile(copy.resolve("runtime/embedded/src/main/java"), "");
        for (String pom :
                List.of("pom.xml", "runtime/embedded/pom.xml", "adapters/line-count/pom.xml")) {
            assertThat(
                            DocumentBuilderFactory.newInstance()
                                    .newDocumentBuilder()
                                    .parse(copy.resolve(pom).toFile())
                                    .getDocumentElement()
                                    .getTextContent())
                    .contains("line-count");
        }
        Said contract =
                java(
                        ChosenTests.class.getName(),
                        "io.gatehouse.adapter.linecount.LineCountContractTest");
        assertThat(contract.exit()).as(contract.text()).isZero();
        assertThat(contract.text()).contains("passed 14");

        Said lint = gatehouse("gate", "lint");
        assertThat(lint.exit()).as(lint.text()).isZero();
        Files.writeString(
                gate(), Files.readString(gate()).replace("{file: config/core.yaml}", "{files: x}"));
        Said faulty = gatehouse("gate", "lint");
        assertThat(faulty.exit()).isEqualTo(1);
        assertThat(faulty.text()).contains("unknown parameter 'files'");
    }

    private Path gate() {
        return workspace.resolve("gatehouse/gates/demo.yaml");
    }

    private Said as(String person, String... arguments) throws Exception {
        List<String> all = new ArrayList<>(Arrays.asList(arguments));
        all.addAll(
                List.of(
                        "--as",
                        person,
                        "--passphrase-file",
                        home.resolve("pass").resolve(person).toString()));
        return gatehouse(all.toArray(String[]::new));
    }

    private Said gatehouse(String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of(OnGeneralFloor.class.getName()));
        all.addAll(Arrays.asList(arguments));
        all.addAll(List.of("--workspace", workspace.toString()));
        if (!all.contains("--lang")) {
            all.addAll(List.of("--lang", "en"));
        }
        return java(all.toArray(String[]::new));
    }

    private static String classpath() {
        return System.getProperty(
                "surefire.test.class.path", System.getProperty("java.class.path"));
    }

    /** What the copy has comes before what this build has. */
    private Said java(String... arguments) throws Exception {
        Path output = home.resolve("output.txt");
        String overlay =
                String.join(
                        File.pathSeparator,
                        classes.toString(),
                        copy.resolve("gate-definitions/src/main/resources").toString(),
                        copy.resolve("runtime/cli/src/main/resources").toString(),
                        classpath());
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-Dstdout.encoding=UTF-8",
                                "-Dfile.encoding=UTF-8",
                                "-Dgatehouse.root=" + copy,
                                "-cp",
                                overlay));
        command.addAll(Arrays.asList(arguments));
        int exit =
                new ProcessBuilder(command)
                        .directory(copy.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start()
                        .waitFor();
        return new Said(exit, Files.readString(output));
    }

    /** Compiles the sources below a folder whose path contains the text. */
    private void compile(Path sources, String containing) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<Path> files;
        try (Stream<Path> all = Files.walk(sources)) {
            files =
                    all.filter(f -> f.toString().endsWith(".java"))
                            .filter(f -> f.toString().replace('\\', '/').contains(containing))
                            .toList();
        }
        assertThat(files).isNotEmpty();
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            boolean compiled =
                    compiler.getTask(
                                    messages,
                                    manager,
                                    null,
                                    List.of(
                                            "-proc:none",
                                            "-encoding",
                                            "UTF-8",
                                            "-d",
                                            classes.toString(),
                                            "-cp",
                                            classes + File.pathSeparator + classpath()),
                                    null,
                                    manager.getJavaFileObjects(files.toArray(Path[]::new)))
                            .call();
            assertThat(compiled).as(messages.toString()).isTrue();
        }
    }

    private static void copyTree(Path from, Path to) throws IOException {
        List<Path> all;
        try (Stream<Path> walk = Files.walk(from)) {
            all = walk.collect(Collectors.toList());
        }
        for (Path path : all) {
            Path target = to.resolve(from.relativize(path).toString());
            if (Files.isDirectory(path)) {
                Files.createDirectories(target);
            } else {
                Files.createDirectories(target.getParent());
                Files.copy(path, target);
            }
        }
    }
}
