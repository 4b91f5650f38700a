package io.gatehouse.definitions.rule;

import io.gatehouse.core.definition.Role;
import io.gatehouse.core.id.ArtefactId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonString;
import io.gatehouse.core.json.JsonValue;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The parameters of a reference, read after they were found to be of their kinds. */
record Reading(JsonObject parameters) {

    String text(String name) {
        return parameters.requireText(name);
    }

    Optional<String> maybeText(String name) {
        return parameters.text(name);
    }

    List<String> texts(String name) {
        return parameters.array(name).stream().map(v -> ((JsonString) v).value()).toList();
    }

    List<JsonValue> values(String name) {
        return parameters.array(name);
    }

    boolean flag(String name, boolean otherwise) {
        return parameters.flag(name).orElse(otherwise);
    }

    int count(String name, int otherwise) {
        return parameters.integer(name).orElse((long) otherwise).intValue();
    }

    Optional<Duration> duration(String name) {
        return parameters.text(name).map(Duration::parse);
    }

    Optional<ArtefactId> artefact(String name) {
        return parameters.text(name).map(ArtefactId::new);
    }

    List<ArtefactId> artefacts(String name) {
        return texts(name).stream().map(ArtefactId::new).toList();
    }

    List<Role> roles(String name) {
        return texts(name).stream().map(code -> Role.ofCode(code).orElseThrow()).toList();
    }
}
