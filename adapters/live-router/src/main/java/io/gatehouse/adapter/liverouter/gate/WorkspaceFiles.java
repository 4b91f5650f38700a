package io.gatehouse.adapter.liverouter.gate;

import io.gatehouse.audit.file.DurableFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Files of a workspace that stay within it, whatever links somebody planted there. */
final class WorkspaceFiles {

    private final Path root;

    /**
     * @throws IOException when the workspace is not there
     */
    WorkspaceFiles(Path workspace) throws IOException {
        root = workspace.toRealPath();
    }

    /**
     * Reads a file whole.
     *
     * @throws IOException when it is outside, no file, or larger
     */
    byte[] read(String path, int largest) throws IOException {
        Path file = root.resolve(path).toRealPath();
        if (!file.startsWith(root) || !Files.isRegularFile(file)) {
            throw new IOException("outside of the workspace, or no file");
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(largest + 1);
            if (bytes.length > largest) {
                throw new IOException("larger than " + largest + " bytes");
            }
            return bytes;
        }
    }

    /** Writes a file, atomically and durably. */
    void write(String path, byte[] bytes) throws IOException {
        Path file = root.resolve(path);
        refuseLinks(file);
        DurableFiles.createDirectories(file.getParent());
        DurableFiles.replace(file, bytes);
    }

    /** A link planted on the way would put the file somewhere else. */
    private void refuseLinks(Path file) throws IOException {
        Path at = root;
        for (Path part : root.relativize(file)) {
            at = at.resolve(part);
            boolean exists = Files.exists(at, LinkOption.NOFOLLOW_LINKS);
            boolean fit =
                    at.equals(file)
                            ? Files.isRegularFile(at, LinkOption.NOFOLLOW_LINKS)
                            : Files.isDirectory(at, LinkOption.NOFOLLOW_LINKS);
            if (exists && !fit) {
                throw new IOException("not a folder, or not a file");
            }
        }
    }
}
