package io.gatehouse.app.history;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;

/**
 * Which file it is and when it was last touched. The time of the last change of the inode cannot be
 * set by a program, so an edit that puts size and modification time back is seen all the same;
 * where the filesystem does not tell it, there is no stamp.
 *
 * <p>A stamp is as fine as the kernel's clock tick: two changes within one tick look like one.
 */
record FileStamp(Object inode, long size, FileTime modified, FileTime changed) {

    private static final String ATTRIBUTES = "unix:ino,dev,size,lastModifiedTime,ctime";

    /** The stamp of a regular file; empty when there is none, or no way to tell. */
    static Optional<FileStamp> of(Path file) {
        try {
            Map<String, Object> read =
                    Files.readAttributes(file, ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
            return Optional.of(
                    new FileStamp(
                            read.get("dev") + ":" + read.get("ino"),
                            (Long) read.get("size"),
                            (FileTime) read.get("lastModifiedTime"),
                            (FileTime) read.get("ctime")));
        } catch (IOException | UnsupportedOperationException e) {
            return Optional.empty();
        }
    }

    /** Whether this is the same file, grown by so many bytes. */
    boolean isGrown(FileStamp before, long bytes) {
        return inode.equals(before.inode) && size == before.size + bytes;
    }
}
