package io.gatehouse.definitions.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.core.definition.GateDefinition;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.machine.GateMachine;
import io.gatehouse.definitions.load.DefinitionLoader.Loaded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DefinitionLoaderTest {

    @TempDir Path directory;

    private static String builtIn(String gate) {
        return new String(DefinitionLoader.builtInBytes(gate), UTF_8);
    }

    private Loaded load(String name, String yaml) throws IOException {
        Files.writeString(directory.resolve(name), yaml);
        return DefinitionLoader.directory(directory);
    }

    private void refuses(String yaml, String code, int line) throws IOException {
        Loaded loaded = load("demo.yaml", yaml);
        assertThat(loaded.gates()).isEmpty();
        assertThat(loaded.faults()).hasSize(1);
        assertThat(loaded.faults().get(0).code()).isEqualTo(code);
        assertThat(loaded.faults().get(0).line()).as("line of %s", loaded.faults()).isEqualTo(line);
    }

    @Test
    void shouldLoadTheFourBuiltInGates() {
        Loaded loaded = DefinitionLoader.builtIn();

        assertThat(loaded.faults()).isEmpty();
        assertThat(loaded.gates().keySet())
                .extracting(Object::toString)
                .containsExactly("demo", "live", "paper", "stage6");
        for (GateDefinition gate : loaded.gates().values()) {
            assertThat(GateMachine.of(gate).states()).isNotEmpty();
            assertThat(gate.digest()).isEqualTo(Digest.of(gate.source()));
        }
    }

    @Test
    void shouldLoadTheSameGateFromADirectory() throws IOException {
        Loaded loaded = load("paper.yaml", builtIn("paper"));

        assertThat(loaded.faults()).isEmpty();
        assertThat(loaded.gates()).hasSize(1);
    }

    @Test
    void shouldGiveLayoutNoPartInTheIdentity() throws IOException {
        GateDefinition before =
                load("demo.yaml", builtIn("demo")).gates().values().iterator().next();
        GateDefinition after =
                load("demo.yaml", "# another comment\n" + builtIn("demo") + "\n\n")
                        .gates()
                        .values()
                        .iterator()
                        .next();

        assertThat(after.digest()).isEqualTo(before.digest());
    }

    @Test
    void shouldRefuseWhatYamlReadersUnderstandDifferently() throws IOException {
        refuses("gate: demo\ngate: paper\n", "yaml-duplicate-key", 2);
        refuses("gate: &a demo\n", "yaml-anchor", 1);
        refuses("gate: demo\nlog: *a\n", "yaml-alias", 2);
        refuses("gate: !!str demo\n", "yaml-tag", 1);
        refuses("gate: demo\n---\ngate: paper\n", "yaml-several-documents", 2);
        refuses("gate: demo\n<<: {log: demo}\n", "yaml-merge-key", 2);
        refuses("gate: demo\nlimits: {a: 1.5}\n", "yaml-scalar", 2);
        refuses("gate: demo\nlimits: {a: yes}\n", "yaml-scalar", 2);
        refuses("gate: demo\nlimits: {a: 0x1F}\n", "yaml-scalar", 2);
        refuses("gate: demo\nlimits: {a: ~}\n", "yaml-scalar", 2);
        refuses("gate: demo\nlimits: {a: 99999999999999999}\n", "yaml-scalar", 2);
        refuses("gate: demo\nlimits: {ą: 1}\n", "yaml-scalar", 2);
        refuses("? [a]\n: b\n", "yaml-key-not-text", 1);
        refuses("gate: 'demo\n", "yaml-syntax", 2);
        refuses("", "yaml-empty", 1);
        refuses("- gate\n", "not-a-mapping", 1);
    }

    @Test
    void shouldRefuseBytesThatAreNotUtf8() throws IOException {
        Files.write(
                directory.resolve("demo.yaml"),
                new byte[] {'a', ':', ' ', (byte) 0xc3, (byte) 0x28});

        assertThat(DefinitionLoader.directory(directory).faults().get(0).code())
                .isEqualTo("yaml-not-utf8");
    }

    @Test
    void shouldRefuseAFileThatIsTooLarge() throws IOException {
        Loaded loaded = load("demo.yaml", "#".repeat(DefinitionFile.MAX_BYTES) + "\n");

        assertThat(loaded.faults().get(0).code()).isEqualTo("yaml-too-large");
    }

    @Test
    void shouldPointAtTheLineOfAFault() throws IOException {
        Loaded loaded =
                load(
                        "demo.yaml",
                        builtIn("demo").replace("responsible: strategy", "responsible: boss"));

        DefinitionFault fault = loaded.faults().get(0);
        assertThat(fault.place()).isEqualTo("steps[2].responsible");
        assertThat(builtIn("demo").lines().toList().get(fault.line() - 1))
                .contains("responsible: strategy");
        assertThat(fault.toString())
                .startsWith("demo.yaml:" + fault.line() + ":")
                .contains("unknown role");
    }

    @Test
    void shouldRefuseAnUnknownMember() throws IOException {
        Loaded loaded = load("demo.yaml", builtIn("demo") + "config-lineage: {}\n");

        assertThat(loaded.faults().get(0).message()).isEqualTo("is not a known member");
        assertThat(loaded.faults().get(0).place()).isEqualTo("config-lineage");
    }

    @Test
    void shouldRefuseAGateThatIsDefinedTwice() throws IOException {
        load("demo.yaml", builtIn("demo"));
        Loaded loaded = load("other.yaml", builtIn("demo"));

        assertThat(loaded.faults())
                .extracting(DefinitionFault::code)
                .containsExactly("duplicate-gate", "file-name");
    }

    @Test
    void shouldRefuseALinkAndAnotherEnding() throws IOException {
        Files.writeString(directory.resolve("hidden.txt"), builtIn("demo"));
        Files.createSymbolicLink(directory.resolve("demo.yaml"), directory.resolve("hidden.txt"));
        Loaded loaded = load("paper.yml", builtIn("paper"));

        assertThat(loaded.gates()).isEmpty();
        assertThat(loaded.faults())
                .extracting(DefinitionFault::code)
                .containsExactly("not-a-file", "wrong-ending");
    }

    @Test
    void shouldRefuseAnEmptyDirectory() {
        assertThat(DefinitionLoader.directory(directory).faults())
                .extracting(DefinitionFault::code)
                .containsExactly("no-definitions");
        assertThat(DefinitionLoader.directory(directory.resolve("absent")).faults())
                .extracting(DefinitionFault::code)
                .containsExactly("unreadable");
    }
}
