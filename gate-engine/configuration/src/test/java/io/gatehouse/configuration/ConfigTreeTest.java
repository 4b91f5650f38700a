package io.gatehouse.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigTreeTest {

    @Test
    void shouldFlattenToPathsWithKindsAndLines() {
        ConfigTree tree =
                parsed(
                        """
                        # comment
                        execution:
                          live: {enabled: no, venues: [{name: a}, "b"]}
                          empty_list: []
                          empty_map: {}
                          nothing:
                        "execution.live": 1
                        text: |
                          two
                          lines
                        """);

        assertThat(tree.leaves().keySet())
                .containsExactly(
                        "\"execution.live\"",
                        "execution.empty_list",
                        "execution.empty_map",
                        "execution.live.enabled",
                        "execution.live.venues[0].name",
                        "execution.live.venues[1]",
                        "execution.nothing",
                        "text");
        assertThat(tree.find("execution.live.enabled"))
                .contains(new ConfigValue(ConfigValue.Kind.TYPED, "no", 0));
        assertThat(tree.find("execution.live.venues[0].name").orElseThrow().line()).isEqualTo(3);
        assertThat(tree.find("text"))
                .contains(new ConfigValue(ConfigValue.Kind.TEXT, "two\nlines\n", 0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ALIAS|a: &x 1",
                "ALIAS|a: &x {b: 1}",
                "ALIAS|a: *x",
                "MERGE_KEY|a: {<<: {b: 1}}",
                "TAG|a: !!python/object:os.system x",
                "TAG|a: !!str 1",
                "TAG|a: !x {b: 1}",
                "KEY_FORM|? [a] : 1",
                "KEY_FORM|? {a: b} : 1",
                "KEY_FORM|{\"\": 1}",
                "NOT_A_MAPPING|[a]",
                "NOT_A_MAPPING|abc",
                "SYNTAX|a: [",
                "SYNTAX|a: b: c",
                "SYNTAX|a: \"\\ud800\"",
            })
    void shouldRefuse(ConfigFault.Kind kind, String yaml) {
        assertThat(refused(yaml).kind()).isEqualTo(kind);
        assertThat(refused(yaml).line()).isEqualTo(1);
    }

    @Test
    void shouldRefuseWhatIsNotOneDocumentOfUtf8() {
        assertThat(refused("").kind()).isEqualTo(ConfigFault.Kind.NO_DOCUMENT);
        assertThat(refused("# only a comment\n").kind()).isEqualTo(ConfigFault.Kind.NO_DOCUMENT);
        assertThat(refused("a: 1\n---\nb: 2\n").kind())
                .isEqualTo(ConfigFault.Kind.SEVERAL_DOCUMENTS);
        assertThat(
                        ((ConfigReading.Refused)
                                        ConfigTree.read(
                                                new byte[] {'a', ':', ' ', (byte) 0xc3, '('}))
                                .fault()
                                .kind())
                .isEqualTo(ConfigFault.Kind.NOT_UTF8);
        assertThat(
                        ((ConfigReading.Refused) ConfigTree.read(new byte[ConfigTree.LARGEST + 1]))
                                .fault()
                                .kind())
                .isEqualTo(ConfigFault.Kind.TOO_LARGE);
    }

    @Test
    void shouldRefuseDeepNestingWithoutExhaustingTheStack() {
        assertThat(refused("a: " + "[".repeat(100_000)).kind())
                .isEqualTo(ConfigFault.Kind.TOO_DEEP);
        assertThat(refused("a: " + "{a: ".repeat(1_000)).kind())
                .isEqualTo(ConfigFault.Kind.TOO_DEEP);
    }

    @Test
    void shouldQuoteNoValueInAFault() {
        assertThat(refused("password: hunter2: hunter2").toString()).doesNotContain("hunter2");
    }

    @Test
    void shouldReadTheRealConfiguration() throws IOException {
        Path file =
                Path.of(
                        System.getProperty("gatehouse.root"),
                        "..",
                        "shared",
                        "interop",
                        "config",
                        "core.yaml");
        assumeTrue(
                Files.exists(file),
                "skipped: reference material is absent: interop/config/core.yaml");
        byte[] bytes = Files.readAllBytes(file);

        ConfigTree tree = parsed(new String(bytes, StandardCharsets.UTF_8));

        assertThat(tree.leaves()).hasSizeGreaterThan(1_500);
        assertThat(tree.find("risk_profiles.balanced.max_daily_loss_pct"))
                .map(ConfigValue::text)
                .contains("0.015");
        assertThat(tree.find("permission_profiles.trading_default.required_permissions[1]"))
                .map(ConfigValue::text)
                .contains("trade");
        // the file in use defines four environments twice
        assertThat(tree.duplicates())
                .extracting(ConfigTree.Duplicate::path)
                .containsExactly(
                        "environments.coinbase_paper#2",
                        "environments.okx_paper#2",
                        "environments.kucoin_paper#2",
                        "environments.bybit_paper#2");
        assertThat(ConfigDiff.between(tree, tree).isEmpty()).isTrue();
    }

    @Test
    void shouldKeepBothOccurrencesOfAKeyAndListTheSecond() {
        ConfigTree tree = parsed("a: {b: 1}\nc: 1\n\"a\":\n  b: 2\n");

        assertThat(tree.leaves().keySet()).containsExactly("a#2.b", "a.b", "c");
        assertThat(tree.duplicates()).containsExactly(new ConfigTree.Duplicate("a#2", 3, 1));
        assertThat(ConfigPath.isWithin("a#2.b", List.of("a"))).isFalse();
    }

    @Test
    void shouldAnswerEveryMutation() {
        long seed = 5_512L;
        Random random = new Random(seed);
        byte[] good =
                "a: {b: [1, 'x', {c: null}], \"d.e\": |\n  t\n}\nk: &n v\nl: *n\n? q\n: - 1\n - !!s 2\n<<: {}\n--- \n"
                        .getBytes(StandardCharsets.UTF_8);
        byte[] hints = "{}[]:&*!|>'\"%@`#-?, \n\t\0\\u\ufeffé<".getBytes(StandardCharsets.UTF_8);
        int tried = 30_000;
        int parsed = 0;
        for (int i = 0; i < tried; i++) {
            byte[] bytes = Arrays.copyOf(good, 1 + random.nextInt(good.length));
            for (int change = random.nextInt(6); change > 0; change--) {
                bytes[random.nextInt(bytes.length)] =
                        random.nextBoolean()
                                ? hints[random.nextInt(hints.length)]
                                : (byte) random.nextInt(256);
            }
            try {
                if (ConfigTree.read(bytes) instanceof ConfigReading.Parsed p) {
                    parsed++;
                    ConfigDiff.between(new ConfigTree(new TreeMap<>(), List.of()), p.tree())
                            .toJson();
                }
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ", input " + i, e);
            }
        }
        assertThat(parsed).as("seed %s: parsed of %s", seed, tried).isGreaterThan(100);
    }

    static ConfigTree parsed(String yaml) {
        return assertThat(ConfigTree.read(yaml.getBytes(StandardCharsets.UTF_8)))
                .asInstanceOf(type(ConfigReading.Parsed.class))
                .actual()
                .tree();
    }

    private static ConfigFault refused(String yaml) {
        return assertThat(ConfigTree.read(yaml.getBytes(StandardCharsets.UTF_8)))
                .asInstanceOf(type(ConfigReading.Refused.class))
                .actual()
                .fault();
    }
}
