package io.gatehouse.app.recover;

import io.gatehouse.app.usecase.Unanswerable;
import io.gatehouse.audit.file.DurableFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.UUID;

/**
 * Where a backup is unpacked until it is verified: a folder of its own beside the target, which
 * nobody else may enter. It holds secrets in the open, so a restore that was killed must not leave
 * it there for ever: the next one takes it away.
 *
 * <p>A lock of the operating system, which a crash releases, tells a dead attempt from one that is
 * at work; only folders of the same user are looked at, for others could plant one.
 */
final class RestorePlace implements AutoCloseable {

    private static final String LOCK = "lock";

    private final Path target;
    private final Path folder;
    private final FileChannel channel;

    private RestorePlace(Path target, Path folder, FileChannel channel) {
        this.target = target;
        this.folder = folder;
        this.channel = channel;
    }

    /**
     * Takes a new folder, and away what killed restores of the same target left.
     *
     * @param target absolute and normal; its parent is there
     */
    static RestorePlace take(Path target) throws IOException {
        String prefix = "." + target.getFileName() + ".restoring-";
        Path folder = target.resolveSibling(prefix + UUID.randomUUID());
        Files.createDirectory(
                folder,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        FileChannel channel = null;
        try {
            channel =
                    FileChannel.open(
                            folder.resolve(LOCK),
                            StandardOpenOption.CREATE_NEW,
                            StandardOpenOption.WRITE);
            if (channel.tryLock() == null) {
                throw new IOException("another restore took " + folder.getFileName());
            }
            sweep(folder, prefix);
            return new RestorePlace(target, folder, channel);
        } catch (IOException | RuntimeException e) {
            if (channel != null) {
                channel.close();
            }
            StagedTree.remove(folder);
            throw e;
        }
    }

    /** The tree that is to become the target; not there yet. */
    Path tree() {
        return folder.resolve("tree");
    }

    /**
     * Gives the tree the target's name.
     *
     * @throws Unanswerable when somebody has put something there meanwhile, or it cannot be
     *     replaced, such as a place where a file system is mounted
     */
    void settle() throws IOException, Unanswerable {
        try {
            // takes the place of an empty directory alone, and never follows a link
            Files.move(tree(), target, StandardCopyOption.ATOMIC_MOVE);
            DurableFiles.forceDirectory(target.getParent());
        } catch (FileSystemException e) {
            throw Unanswerable.conflict(
                    target
                            + " cannot be given to the workspace: it is no longer empty, or a file"
                            + " system is mounted there");
        }
    }

    private static void sweep(Path own, String prefix) throws IOException {
        UserPrincipal user = Files.getOwner(own, LinkOption.NOFOLLOW_LINKS);
        try (DirectoryStream<Path> beside =
                Files.newDirectoryStream(
                        own.getParent(),
                        p ->
                                p.getFileName().toString().startsWith(prefix)
                                        && !p.equals(own)
                                        && Files.isDirectory(p, LinkOption.NOFOLLOW_LINKS)
                                        && Files.getOwner(p, LinkOption.NOFOLLOW_LINKS)
                                                .equals(user))) {
            for (Path left : beside) {
                if (isDead(left)) {
                    StagedTree.remove(left);
                }
            }
        }
    }

    /** Without a lock it was never filled, and may be one that begins at this moment. */
    private static boolean isDead(Path left) throws IOException {
        Path lock = left.resolve(LOCK);
        if (!Files.isRegularFile(lock, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        try (FileChannel channel =
                        FileChannel.open(
                                lock, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
                FileLock held = channel.tryLock()) {
            return held != null;
        } catch (OverlappingFileLockException e) {
            return false; // held by this very process
        }
    }

    /** Takes away what is left of it; the lock last. */
    @Override
    public void close() throws IOException {
        try {
            StagedTree.remove(folder);
        } finally {
            channel.close();
        }
    }
}
