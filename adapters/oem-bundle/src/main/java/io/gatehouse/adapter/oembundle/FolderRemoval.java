package io.gatehouse.adapter.oembundle;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/** Removes a folder that this module made, without following links. */
final class FolderRemoval {

    private FolderRemoval() {}

    /** Removes it where it exists; what cannot be removed stays and is found the next time. */
    static void quietly(Path folder) {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try {
            Files.walkFileTree(
                    folder,
                    new SimpleFileVisitor<>() {
                        @Override
                        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                                throws IOException {
                            Files.delete(file);
                            return FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult postVisitDirectory(Path done, IOException fault)
                                throws IOException {
                            Files.delete(done);
                            return FileVisitResult.CONTINUE;
                        }
                    });
        } catch (IOException e) {
            // the next installation is refused because of it, and says so
        }
    }
}
