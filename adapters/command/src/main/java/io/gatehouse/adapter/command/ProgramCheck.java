package io.gatehouse.adapter.command;

import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.port.GateAction.Request;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether a configured program may run: found, executable, written by its owners only, adopted.
 *
 * @param digest the digest that was adopted and found
 * @param command the prefix with its executable made absolute
 */
record ProgramCheck(String name, Digest digest, List<String> command) {

    /**
     * @throws CommandFaultException when it may not run
     */
    static ProgramCheck of(String name, List<String> prefix, Request request)
            throws CommandFaultException {
        List<CommandDigest.Found> files = CommandDigest.files(name, prefix, request.workspace());
        Digest digest = CommandDigest.of(name, prefix, request.workspace());
        String adopted = request.trusted().get(name);
        // An action's program decides what evidence says: nothing runs that two persons did not
        // adopt.
        if (adopted == null) {
            throw new CommandFaultException(CommandFindings.notAdopted(name, digest.value()));
        }
        if (!adopted.equals(digest.value())) {
            throw new CommandFaultException(
                    CommandFindings.changed(name, Printable.line(adopted), digest.value()));
        }
        Path executable = files.get(0).real();
        if (!Files.isExecutable(executable)) {
            throw new CommandFaultException(CommandFindings.notExecutable(name, prefix.get(0)));
        }
        requireFormat(name, prefix.get(0), executable);
        for (CommandDigest.Found file : files) {
            requireOwnersOnly(name, file.real());
        }
        List<String> command = new ArrayList<>(prefix);
        // The written path, made absolute, and not the link's target: busybox and virtual
        // environments of Python decide by it what they are.
        command.set(0, request.workspace().resolve(prefix.get(0)).toAbsolutePath().toString());
        return new ProgramCheck(name, digest, command);
    }

    /**
     * The platform hands an executable text without {@code #!} to /bin/sh; here no shell is meant.
     */
    private static void requireFormat(String name, String written, Path executable)
            throws CommandFaultException {
        try (InputStream in = Files.newInputStream(executable)) {
            byte[] head = in.readNBytes(256);
            boolean script = head.length > 2 && head[0] == '#' && head[1] == '!';
            boolean binary = false;
            for (byte b : head) {
                binary |= b == 0;
            }
            if (!script && !binary) {
                throw new CommandFaultException(CommandFindings.notAProgram(name, written));
            }
        } catch (IOException e) {
            throw new CommandFaultException(CommandFindings.unreadable(name, written));
        }
    }

    /**
     * Between digest and start a file could be exchanged by whoever may write it or rename a folder
     * above it. Accounts other than owner and group are shut out here; the owner cannot be.
     */
    private static void requireOwnersOnly(String name, Path real) throws CommandFaultException {
        for (Path path = real; path != null; path = path.getParent()) {
            try {
                boolean writable =
                        Files.getPosixFilePermissions(path)
                                .contains(PosixFilePermission.OTHERS_WRITE);
                boolean sticky = ((Integer) Files.getAttribute(path, "unix:mode") & 01000) != 0;
                if (writable && !(sticky && !path.equals(real))) {
                    throw new CommandFaultException(
                            CommandFindings.writableByOthers(name, path.toString()));
                }
            } catch (IOException e) {
                throw new CommandFaultException(CommandFindings.unreadable(name, path.toString()));
            }
        }
    }
}
