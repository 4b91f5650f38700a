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
                        YamlFaultException.class,
                        e -> assertThat(e.fault().kind()).isEqualTo(kind));
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
        assertThatThrownBy(
                        () ->
                                StrictYaml.read(
                                        ("[" + "1,".repeat(210_000) + "]").getBytes(UTF_8),
                                        1_000_000))
                .hasMessageContaining("nodes");
    }

    @Test
    void shouldRefuseDirectivesAndMarks() {
        refuses("%YAML 1.1\n---\na: b\n", YamlFault.Kind.TAG);
        refuses("%TAG !e! tag:example.org,2026:\n---\na: b\n", YamlFault.Kind.TAG);
        refuses("\ufeffa: b\n", YamlFault.Kind.NOT_UTF8);
    }

    private static YamlNode.Mapping configuration(String text) throws YamlFaultException {
        return (YamlNode.Mapping) StrictYaml.readConfiguration(text.getBytes(UTF_8), 100_000);
    }

    private static List<String> differences(String before, String after) throws YamlFaultException {
        return YamlDifference.outside(configuration(before), configuration(after), List.of());
    }

    @Test
    void shouldKeepEveryOccurrenceOfAKeyInAConfiguration() throws YamlFaultException {
        YamlNode.Mapping root = configuration("a: 1\nb: x\na: 2\n'a': {c: 3, c: 4}\n");

        assertThat(root.members().keySet()).containsExactly("a", "b", "a#2", "a#3");
        assertThat(root.plain()).containsExactlyInAnyOrder("a", "b", "a#2");
        assertThat(((YamlNode.Mapping) root.members().get("a#3")).members().keySet())
                .containsExactly("c", "c#2");
        refuses("a: 1\na: 2\n", YamlFault.Kind.DUPLICATE_KEY);
    }

    @Test
    void shouldSeeTheOrderOfOccurrences() throws YamlFaultException {
        assertThat(differences("a: 1\na: 2\n", "a: 1\na: 2\n")).isEmpty();
        assertThat(differences("a: 1\nb: x\na: 2\n", "a: 1\na: 2\nb: x\n")).isEmpty();
        assertThat(differences("a: 1\na: 2\n", "a: 2\na: 1\n")).containsExactly("a", "a#2");
        assertThat(differences("a: 1\na: 2\n", "a: 1\n")).containsExactly("a#2");
        assertThat(differences("a: 1\na: 2\n", "a: 2\n")).containsExactly("a", "a#2");
        assertThat(differences("a: 1\n", "a: 1\na: 1\n")).containsExactly("a#2");
    }

    @Test
    void shouldPutASecondOccurrenceUnderNoListedPathUnlessItsParentIs() throws YamlFaultException {
        List<List<String>> listed = List.of(List.of("execution", "live"));
        String before =
                "execution: {live: {a: 1, a: 2}, live: {b: 1}}\nexecution: {live: {c: 1}}\n";

        assertThat(
                        YamlDifference.outside(
                                configuration(before),
                                configuration(before.replace("a: 2", "a: 9")),
                                listed))
                .isEmpty();
        assertThat(
                        YamlDifference.outside(
                                configuration(before),
                                configuration(before.replace("b: 1", "b: 9")),
                                listed))
                .containsExactly("execution.live#2.b");
        assertThat(
                        YamlDifference.outside(
                                configuration(before),
                                configuration(before.replace("c: 1", "c: 9")),
                                listed))
                .containsExactly("execution#2.live.c");
    }

    @Test
    void shouldRefuseAKeyThatImitatesAnOccurrence() throws YamlFaultException {
        for (String text :
                List.of(
                        "a#2: 1\n",
                        "a: 1\na#2: 2\n",
                        "\"x\\ny#10\": 1\n",
                        "'#1': x\n",
                        "b: {'#7': 1}\n")) {
            assertThatThrownBy(() -> configuration(text))
                    .isInstanceOfSatisfying(
                            YamlFaultException.class,
                            e ->
                                    assertThat(e.fault().kind())
                                            .isEqualTo(YamlFault.Kind.NUMBERED_KEY));
        }
        assertThat(configuration("a#: 1\n'#2a': 2\n").members()).hasSize(2);
        assertThat(((YamlNode.Mapping) read("a#2: 1\n")).members()).hasSize(1);
    }

    @Test
    void shouldBeAsStrictAboutAConfigurationAsAboutAllElse() {
        for (String text :
                List.of(
                        "a: &x 1\n",
                        "a: *x\n",
                        "<<: {a: 1}\n",
                        "a: !!str 1\n",
                        "a: 1\n---\nb: 2\n",
                        "? [a]\n: 1\n",
                        "")) {
            assertThatThrownBy(() -> configuration(text))
                    .as(text)
                    .isInstanceOf(YamlFaultException.class);
        }
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
