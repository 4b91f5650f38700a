package io.gatehouse.app.review;

import io.gatehouse.audit.journal.JournalFiles;
import io.gatehouse.audit.journal.JournalHead;
import io.gatehouse.audit.journal.ReadOnlyFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A journal as it would be after a restoration: damaged segments begin with a copy's bytes and go
 * on with the present ones where the copy ends. Whether that is the history, its verification says.
 */
final class SplicedFiles extends ReadOnlyFiles {

    private final JournalFiles present;
    private final JournalFiles copy;
    private final Set<String> restored;
    private final boolean presentHead;

    /**
     * @param restored names of the segments that are taken from the copy
     * @param presentHead whether the present head is kept
     */
    SplicedFiles(
            JournalFiles present, JournalFiles copy, Set<String> restored, boolean presentHead) {
        this.present = present;
        this.copy = copy;
        this.restored = Collections.unmodifiableSet(new TreeSet<>(restored));
        this.presentHead = presentHead;
    }

    @Override
    public SortedSet<String> list() throws IOException {
        TreeSet<String> names = new TreeSet<>(present.list());
        names.addAll(restored);
        if (!presentHead) {
            names.remove(JournalHead.FILE);
        }
        return names;
    }

    @Override
    public long size(String name) throws IOException {
        if (!restored.contains(name)) {
            return present.size(name);
        }
        long length = copy.size(name);
        return present.list().contains(name) ? Math.max(length, present.size(name)) : length;
    }

    @Override
    public InputStream read(String name, long from) throws IOException {
        if (!restored.contains(name)) {
            return present.read(name, from);
        }
        long length = copy.size(name);
        boolean more = present.list().contains(name) && present.size(name) > length;
        InputStream in =
                more
                        ? new SequenceInputStream(copy.read(name, 0), present.read(name, length))
                        : copy.read(name, 0);
        try {
            in.skipNBytes(from);
            return in;
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    @Override
    protected String what() {
        return "a plan";
    }
}
