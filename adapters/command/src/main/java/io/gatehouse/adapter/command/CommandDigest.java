package io.gatehouse.adapter.command;

import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.json.JsonArray;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The identity of a configured program: SHA-384 of the canonical JSON array of {@code {path,
 * sha384}} for its executable and every other element of the prefix that is a file.
 *
 * <p>The same computation serves adoption and running. An element that becomes a file, or stops
 * being one, changes the digest as a changed byte does. Symbolic links are followed: {@code
 * /usr/bin/python3} is one on most systems, and what is digested is the file that would run. Not
 * covered: shared libraries, modules that a script imports, and the interpreter that a {@code #!}
 * line names (put the interpreter first in the prefix to have it covered).
 */
public final class CommandDigest {

    private CommandDigest() {}

    /**
     * The digest as it is now.
     *
     * @param name the program's name, for findings
     * @param prefix executable, absolute or relative to the workspace, then fixed arguments
     * @throws CommandFaultException when the executable is missing, unreadable or leaves the
     *     workspace
     */
    public static Digest of(String name, List<String> prefix, Path workspace)
            throws CommandFaultException {
        return Digest.of(
                new JsonArray(
                        files(name, prefix, workspace).stream()
                                .<JsonValue>map(
                                        file ->
                                                JsonObject.builder()
                                                        .put("path", file.written())
                                                        .put("sha384", file.digest().value())
                                                        .build())
                                .toList()));
    }

    /** One file of a prefix: as written, as found with links followed, and its digest. */
    record Found(int index, String written, Path real, Digest digest) {}

    static List<Found> files(String name, List<String> prefix, Path workspace)
            throws CommandFaultException {
        List<Found> found = new ArrayList<>();
        for (int i = 0; i < prefix.size(); i++) {
            Optional<Path> real = resolve(name, prefix.get(i), workspace, i == 0);
            if (real.isPresent()) {
                found.add(
                        new Found(
                                i,
                                prefix.get(i),
                                real.get(),
                                sha384(name, prefix.get(i), real.get())));
            }
        }
        return found;
    }

    private static Optional<Path> resolve(
            String name, String element, Path workspace, boolean program)
            throws CommandFaultException {
        Path written;
        try {
            written = Path.of(element);
        } catch (InvalidPathException e) {
            return missing(name, element, program);
        }
        Path path = workspace.resolve(written);
        if (element.isEmpty() || !Files.isRegularFile(path)) {
            return missing(name, element, program);
        }
        try {
            Path real = path.toRealPath();
            // A relative name promises a file under the operator's control; a link or '..' that
            // leads
            // out of the workspace would let another tree decide what runs.
            if (!written.isAbsolute() && !real.startsWith(workspace.toRealPath())) {
                throw new CommandFaultException(CommandFindings.outside(name, element));
            }
            return Optional.of(real);
        } catch (IOException e) {
            throw new CommandFaultException(CommandFindings.unreadable(name, element));
        }
    }

    private static Optional<Path> missing(String name, String element, boolean program)
            throws CommandFaultException {
        if (program) {
            throw new CommandFaultException(CommandFindings.missing(name, Printable.line(element)));
        }
        return Optional.empty();
    }

    private static Digest sha384(String name, String element, Path file)
            throws CommandFaultException {
        MessageDigest digest = Digest.newSha384();
        byte[] buffer = new byte[64 * 1024];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        } catch (IOException e) {
            throw new CommandFaultException(CommandFindings.unreadable(name, element));
        }
        return Digest.parse("sha384:" + HexFormat.of().formatHex(digest.digest()));
    }
}
