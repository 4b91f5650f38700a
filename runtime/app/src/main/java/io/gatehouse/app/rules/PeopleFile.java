package io.gatehouse.app.rules;

import io.gatehouse.core.definition.Role;
import io.gatehouse.core.id.KeyId;
import io.gatehouse.core.id.PersonId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonString;
import io.gatehouse.core.json.JsonValue;
import io.gatehouse.core.state.Person;
import io.gatehouse.core.state.PersonKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * {@code people.yaml}: who there is, in which roles, with which public keys.
 *
 * <pre>
 * people:
 *   - id: anna
 *     name: Anna Nowak
 *     roles: [owner]
 *     keys:
 *       - {id: anna-1, public: "...", not-before: "2026-01-01T00:00:00Z", not-after: "2028-01-01T00:00:00Z"}
 * </pre>
 */
public final class PeopleFile {

    private PeopleFile() {}

    /** Reads the file strictly. */
    public static List<Person> read(Path file) throws RuleFault {
        JsonObject document = YamlFile.read(file);
        YamlFile.requireMembers("people.yaml", document, Set.of("people"), Set.of());
        List<Person> people = new ArrayList<>();
        for (JsonValue value : document.array("people")) {
            people.add(person(value));
        }
        return people;
    }

    private static Person person(JsonValue value) throws RuleFault {
        JsonObject person = object(value, "people.yaml");
        YamlFile.requireMembers(
                "people.yaml", person, Set.of("id", "name", "roles", "keys"), Set.of());
        String place = "people.yaml: " + person.text("id").orElse("?");
        try {
            TreeSet<Role> roles = new TreeSet<>();
            for (JsonValue role : person.array("roles")) {
                String code = role instanceof JsonString text ? text.value() : "?";
                roles.add(
                        Role.ofCode(code)
                                .orElseThrow(
                                        () ->
                                                new IllegalArgumentException(
                                                        "unknown role " + code)));
            }
            List<PersonKey> keys = new ArrayList<>();
            for (JsonValue key : person.array("keys")) {
                keys.add(key(object(key, place), place));
            }
            return new Person(
                    new PersonId(person.requireText("id")),
                    person.requireText("name"),
                    roles,
                    keys,
                    false);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw RuleFault.of(place, "a person", String.valueOf(e.getMessage()));
        }
    }

    private static PersonKey key(JsonObject key, String place) throws RuleFault {
        YamlFile.requireMembers(
                place, key, Set.of("id", "public", "not-before", "not-after"), Set.of());
        return new PersonKey(
                new KeyId(key.requireText("id")),
                key.requireText("public"),
                Instant.parse(key.requireText("not-before")),
                Instant.parse(key.requireText("not-after")),
                Optional.empty());
    }

    private static JsonObject object(JsonValue value, String place) throws RuleFault {
        if (value instanceof JsonObject object) {
            return object;
        }
        throw RuleFault.of(place, "a mapping", "another value");
    }

    /** The file's bytes for some people; {@link #read} reads them back to equal values. */
    public static byte[] write(List<Person> people) {
        StringBuilder out =
                new StringBuilder(
                        "# Who may act. Counts only after 'gatehouse adopt', signed by owner and compliance.\n"
                                + "people:\n");
        for (Person person : people) {
            out.append("  - id: ").append(quote(person.id().value())).append('\n');
            out.append("    name: ").append(quote(person.name())).append('\n');
            out.append("    roles: [")
                    .append(
                            person.roles().stream()
                                    .map(Role::code)
                                    .collect(Collectors.joining(", ")))
                    .append("]\n");
            out.append(person.keys().isEmpty() ? "    keys: []\n" : "    keys:\n");
            for (PersonKey key : person.keys()) {
                out.append("      - {id: ")
                        .append(quote(key.id().value()))
                        .append(", public: ")
                        .append(quote(key.publicKey()))
                        .append(", not-before: ")
                        .append(quote(key.notBefore().toString()))
                        .append(", not-after: ")
                        .append(quote(key.notAfter().toString()))
                        .append("}\n");
            }
        }
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** A YAML single-quoted scalar: the only escape is the quote itself. */
    private static String quote(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
