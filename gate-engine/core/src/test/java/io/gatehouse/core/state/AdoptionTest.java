package io.gatehouse.core.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.KeyId;
import io.gatehouse.core.id.PersonId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.testkit.Gates;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class AdoptionTest {

    private static Person person(String name, String key, String publicKey) {
        return new Person(
                new PersonId(name),
                name,
                new TreeSet<>(),
                List.of(
                        new PersonKey(
                                new KeyId(key),
                                publicKey,
                                Instant.EPOCH,
                                Instant.EPOCH.plusSeconds(1),
                                Optional.empty())),
                false);
    }

    private static JsonObject document(List<Person> people, List<JsonObject> gates) {
        return Adoption.document(
                people,
                gates,
                new TreeMap<>(Map.of("labs", Digest.ZERO)),
                JsonObject.of("keys", List.of()));
    }

    private static JsonObject document() {
        return document(
                List.of(person("olga", "o-1", "a"), person("cezary", "c-1", "b")),
                List.of(Gates.demo(), Gates.paper()));
    }

    private static void refuses(JsonObject document, String message) {
        assertThatThrownBy(() -> Adoption.read(document))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void shouldReadWhatItWrote() {
        Adoption adoption = Adoption.read(document());
        assertThat(adoption.people())
                .containsExactly(person("olga", "o-1", "a"), person("cezary", "c-1", "b"));
        assertThat(adoption.definitions())
                .containsExactly(Gates.read(Gates.demo()), Gates.read(Gates.paper()));
        assertThat(adoption.commands()).isEqualTo(Map.of("labs", Digest.ZERO));
        assertThat(adoption.keys()).isEqualTo(JsonObject.of("keys", List.of()));
    }

    @Test
    void shouldRefuseOnePersonOneKeyAndOneGateTwice() {
        refuses(
                document(
                        List.of(person("olga", "o-1", "a"), person("olga", "o-2", "b")), List.of()),
                "stands twice");
        refuses(
                document(
                        List.of(person("olga", "o-1", "a"), person("cezary", "c-1", "a")),
                        List.of()),
                "stands twice");
        refuses(
                document(
                        List.of(person("olga", "k-1", "a"), person("cezary", "k-1", "b")),
                        List.of()),
                "stands twice");
        refuses(document(List.of(), List.of(Gates.demo(), Gates.demo())), "stands twice");
    }

    @Test
    void shouldRefuseWhatIsNotExactlyAnAdoption() {
        for (String name : document().names()) {
            refuses(document().without(name), "nothing else");
        }
        refuses(document().with("more", 1), "nothing else");
        refuses(document().with("people", List.of("olga")), "expected an object");
        refuses(document().with("definitions", List.of(1)), "expected an object");
        refuses(document().with("commands", List.of()), "commands is an object");
        refuses(document().with("keys", List.of()), "keys is an object");
        refuses(document().with("commands", Map.of("labs", "md5:0")), "not a digest");
        refuses(document().with("commands", Map.of("labs", 1)), "labs");
    }
}
