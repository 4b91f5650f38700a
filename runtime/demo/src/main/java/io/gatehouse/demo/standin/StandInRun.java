package io.gatehouse.demo.standin;

import io.gatehouse.audit.file.DurableFiles;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One run of a program: where, with what, when, and what the walk told it.
 *
 * @param arguments behind the program's name
 * @param now cut to seconds
 */
record StandInRun(
        Path workspace, List<String> arguments, Instant now, DemoInputs inputs, PrintStream out) {

    StandInRun {
        arguments = List.copyOf(arguments);
    }

    /** The argument behind a name such as {@code --config}. */
    Optional<String> option(String name) {
        int at = arguments.indexOf(name);
        return at >= 0 && at + 1 < arguments.size()
                ? Optional.of(arguments.get(at + 1))
                : Optional.empty();
    }

    String option(String name, String otherwise) {
        return option(name).orElse(otherwise);
    }

    boolean flag(String name) {
        return arguments.contains(name);
    }

    /** A file below the workspace; an argument that leads elsewhere is refused. */
    Path file(String relative) throws IOException {
        Path root = workspace.toAbsolutePath().normalize();
        Path file = root.resolve(relative).normalize();
        if (!file.startsWith(root) || file.equals(root)) {
            throw new IOException(relative + " is not below the workspace");
        }
        return file;
    }

    byte[] read(String relative) throws IOException {
        Path file = file(relative);
        if (!Files.isRegularFile(file)) {
            throw new IOException(relative + " is missing");
        }
        return Files.readAllBytes(file);
    }

    Path write(String relative, byte[] bytes) throws IOException {
        Path file = file(relative);
        Files.createDirectories(file.getParent());
        DurableFiles.replace(file, bytes);
        return file;
    }

    Path write(String relative, String text) throws IOException {
        return write(relative, text.getBytes(StandardCharsets.UTF_8));
    }
}
