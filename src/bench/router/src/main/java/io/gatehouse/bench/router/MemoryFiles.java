package io.gatehouse.bench.router;

import io.gatehouse.audit.journal.JournalFile;
import io.gatehouse.audit.journal.JournalFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A disk that takes every byte into the same memory and keeps none: the cost of the program without
 * that of the disk. A journal over it keeps none of its promises. For one thread.
 */
final class MemoryFiles implements JournalFiles {

    private final SortedSet<String> names = new TreeSet<>();
    private final byte[] platter = new byte[1 << 20];

    @Override
    public SortedSet<String> list() {
        return names;
    }

    @Override
    public long size(String name) {
        return 0;
    }

    @Override
    public InputStream read(String name, long from) {
        return new ByteArrayInputStream(new byte[0]);
    }

    @Override
    public JournalFile open(String name) {
        return new Handle();
    }

    @Override
    public JournalFile create(String name) {
        names.add(name);
        return new Handle();
    }

    @Override
    public void replace(String name, byte[] bytes) {
        names.add(name);
    }

    @Override
    public void truncate(String name, long length) throws IOException {
        throw new IOException("nothing is kept that could be shortened");
    }

    private final class Handle implements JournalFile {
        private long end;

        @Override
        public long size() {
            return end;
        }

        @Override
        public void write(long position, byte[] bytes) {
            int at = (int) (position % (platter.length - bytes.length));
            System.arraycopy(bytes, 0, platter, at, bytes.length);
            end = Math.max(end, position + bytes.length);
        }

        @Override
        public void write(long position, byte[] bytes, int from, int length) {
            int at = (int) (position % (platter.length - length));
            System.arraycopy(bytes, from, platter, at, length);
            end = Math.max(end, position + length);
        }

        @Override
        public void force() {
            // that is the point
        }

        @Override
        public void close() {
            // nothing to give back
        }
    }
}
