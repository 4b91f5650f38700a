package io.gatehouse.app.evidence;

import io.gatehouse.audit.file.DurableFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The copies that one command takes into the archive, on their way to the disk: first the bytes of
 * all, then their names, then each directory once. Used by one thread at a time.
 */
public final class IncomingCopies {

    private final List<IncomingCopy> copies = new ArrayList<>();

    void add(IncomingCopy copy) {
        copies.add(copy);
    }

    boolean isEmpty() {
        return copies.isEmpty();
    }

    /**
     * Returns when every copy is on the disk under its name.
     *
     * @throws IOException when one is not; copies that did not come to their place are removed
     */
    public void sync() throws IOException {
        try {
            for (IncomingCopy copy : copies) {
                copy.force();
            }
            Set<Path> directories = new LinkedHashSet<>();
            for (IncomingCopy copy : copies) {
                copy.place();
                directories.add(copy.directory());
            }
            for (Path directory : directories) {
                DurableFiles.forceDirectory(directory);
            }
        } finally {
            discard();
        }
    }

    /** Removes what did not come to its place; a file that stays is one that nothing reads. */
    public void discard() {
        for (IncomingCopy copy : copies) {
            try {
                copy.discard();
            } catch (IOException e) {
                continue; // a name that nothing reads, like those that a crash leaves behind
            }
        }
        copies.clear();
    }
}
