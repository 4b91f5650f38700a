package io.gatehouse.adapter.liverouter.journal;

import io.gatehouse.audit.journal.JournalFile;
import io.gatehouse.audit.journal.JournalFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Files in memory, of which one operation fails: the disk is full, broken, or takes only a part.
 */
final class FaultyFiles implements JournalFiles {

    enum Fault {
        NONE,
        NO_SPACE,
        INPUT_OUTPUT,
        SHORT_WRITE,
        SYNC,
        CREATE
    }

    final TreeMap<String, byte[]> files = new TreeMap<>();
    private Fault fault = Fault.NONE;
    private int after;
    int writes;
    int syncs;
    Runnable onSync = () -> {};
    Runnable onList = () -> {};

    /** The operation after so many of its kind fails, and only that one. */
    void fail(Fault next, int operations) {
        fault = next;
        after = operations;
    }

    synchronized FaultyFiles copy() {
        FaultyFiles copy = new FaultyFiles();
        copy.files.putAll(files);
        return copy;
    }

    private boolean now(Fault kind) {
        if (fault != kind || after-- > 0) {
            return false;
        }
        fault = Fault.NONE;
        return true;
    }

    @Override
    public SortedSet<String> list() {
        SortedSet<String> names;
        synchronized (this) {
            names = new TreeSet<>(files.keySet());
        }
        onList.run();
        return names;
    }

    @Override
    public synchronized long size(String name) throws IOException {
        return get(name).length;
    }

    @Override
    public synchronized InputStream read(String name, long from) throws IOException {
        byte[] bytes = get(name);
        return new ByteArrayInputStream(bytes, (int) from, bytes.length - (int) from);
    }

    @Override
    public synchronized JournalFile open(String name) throws IOException {
        get(name);
        return new Handle(name);
    }

    @Override
    public synchronized JournalFile create(String name) throws IOException {
        if (now(Fault.CREATE)) {
            throw new IOException("no space left");
        }
        if (files.putIfAbsent(name, new byte[0]) != null) {
            throw new FileAlreadyExistsException(name);
        }
        return new Handle(name);
    }

    @Override
    public synchronized void replace(String name, byte[] bytes) {
        files.put(name, bytes.clone());
    }

    @Override
    public synchronized void truncate(String name, long length) throws IOException {
        files.put(name, Arrays.copyOf(get(name), (int) length));
    }

    private byte[] get(String name) throws IOException {
        byte[] bytes = files.get(name);
        if (bytes == null) {
            throw new NoSuchFileException(name);
        }
        return bytes;
    }

    private synchronized void put(String name, long position, byte[] bytes) {
        byte[] old = files.get(name);
        byte[] whole = Arrays.copyOf(old, (int) Math.max(old.length, position + bytes.length));
        System.arraycopy(bytes, 0, whole, (int) position, bytes.length);
        files.put(name, whole);
    }

    private final class Handle implements JournalFile {
        private final String name;

        Handle(String name) {
            this.name = name;
        }

        @Override
        public long size() throws IOException {
            return FaultyFiles.this.size(name);
        }

        @Override
        public void write(long position, byte[] bytes) throws IOException {
            synchronized (FaultyFiles.this) {
                writes++;
                if (now(Fault.NO_SPACE) || now(Fault.INPUT_OUTPUT)) {
                    throw new IOException("no space left, or a broken disk");
                }
                if (now(Fault.SHORT_WRITE)) {
                    put(name, position, Arrays.copyOf(bytes, bytes.length / 2));
                    throw new IOException("short write");
                }
                put(name, position, bytes);
            }
        }

        @Override
        public void force() throws IOException {
            synchronized (FaultyFiles.this) {
                syncs++;
                if (now(Fault.SYNC)) {
                    throw new IOException("fsync");
                }
                onSync.run();
            }
        }

        @Override
        public void close() {}
    }
}
