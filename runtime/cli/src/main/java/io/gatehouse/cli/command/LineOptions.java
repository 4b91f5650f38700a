package io.gatehouse.cli.command;

import io.gatehouse.app.usecase.Unanswerable;
import io.gatehouse.app.usecase.Wording;
import io.gatehouse.audit.digest.StreamingDigests;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import picocli.CommandLine.Option;

/** What a line says that a person adds to a decision log. */
final class LineOptions {

    @Option(
            names = "--artefact",
            paramLabel = "NAME=VALUE",
            description = "What the line is about; may be repeated.")
    private List<String> artefacts = new ArrayList<>();

    @Option(
            names = "--artefact-from-file",
            paramLabel = "NAME=FILE",
            description = "As --artefact, with the file's SHA-384.")
    private List<String> files = new ArrayList<>();

    @Option(
            names = "--runtime-flag",
            paramLabel = "NAME[=BOOLEAN]",
            description = "A flag as it holds now; any other value is refused.")
    private List<String> flags = new ArrayList<>();

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why.")
    private String reason = "";

    boolean isEmpty() {
        return artefacts.isEmpty() && files.isEmpty() && flags.isEmpty() && reason.isEmpty();
    }

    String reason() {
        return reason;
    }

    /**
     * Artefacts by name.
     *
     * @param place finds a file that was named
     * @throws IOException when a file cannot be read
     */
    SortedMap<String, String> artefacts(Function<String, Path> place)
            throws Unanswerable, IOException {
        SortedMap<String, String> all = new TreeMap<>();
        for (String artefact : artefacts) {
            String[] parts = parts("--artefact", artefact);
            put(all, parts[0], parts[1]);
        }
        for (String file : files) {
            String[] parts = parts("--artefact-from-file", file);
            String digest = StreamingDigests.of(place.apply(parts[1])).sha384().value();
            put(all, parts[0], digest);
        }
        return all;
    }

    private static void put(SortedMap<String, String> all, String name, String value)
            throws Unanswerable {
        if (all.put(name, value) != null) {
            throw Unanswerable.usage(Wording.of("artefact-twice", name));
        }
    }

    private static String[] parts(String option, String given) throws Unanswerable {
        String[] parts = given.split("=", 2);
        if (parts.length < 2 || parts[0].isBlank()) {
            throw Unanswerable.usage(Wording.of("name-value", option));
        }
        return parts;
    }

    SortedMap<String, Boolean> flags() throws Unanswerable {
        SortedMap<String, Boolean> all = new TreeMap<>();
        for (String given : flags) {
            String[] parts = given.split("=", 2);
            String word = parts.length < 2 ? "true" : parts[1].toLowerCase(Locale.ROOT);
            boolean value =
                    switch (word) {
                        case "1", "true", "yes", "on" -> true;
                        case "0", "false", "no", "off" -> false;
                        default -> throw Unanswerable.usage(Wording.of("flag-form"));
                    };
            Boolean before = all.put(parts[0], value);
            if (before != null && before != value) {
                throw Unanswerable.usage(Wording.of("flag-twice", parts[0]));
            }
        }
        return all;
    }
}
