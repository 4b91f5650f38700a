package io.gatehouse.adapter.oembundle;

import io.gatehouse.audit.json.JsonReading;
import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonString;
import io.gatehouse.core.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the file of code-signing commands: {@code gatehouse.code-signing-hooks/1}. Stateless. */
public final class SigningHooks {

    /** No such file is larger, in bytes. */
    public static final int LARGEST = 64 * 1024;

    private static final String SCHEMA = "gatehouse.code-signing-hooks/1";
    private static final int MOST = 32;

    private SigningHooks() {}

    /**
     * The hooks in order: {@code {"schema", "hooks": [{"name", "platform", "command": [...]}]}}.
     *
     * @return empty when the file says anything else: half of a list is none
     */
    public static Optional<List<CodeSigning.Hook>> read(byte[] bytes) {
        if (bytes.length > LARGEST
                || !(StrictJson.readSigned(bytes) instanceof JsonReading.Parsed parsed
                        && parsed.value() instanceof JsonObject file
                        && file.names().equals(Set.of("schema", "hooks"))
                        && file.text("schema").equals(Optional.of(SCHEMA)))) {
            return Optional.empty();
        }
        List<CodeSigning.Hook> hooks = new ArrayList<>();
        for (JsonValue row : file.array("hooks")) {
            Optional<CodeSigning.Hook> hook =
                    row instanceof JsonObject object ? hook(object) : Optional.empty();
            if (hook.isEmpty() || hooks.size() == MOST) {
                return Optional.empty();
            }
            hooks.add(hook.get());
        }
        return hooks.isEmpty() ? Optional.empty() : Optional.of(List.copyOf(hooks));
    }

    private static Optional<CodeSigning.Hook> hook(JsonObject row) {
        List<String> command = new ArrayList<>();
        for (JsonValue word : row.array("command")) {
            if (!(word instanceof JsonString text) || text.value().indexOf('\0') >= 0) {
                return Optional.empty();
            }
            command.add(text.value());
        }
        Optional<Platform> platform = row.text("platform").flatMap(Platform::known);
        if (!row.names().equals(Set.of("name", "platform", "command")) || platform.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new CodeSigning.Hook(
                            row.text("name").orElse(""), platform.orElseThrow(), command));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
