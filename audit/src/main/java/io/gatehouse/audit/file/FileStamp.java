package io.gatehouse.audit.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;

/**
 * What the operating system says of a file without reading it: a cheap sign that nobody touched it
 * since.
 *
 * <p>The time of the last status change cannot be set by a program, other than by setting the
 * clock. It is as fine as the kernel's tick: a write within the same tick that keeps the size
 * leaves no mark. So a stamp saves a reading, and never replaces one for good.
 *
 * @param inode with the device, the file's identity: a replaced file has another one
 */
public record FileStamp(
        Object device, Object inode, long size, FileTime modified, FileTime changed) {

    /**
     * The stamp of a file that is no link; empty where it is missing or the system has no stamps.
     */
    public static Optional<FileStamp> of(Path file) {
        try {
            Map<String, Object> all =
                    Files.readAttributes(
                            file,
                            "unix:dev,ino,size,lastModifiedTime,ctime",
                            LinkOption.NOFOLLOW_LINKS);
            return Optional.of(
                    new FileStamp(
                            all.get("dev"),
                            all.get("ino"),
                            (Long) all.get("size"),
                            (FileTime) all.get("lastModifiedTime"),
                            (FileTime) all.get("ctime")));
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            // no stamp means that the file is read again, which is never wrong
            return Optional.empty();
        }
    }
}
