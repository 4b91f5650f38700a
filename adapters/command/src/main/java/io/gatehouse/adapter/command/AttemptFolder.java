package io.gatehouse.adapter.command;

import io.gatehouse.audit.file.DurableFiles;
import io.gatehouse.core.port.GateAction.Request;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * The folder of one attempt: {@code var/gatehouse/actions/<promotion>/<slot>-<attempt>/}, with
 * {@code stdout.log}, {@code stderr.log}, the program's own empty {@code home}, and at the end
 * {@code outcome.json}.
 *
 * <p>The home is new for each attempt: what one run leaves there (start files of a shell or an
 * interpreter) must not run in the next.
 */
record AttemptFolder(Path folder) {

    /**
     * @throws FileAlreadyExistsException when the attempt has a folder: it was started before
     */
    static AttemptFolder create(Request request) throws IOException {
        Path workspace = request.workspace().toRealPath();
        Path parent =
                workspace.resolve("var/gatehouse/actions").resolve(request.promotion().value());
        DurableFiles.createDirectories(parent);
        // A link planted on the way would put the logs, and the program's home, somewhere else.
        if (!parent.toRealPath().equals(parent)) {
            throw new IOException("the folder of actions leads out of its place through a link");
        }
        Path folder = parent.resolve(request.slot() + "-" + request.attempt());
        Files.createDirectory(
                folder,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.createDirectory(folder.resolve("home"));
        Files.createFile(folder.resolve("stdout.log"));
        Files.createFile(folder.resolve("stderr.log"));
        // What tells after a power failure that this attempt was started must not vanish in it.
        DurableFiles.forceDirectory(folder);
        DurableFiles.forceDirectory(parent);
        return new AttemptFolder(folder);
    }

    /** The folder of an attempt that was started, or empty; makes nothing. */
    static Optional<Path> find(Request request) throws IOException {
        Path workspace = request.workspace().toRealPath();
        Path folder =
                workspace
                        .resolve("var/gatehouse/actions")
                        .resolve(request.promotion().value())
                        .resolve(request.slot() + "-" + request.attempt());
        // A link on the way would show the outcome of something else.
        return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                        && folder.toRealPath().equals(folder)
                ? Optional.of(folder)
                : Optional.empty();
    }

    Path home() {
        return folder.resolve("home");
    }

    Path stdout() {
        return folder.resolve("stdout.log");
    }

    Path stderr() {
        return folder.resolve("stderr.log");
    }
}
