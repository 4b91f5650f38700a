package io.gatehouse.app.recover;

import io.gatehouse.audit.file.DurableFiles;
import io.gatehouse.core.digest.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;

/** A directory that fills before it gets its name; everything in it is its owner's alone. */
final class StagedTree {

    private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final FileAttribute<Set<PosixFilePermission>> READABLE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Path root;

    private StagedTree(Path root) {
        this.root = root;
    }

    static StagedTree create(Path root) throws IOException {
        Files.createDirectory(root, PRIVATE);
        return new StagedTree(root);
    }

    /** Writes a new file to the disk and gives the SHA-384 of what was written. */
    Digest write(String path, InputStream in, boolean executable) throws IOException {
        Path file = root.resolve(path);
        directory(file.getParent());
        MessageDigest digest = Digest.newSha384();
        byte[] buffer = new byte[64 * 1024];
        try (FileChannel channel =
                FileChannel.open(
                        file,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        executable ? PRIVATE : READABLE)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
                DurableFiles.writeFully(channel, ByteBuffer.wrap(buffer, 0, read));
            }
            channel.force(true);
        } finally {
            Arrays.fill(buffer, (byte) 0);
        }
        return Digest.parse("sha384:" + HexFormat.of().formatHex(digest.digest()));
    }

    private void directory(Path directory) throws IOException {
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            directory(directory.getParent());
            Files.createDirectory(directory, PRIVATE);
        }
    }

    /** Brings the names of all files to the disk. */
    void force() throws IOException {
        Files.walkFileTree(
                root,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult postVisitDirectory(Path directory, IOException fault)
                            throws IOException {
                        DurableFiles.forceDirectory(directory);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }

    /** Takes away what is there, if anything; links are not followed. */
    static void remove(Path root) throws IOException {
        if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(
                root,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        Files.delete(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(Path directory, IOException fault)
                            throws IOException {
                        Files.delete(directory);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }
}
