package io.gatehouse.systemtests.fuzz;

import io.gatehouse.audit.journal.JournalFile;
import io.gatehouse.audit.journal.JournalFiles;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** A journal's directory in memory, for reading. */
final class MemoryFiles implements JournalFiles {

    private final Map<String, byte[]> files = new TreeMap<>();

    MemoryFiles(Map<String, byte[]> files) {
        this.files.putAll(files);
    }

    /** The same with one file exchanged. */
    MemoryFiles with(String name, byte[] bytes) {
        MemoryFiles next = new MemoryFiles(files);
        next.files.put(name, bytes);
        return next;
    }

    @Override
    public SortedSet<String> list() {
        return new TreeSet<>(files.keySet());
    }

    @Override
    public long size(String name) {
        return files.get(name).length;
    }

    @Override
    public InputStream read(String name, long from) {
        byte[] bytes = files.get(name);
        return new ByteArrayInputStream(bytes, (int) from, bytes.length - (int) from);
    }

    @Override
    public JournalFile open(String name) {
        throw new UnsupportedOperationException("for reading only");
    }

    @Override
    public JournalFile create(String name) {
        throw new UnsupportedOperationException("for reading only");
    }

    @Override
    public void replace(String name, byte[] bytes) {
        throw new UnsupportedOperationException("for reading only");
    }

    @Override
    public void truncate(String name, long length) {
        throw new UnsupportedOperationException("for reading only");
    }
}
