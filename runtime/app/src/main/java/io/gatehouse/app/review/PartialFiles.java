package io.gatehouse.app.review;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.UserPrincipal;
import java.util.regex.Pattern;

/**
 * What killed attempts left of a file that is written aside: {@code <name>.<UUID>.part}.
 *
 * <p>Who writes one holds a lock of the operating system from before its first byte on, which a
 * crash releases. So a file that is not empty and not locked belongs to nobody; an empty one may
 * begin at this moment, and holds nothing.
 */
final class PartialFiles {

    /** The end of such names. */
    static final String END = ".part";

    private static final String UUID_FORM = "\\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\.part";

    private PartialFiles() {}

    /**
     * Takes away those of the same target that are dead; links and other users' files stay.
     *
     * @param own the caller's, which it has locked
     */
    static void sweep(Path target, Path own) throws IOException {
        Pattern form = Pattern.compile(Pattern.quote(target.getFileName().toString()) + UUID_FORM);
        UserPrincipal user = Files.getOwner(own, LinkOption.NOFOLLOW_LINKS);
        try (DirectoryStream<Path> beside =
                Files.newDirectoryStream(
                        target.getParent(),
                        path ->
                                form.matcher(path.getFileName().toString()).matches()
                                        && !path.equals(own)
                                        && Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
                                        && Files.getOwner(path, LinkOption.NOFOLLOW_LINKS)
                                                .equals(user))) {
            for (Path left : beside) {
                if (Files.size(left) > 0 && isDead(left)) {
                    Files.deleteIfExists(left);
                }
            }
        }
    }

    private static boolean isDead(Path left) throws IOException {
        try (FileChannel channel =
                        FileChannel.open(
                                left, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
                FileLock held = channel.tryLock()) {
            return held != null;
        } catch (OverlappingFileLockException e) {
            return false; // held by this very process
        }
    }
}
