package io.gatehouse.definitions.load;

import io.gatehouse.core.definition.GateDefinition;
import io.gatehouse.core.id.GateId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads gate definitions from a directory, or those that are built in.
 *
 * <p>A file that was read is data, not yet law: it counts after an ADOPTED event. Every fault of
 * every file is reported; a set with a fault must not be adopted.
 */
public final class DefinitionLoader {

    /** The built-in gates in the order of the runbook. */
    public static final List<String> BUILT_IN = List.of("demo", "paper", "live", "stage6");

    private static final int MAX_FILES = 64;

    private DefinitionLoader() {}

    /**
     * What was read.
     *
     * @param files in order of their names
     * @param faults of the files and of the set, such as a gate that is defined twice
     */
    public record Loaded(List<DefinitionFile> files, List<DefinitionFault> faults) {
        public Loaded {
            files = List.copyOf(files);
            faults = List.copyOf(faults);
        }

        /** The gates that could be read, by id. */
        public SortedMap<GateId, GateDefinition> gates() {
            SortedMap<GateId, GateDefinition> gates =
                    new TreeMap<>(Comparator.comparing(GateId::value));
            files.forEach(
                    file -> file.gate().ifPresent(gate -> gates.putIfAbsent(gate.id(), gate)));
            return gates;
        }
    }

    /** The gates that come with this build. */
    public static Loaded builtIn() {
        List<DefinitionFile> files = new ArrayList<>();
        for (String gate : BUILT_IN) {
            files.add(DefinitionFile.read(gate + ".yaml", builtInBytes(gate)));
        }
        return loaded(files, new ArrayList<>());
    }

    /** The YAML of a built-in gate, comments included. */
    public static byte[] builtInBytes(String gate) {
        if (!BUILT_IN.contains(gate)) {
            throw new IllegalArgumentException("no built-in gate of that name");
        }
        try (InputStream in =
                DefinitionLoader.class.getResourceAsStream("/gates/" + gate + ".yaml")) {
            if (in == null) {
                throw new IllegalStateException("this build lacks gates/" + gate + ".yaml");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every {@code *.yaml} file of a directory, not of those below it. */
    public static Loaded directory(Path directory) {
        List<DefinitionFault> faults = new ArrayList<>();
        List<Path> paths = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
            stream.forEach(paths::add);
        } catch (IOException | DirectoryIteratorException e) {
            faults.add(fault("unreadable", directory, "the directory cannot be read"));
        }
        paths.sort(Comparator.comparing(Path::toString));
        List<DefinitionFile> files = new ArrayList<>();
        for (Path path : paths) {
            String name = path.getFileName().toString();
            if (name.endsWith(".yml")) {
                // left unread it would be a gate that its author believes to be in force
                faults.add(fault("wrong-ending", path, "a definition ends in .yaml"));
            } else if (name.endsWith(".yaml") && files.size() < MAX_FILES) {
                readFile(path, files, faults);
            } else if (name.endsWith(".yaml")) {
                faults.add(
                        fault("too-many-files", path, "more than " + MAX_FILES + " definitions"));
            }
        }
        if (files.isEmpty() && faults.isEmpty()) {
            faults.add(fault("no-definitions", directory, "no *.yaml file"));
        }
        return loaded(files, faults);
    }

    private static void readFile(
            Path path, List<DefinitionFile> files, List<DefinitionFault> faults) {
        // a link could show one file to the person who adopts and another to the engine
        if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            faults.add(fault("not-a-file", path, "is not a regular file"));
            return;
        }
        try (InputStream in = Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS)) {
            byte[] bytes = in.readNBytes(DefinitionFile.MAX_BYTES + 1);
            files.add(DefinitionFile.read(path.getFileName().toString(), bytes));
        } catch (IOException e) {
            faults.add(fault("unreadable", path, "the file cannot be read"));
        }
    }

    private static Loaded loaded(List<DefinitionFile> files, List<DefinitionFault> faults) {
        SortedMap<String, String> seen = new TreeMap<>();
        for (DefinitionFile file : files) {
            file.fault().ifPresent(faults::add);
            if (file.gate().isPresent()) {
                String id = file.gate().get().id().value();
                String before = seen.putIfAbsent(id, file.name());
                if (before != null) {
                    faults.add(
                            file.locate(
                                    DefinitionFault.of(
                                            "duplicate-gate",
                                            id,
                                            "gate",
                                            "also defined in " + before)));
                }
                if (!file.name().equals(id + ".yaml")) {
                    faults.add(
                            file.locate(
                                    DefinitionFault.of(
                                            "file-name",
                                            id,
                                            "gate",
                                            "belongs in a file " + id + ".yaml")));
                }
            }
        }
        return new Loaded(files, faults);
    }

    private static DefinitionFault fault(String code, Path path, String message) {
        Path name = path.getFileName();
        return DefinitionFault.of(code, name == null ? "" : name.toString(), "", message);
    }
}
