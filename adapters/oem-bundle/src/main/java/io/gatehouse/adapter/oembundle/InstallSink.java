package io.gatehouse.adapter.oembundle;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/**
 * Writes files below a folder of its own while they are verified; nothing counts before the folder
 * gets its name. Confined to one thread.
 */
final class InstallSink implements BundleContents.Sink, AutoCloseable {

    private final Path folder;
    private FileChannel channel;
    private boolean failed;

    /** A sink into a new, empty folder that nobody else writes to. */
    InstallSink(Path folder) {
        this.folder = folder;
    }

    /** Whether the disk refused: then the archive is not to blame. */
    boolean hasFailed() {
        return failed;
    }

    @Override
    public void begin(String path, int mode) throws IOException {
        try {
            Path file = folder.resolve(path);
            Files.createDirectories(file.getParent());
            channel =
                    FileChannel.open(
                            file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
            PosixFileAttributeView view =
                    Files.getFileAttributeView(
                            file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
            if (view != null) {
                view.setPermissions(permissions(mode));
            }
        } catch (IOException | RuntimeException e) {
            failed = true;
            throw new IOException("a file cannot be made", e);
        }
    }

    /** The bits that manifests admit; no other bit is ever given to a file. */
    private static Set<PosixFilePermission> permissions(int mode) {
        Set<PosixFilePermission> all =
                EnumSet.of(
                        PosixFilePermission.OWNER_READ,
                        PosixFilePermission.OWNER_WRITE,
                        PosixFilePermission.GROUP_READ,
                        PosixFilePermission.OTHERS_READ);
        if ((mode & 0100) != 0) {
            all.add(PosixFilePermission.OWNER_EXECUTE);
            all.add(PosixFilePermission.GROUP_EXECUTE);
            all.add(PosixFilePermission.OTHERS_EXECUTE);
        }
        return all;
    }

    @Override
    public void write(byte[] bytes, int length) throws IOException {
        try {
            ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, length);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        } catch (IOException e) {
            failed = true;
            throw e;
        }
    }

    @Override
    public void end() throws IOException {
        try {
            channel.force(true);
            channel.close();
        } catch (IOException e) {
            failed = true;
            throw e;
        }
    }

    @Override
    public void close() {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            failed = true;
        }
    }
}
