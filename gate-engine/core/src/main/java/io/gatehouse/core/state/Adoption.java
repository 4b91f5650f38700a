package io.gatehouse.core.state;

import io.gatehouse.core.codec.RecordCodec;
import io.gatehouse.core.definition.DefinitionReader;
import io.gatehouse.core.definition.GateDefinition;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.json.JsonArray;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A set of rules as owner and compliance sign it: {@code {people, definitions, commands, keys}}.
 *
 * <p>The document is self-contained, so that a journal can be replayed without any other file.
 *
 * @param people all persons who count, by the members of {@link Person}
 * @param definitions one for each gate
 * @param commands SHA-384 of each configured program, by name
 * @param keys the public list of the key ring; its form belongs to the audit module
 */
public record Adoption(
        List<Person> people,
        List<GateDefinition> definitions,
        SortedMap<String, Digest> commands,
        JsonObject keys) {

    /** The document of a set of rules. */
    public static JsonObject document(
            List<Person> people,
            List<JsonObject> definitions,
            SortedMap<String, Digest> commands,
            JsonObject keys) {
        JsonObject.Builder programs = JsonObject.builder();
        commands.forEach((name, digest) -> programs.put(name, digest.value()));
        return JsonObject.builder()
                .put(
                        "people",
                        new JsonArray(
                                people.stream()
                                        .map(p -> (JsonValue) RecordCodec.encode(p))
                                        .toList()))
                .put("definitions", new JsonArray(List.copyOf(definitions)))
                .put("commands", programs.build())
                .put("keys", keys)
                .build();
    }

    /**
     * Reads a document strictly.
     *
     * @throws IllegalArgumentException when it is not one; two persons of one id, two definitions
     *     of one gate and one public key of two persons are refused
     */
    public static Adoption read(JsonObject document) {
        if (!document.names().equals(Set.of("people", "definitions", "commands", "keys"))) {
            throw new IllegalArgumentException(
                    "an adoption has people, definitions, commands and keys, and nothing else");
        }
        List<Person> people = new ArrayList<>();
        Set<Object> seen = new HashSet<>();
        for (JsonValue value : document.array("people")) {
            Person person = RecordCodec.decode(object(value), Person.class);
            require(seen.add(person.id()), "person " + person.id() + " stands twice");
            // One key for two persons would let one person sign as both.
            person.keys()
                    .forEach(
                            key ->
                                    require(
                                            seen.add(key.publicKey()) && seen.add(key.id()),
                                            "a key of " + person.id() + " stands twice"));
            people.add(person);
        }
        List<GateDefinition> definitions = new ArrayList<>();
        for (JsonValue value : document.array("definitions")) {
            GateDefinition definition = DefinitionReader.read(object(value));
            require(seen.add(definition.id()), "gate " + definition.id() + " stands twice");
            definitions.add(definition);
        }
        TreeMap<String, Digest> commands = new TreeMap<>();
        JsonObject programs =
                document.object("commands")
                        .orElseThrow(() -> new IllegalArgumentException("commands is an object"));
        programs.names()
                .forEach(name -> commands.put(name, Digest.parse(programs.requireText(name))));
        JsonObject keys =
                document.object("keys")
                        .orElseThrow(() -> new IllegalArgumentException("keys is an object"));
        return new Adoption(List.copyOf(people), List.copyOf(definitions), commands, keys);
    }

    private static JsonObject object(JsonValue value) {
        if (value instanceof JsonObject object) {
            return object;
        }
        throw new IllegalArgumentException("expected an object");
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
