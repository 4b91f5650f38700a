package io.gatehouse.app.query;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.core.json.JsonObject;
import io.gatehouse.definitions.yaml.StrictYaml;
import io.gatehouse.definitions.yaml.YamlFaultException;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

class DifferenceTest {

    private static SortedMap<String, String> yaml(String text) throws YamlFaultException {
        return Difference.flat(StrictYaml.readConfiguration(text.getBytes(UTF_8), 10_000));
    }

    @Test
    void shouldNotHideAChangeBehindAKeyThatReadsLikeItsPath() throws YamlFaultException {
        SortedMap<String, String> before = yaml("a: {b: 1}\n");
        SortedMap<String, String> after = yaml("a: {b: 2}\n\"a.b\": 1\n");
        List<Difference> found = Difference.between(before, after);
        assertThat(found).extracting(Difference::path).containsExactly("\"a.b\"", "a.b");
        assertThat(found.get(1).after()).contains("2");
        assertThat(Difference.flat(JsonObject.of("a", JsonObject.of("b", 2)).with("a.b", 1)))
                .hasSize(2);
        assertThat(yaml("a: [1]\n\"a[0]\": 2\n")).hasSize(2);
    }

    @Test
    void shouldTellTheQuotedTextFromTheOneThatHoldsQuotes() throws YamlFaultException {
        assertThat(yaml("a: 'x\"y'\n").get("a")).isEqualTo("\"x\\\"y\"");
        assertThat(yaml("a: \"x\\ny\"\n").get("a")).isEqualTo("\"x\\ny\"");
    }
}
