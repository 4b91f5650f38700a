package io.gatehouse.adapter.risklabs.portfolio;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.core.rule.Finding;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortfolioReaderTest {

    private static final String JSON =
            "{\"name\":\"book\",\"equity\":\"100000.50\",\"positions\":{\"BTCUSDT\":0.10,\"ETHUSDT\":\"-2\"}}";

    private static Checked<PortfolioFile> json(String text) {
        return PortfolioReader.read("book.json", text.getBytes(StandardCharsets.UTF_8));
    }

    private static Checked<PortfolioFile> yaml(String text) {
        return PortfolioReader.read("book.yaml", text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void shouldReadTheSamePortfolioFromJsonAndYaml() {
        PortfolioFile fromJson = json(JSON).accepted().orElseThrow();
        PortfolioFile fromYaml =
                yaml("name: book\nequity: 100000.50\npositions:\n  BTCUSDT: 0.10\n  ETHUSDT: -2\n")
                        .accepted()
                        .orElseThrow();
        assertThat(fromYaml).isEqualTo(fromJson);
        assertThat(fromJson.equity()).isEqualByComparingTo(new BigDecimal("100000.5"));
        assertThat(fromJson.kind()).isEqualTo(PortfolioFile.Kind.POSITIONS);
        assertThat(fromJson.entries().get("ETHUSDT")).isEqualByComparingTo("-2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"name\":\"book\",\"equity\":1}",
                "{\"name\":\"book\",\"equity\":1,\"positions\":{}}",
                "{\"name\":\"book\",\"equity\":1,\"positions\":[]}",
                "{\"name\":\"book\",\"equity\":1,\"positions\":{\"A\":1},\"weights\":{\"A\":1}}",
                "{\"name\":\"book\",\"equity\":1,\"positions\":{\"A\":1},\"leverage\":9}",
                "{\"name\":\"book\",\"equity\":1,\"positions\":{\"A\":1,\"A\":2}}",
                "{\"name\":\"bo ok\",\"equity\":1,\"positions\":{\"A\":1}}",
                "{\"equity\":1,\"positions\":{\"A\":1}}",
                "{\"name\":\"book\",\"equity\":1,\"positions\":{\"../A\":1}}",
                "{\"name\":\"book\",\"equity\":1,\"positions\":{\"A\":1}} x"
            })
    void shouldRefuseWhatIsNoPortfolio(String text) {
        assertThat(json(text).findings())
                .extracting(Finding::code)
                .containsExactly("file-unreadable");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0", "\"NaN\"", "\"Infinity\"", "1e99999", "null", "true", "\"\"", "{}"})
    void shouldRefuseNumbersThatAreNone(String number) {
        String wrong = "{\"name\":\"book\",\"equity\":%s,\"weights\":{\"A\":%s}}";
        assertThat(json(wrong.formatted(number, "1")).findings())
                .extracting(Finding::code, Finding::subject)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("number-invalid", "equity"));
        assertThat(json(wrong.formatted("1", number)).findings())
                .extracting(Finding::code, Finding::subject)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("number-invalid", "A"));
    }

    @Test
    void shouldRefuseANegativeEquityAliasesAndSizesBeyondTheLimit() {
        assertThat(json(JSON.replace("\"100000.50\"", "-1")).findings())
                .extracting(Finding::code)
                .containsExactly("number-invalid");
        assertThat(yaml("name: &a book\nequity: 1\nweights: {A: 1}\n").findings()).hasSize(1);
        assertThat(yaml("name: book\nname: look\nequity: 1\nweights: {A: 1}\n").findings())
                .hasSize(1);
        assertThat(json(" ".repeat(PortfolioReader.LARGEST + 1)).findings()).hasSize(1);
        StringBuilder many = new StringBuilder("{\"name\":\"b\",\"equity\":1,\"weights\":{\"A\":1");
        for (int i = 0; i < PortfolioReader.MOST; i++) {
            many.append(",\"B").append(i).append("\":1");
        }
        assertThat(json(many + "}}").findings()).hasSize(1);
    }

    @Test
    void shouldAnswerWhateverTheBytes() {
        long seed = 77_001L;
        int tries = Boolean.getBoolean("gatehouse.campaign") ? 300_000 : 4_000;
        Random random = new Random(seed);
        int tried = 0;
        int accepted = 0;
        for (int i = 0; i < tries; i++) {
            byte[] bytes = JSON.getBytes(StandardCharsets.UTF_8);
            for (int j = 0; j <= random.nextInt(3); j++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            String path = random.nextBoolean() ? "p.json" : "p.yaml";
            Checked<PortfolioFile> read = PortfolioReader.read(path, bytes);
            if (read.accepted().isPresent()) {
                accepted++;
                PortfolioFile file = read.accepted().get();
                assertThat(file.equity()).as("seed %d, try %d", seed, i).isPositive();
                assertThat(file.entries().values())
                        .as("seed %d, try %d", seed, i)
                        .isNotEmpty()
                        .allMatch(value -> value.signum() != 0);
            } else {
                assertThat(read.findings()).as("seed %d, try %d", seed, i).isNotEmpty();
            }
            tried++;
        }
        assertThat(tried).isEqualTo(tries);
        assertThat(accepted).as("seed %d", seed).isBetween(1, tries - 1);
        assertThat(List.of(tried, accepted)).doesNotContain(0);
    }
}
