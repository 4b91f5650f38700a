package io.gatehouse.audit.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** The demand that a secret's file belongs to its owner alone (mode 0600 or stricter). */
public final class OwnerOnly {

    private static final Set<PosixFilePermission> OWNER =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private OwnerOnly() {}

    /**
     * Why the file may not hold a secret, or empty when it may.
     *
     * <p>A symbolic link is refused: its target can be exchanged. A file system without POSIX modes
     * is refused: there is nothing to rely on.
     */
    public static Optional<String> objection(Path file) throws IOException {
        PosixFileAttributeView view =
                Files.getFileAttributeView(
                        file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        if (view == null) {
            return Optional.of("its file system has no POSIX modes");
        }
        PosixFileAttributes attributes = view.readAttributes();
        if (attributes.isSymbolicLink()) {
            return Optional.of("it is a symbolic link");
        }
        if (!attributes.isRegularFile()) {
            return Optional.of("it is not a regular file");
        }
        if (!OWNER.containsAll(attributes.permissions())) {
            return Optional.of(
                    "its mode is "
                            + PosixFilePermissions.toString(attributes.permissions())
                            + ", not rw-------");
        }
        return Optional.empty();
    }

    /**
     * The attribute with which a new file is made, so that it is never readable even for a moment.
     */
    static FileAttribute<Set<PosixFilePermission>> attribute(Path file) {
        if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            throw new UnsupportedOperationException("the file system has no POSIX modes");
        }
        return PosixFilePermissions.asFileAttribute(OWNER);
    }
}
