package io.gatehouse.adapter.oembundle;

import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonValue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Signing by the tools of each platform (SignTool, codesign and notarytool, gpg): configured as
 * commands, run where they are present, and otherwise recorded as not done. Stateless.
 */
public final class CodeSigning {

    private CodeSigning() {}

    /**
     * A configured command.
     *
     * @param name for the record, such as {@code codesign}
     * @param command program and arguments; {@code {archive}} stands for the archive's path; no
     *     secret stands in it
     */
    public record Hook(String name, Platform platform, List<String> command) {
        public Hook {
            command = List.copyOf(command);
            if (command.isEmpty() || !name.matches("[a-z0-9][a-z0-9-]{0,62}")) {
                throw new IllegalArgumentException("a hook has a plain name and a program");
            }
        }
    }

    /** What became of a hook. */
    public enum Status {
        DONE,
        FAILED,
        /** The program is not on this machine. */
        NOT_PRESENT,
        /** It is for another platform's bundle. */
        NOT_FOR_THIS_PLATFORM;

        /** {@code not-present}. */
        public String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Runs a program, with a limit of time, or says that it is not there. */
    @FunctionalInterface
    public interface Runner {
        Status run(List<String> command);
    }

    /** What was done, hook by hook. */
    public record Entry(String name, Status status) {}

    /** Runs the hooks of a platform in order; a failure does not stop those that follow. */
    public static List<Entry> run(
            List<Hook> hooks, Platform platform, Path archive, Runner runner) {
        List<Entry> entries = new ArrayList<>();
        for (Hook hook : hooks) {
            Status status =
                    hook.platform() == platform
                            ? runner.run(
                                    hook.command().stream()
                                            .map(a -> a.replace("{archive}", archive.toString()))
                                            .toList())
                            : Status.NOT_FOR_THIS_PLATFORM;
            entries.add(new Entry(hook.name(), status));
        }
        return List.copyOf(entries);
    }

    /** The record as a document; {@code complete} only when every hook of the platform was done. */
    public static JsonObject record(List<Entry> entries) {
        List<JsonValue> rows = new ArrayList<>();
        entries.forEach(
                e ->
                        rows.add(
                                JsonObject.builder()
                                        .put("name", e.name())
                                        .put("status", e.status().code())
                                        .put("done", e.status() == Status.DONE)
                                        .build()));
        boolean complete =
                entries.stream().anyMatch(e -> e.status() == Status.DONE)
                        && entries.stream()
                                .allMatch(
                                        e ->
                                                e.status() == Status.DONE
                                                        || e.status()
                                                                == Status.NOT_FOR_THIS_PLATFORM);
        return JsonObject.builder()
                .put("schema", "gatehouse.code-signing/1")
                .put("hooks", rows)
                .put("complete", complete)
                .build();
    }
}
