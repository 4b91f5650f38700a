package io.gatehouse.definitions.yaml;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.definitions.load.DefinitionFile;
import io.gatehouse.definitions.load.DefinitionLoader;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StrictYamlTest {

    private static YamlNode read(String text) throws YamlFaultException {
        return StrictYaml.read(text.getBytes(UTF_8), 100_000);
    }

    private static void refuses(String text, YamlFault.Kind kind) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOfSatisfying(
                        YamlFaultException.class, e -> assertThat(e.fault().kind()).isEqualTo(kind));
    }

    @Test
    void shouldKeepTextQuotingAndPlace() throws YamlFaultException {
        YamlNode.Mapping root = (YamlNode.Mapping) read("a: 1\n\"b\":\n  - 'yes'\n");

        assertThat(root.members().keySet()).containsExactly("a", "b");
        assertThat(root.plain()).containsExactly("a");
        YamlNode.Scalar one = (YamlNode.Scalar) root.members().get("a");
        assertThat(one.text()).isEqualTo("1");
        assertThat(one.plain()).isTrue();
        YamlNode.Sequence list = (YamlNode.Sequence) root.members().get("b");
        assertThat(((YamlNode.Scalar) list.elements().get(0)).plain()).isFalse();
        assertThat(list.elements().get(0).line()).isEqualTo(3);
        assertThat(list.elements().get(0).column()).isEqualTo(5);
    }

    @Test
    void shouldRefuseWhatIsNestedTooDeeplyOrTooLarge() {
        refuses("[".repeat(60) + "]".repeat(60), YamlFault.Kind.TOO_DEEP);
        refuses("a".repeat(100_001), YamlFault.Kind.TOO_LARGE);
        assertThatThrownBy(() -> StrictYaml.read(("[" + "1,".repeat(210_000) + "]").getBytes(UTF_8), 1_000_000))
                .hasMessageContaining("nodes");
    }

    @Test
    void shouldRefuseDirectivesAndMarks() {
        refuses("%YAML 1.1\n---\na: b\n", YamlFault.Kind.TAG);
        refuses("%TAG !e! tag:example.org,2026:\n---\na: b\n", YamlFault.Kind.TAG);
        refuses("\ufeffa: b\n", YamlFault.Kind.NOT_UTF8);
    }

    @Test
    void shouldNeverQuoteTheDocumentInAFault() {
        assertThatThrownBy(() -> read("password: 'hunter2\n")).hasMessageNotContaining("hunter2");
    }

    @Test
    void shouldSurviveMutations() {
        long seed = 5L;
        Random random = new Random(seed);
        byte[] original = DefinitionLoader.builtInBytes("live");
        String marks = "{}[]:,-#&*!|>'\"%@`? \n\t";
        int tried = 0;
        for (; tried < 1_500; tried++) {
            byte[] bytes = original.clone();
            for (int i = random.nextInt(4); i >= 0 && bytes.length > 0; i--) {
                int at = random.nextInt(bytes.length);
                switch (random.nextInt(4)) {
                    case 0 -> bytes[at] = (byte) random.nextInt(256);
                    case 1 -> bytes[at] = (byte) marks.charAt(random.nextInt(marks.length()));
                    case 2 -> bytes = random.nextInt(8) == 0 ? Arrays.copyOf(bytes, at) : bytes;
                    default -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                }
            }
            DefinitionFile file = DefinitionFile.read("live.yaml", bytes);
            assertThat(List.of(file.gate().isPresent(), file.fault().isPresent()))
                    .as("seed %d, input %d", seed, tried)
                    .containsExactlyInAnyOrder(true, false);
        }
        assertThat(tried).isEqualTo(1_500);
    }
}
