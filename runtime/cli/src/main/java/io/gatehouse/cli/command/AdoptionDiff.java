package io.gatehouse.cli.command;

import io.gatehouse.core.definition.Role;
import io.gatehouse.core.id.KeyId;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonValue;
import io.gatehouse.core.state.Adoption;
import io.gatehouse.core.state.GovernanceState;
import io.gatehouse.core.state.Person;
import io.gatehouse.core.state.PersonKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a proposed set of rules changes of the one in force. */
final class AdoptionDiff {

    private AdoptionDiff() {}

    /** Rows of sign, kind and what. */
    static List<List<String>> between(GovernanceState inForce, JsonObject document) {
        Adoption proposed = Adoption.read(document);
        List<List<String>> rows = new ArrayList<>();
        Map<String, String> people = new TreeMap<>();
        // Revoked keys stay on record whatever the rules say next: they change by no adoption.
        Set<KeyId> revoked = revoked(inForce);
        inForce.people().values().stream()
                .filter(p -> !p.roles().isEmpty())
                .forEach(p -> people.put(p.id().value(), describe(p, revoked)));
        Map<String, String> nextPeople = new TreeMap<>();
        proposed.people().forEach(p -> nextPeople.put(p.id().value(), describe(p, revoked)));
        compare("person", people, nextPeople, rows);
        Map<String, String> gates = new TreeMap<>();
        inForce.gates().forEach((gate, digest) -> gates.put(gate.value(), digest.value()));
        Map<String, String> nextGates = new TreeMap<>();
        proposed.definitions().forEach(g -> nextGates.put(g.id().value(), g.digest().value()));
        compare("gate", gates, nextGates, rows);
        Map<String, String> programs = new TreeMap<>();
        inForce.commands().forEach((name, digest) -> programs.put(name, digest.value()));
        Map<String, String> nextPrograms = new TreeMap<>();
        proposed.commands().forEach((name, digest) -> nextPrograms.put(name, digest.value()));
        compare("program", programs, nextPrograms, rows);
        compare("key", keys(inForce.keys()), keys(proposed.keys()), rows);
        return rows;
    }

    private static Map<String, String> keys(JsonObject ring) {
        Map<String, String> keys = new TreeMap<>();
        for (JsonValue value : ring.array("keys")) {
            if (value instanceof JsonObject key) {
                keys.put(key.text("id").orElse("?"), CanonicalJson.text(key));
            }
        }
        return keys;
    }

    private static Set<KeyId> revoked(GovernanceState inForce) {
        return inForce.people().values().stream()
                .flatMap(p -> p.keys().stream())
                .filter(key -> key.revokedAt().isPresent())
                .map(PersonKey::id)
                .collect(Collectors.toSet());
    }

    private static String describe(Person person, Set<KeyId> revoked) {
        return person.name()
                + " "
                + person.roles().stream().map(Role::code).toList()
                + " "
                + person.keys().stream()
                        .filter(key -> !revoked.contains(key.id()))
                        .map(k -> k.id() + "=" + k.publicKey())
                        .toList();
    }

    private static void compare(
            String kind,
            Map<String, String> before,
            Map<String, String> after,
            List<List<String>> rows) {
        TreeSet<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        for (String name : names) {
            String was = before.get(name);
            String is = after.get(name);
            if (was != null && !was.equals(is)) {
                rows.add(List.of("-", kind, name, was));
            }
            if (is != null && !is.equals(was)) {
                rows.add(List.of("+", kind, name, is));
            }
        }
    }
}
