package io.gatehouse.audit.journal;

import io.gatehouse.core.digest.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A disk in memory that remembers what was not yet synced, and fails at the operation it is told
 * to.
 *
 * <p>Operations are counted from 1: create, write, force, rename, force of a directory, truncate.
 * What a power failure leaves is said by {@link Loss}: of the writes since the last force of a file
 * all, none or parts; of the changes of a directory since its last force all or none.
 */
public final class FakeDisk {

    /** How the chosen operation fails. */
    public enum Failure {
        NONE,
        /** An error before anything is done. */
        EIO,
        /** Half of the bytes are written, then the disk is full. */
        ENOSPC,
        /** All bytes but the last are written, then an error. */
        SHORT_WRITE,
        /** Everything is done, then an error is reported. */
        LATE_EIO,
        /** The power fails before the operation; nothing works any more. */
        CRASH
    }

    /** How an image treats what was not synced. */
    public enum Loss {
        NOTHING,
        EVERYTHING,
        /** The first byte of the last write of each file arrived. */
        FIRST_BYTE,
        HALF,
        ALL_BUT_ONE,
        /** The first sector of an unsynced write is zeros, the rest arrived. */
        HOLE_IN_FRONT,
        /** The middle sector of an unsynced write is zeros, the rest arrived. */
        HOLE_INSIDE
    }

    private static final class Inode {
        private byte[] durable = new byte[0];
        private byte[] current = new byte[0];
        private final List<Change> changes = new ArrayList<>();

        Inode copy() {
            Inode copy = new Inode();
            copy.durable = durable.clone();
            copy.current = current.clone();
            copy.changes.addAll(changes);
            return copy;
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Change(long position, byte[] bytes, boolean truncation, boolean atomic) {}

    private final TreeMap<String, Inode> names = new TreeMap<>();
    private final TreeMap<String, Inode> durableNames = new TreeMap<>();
    private long operations;
    private long failAt;
    private Failure failure = Failure.NONE;
    private boolean dead;

    /** A directory of this disk. */
    public JournalFiles directory(String name) {
        return new Directory(name + "/");
    }

    public JournalPlace place() {
        return new JournalPlace(directory("journal"), directory("quarantine"), Optional.empty());
    }

    public JournalPlace mirroredPlace() {
        return new JournalPlace(
                directory("journal"), directory("quarantine"), Optional.of(directory("mirror")));
    }

    public synchronized void failAt(long operation, Failure how) {
        failAt = operation;
        failure = how;
    }

    public synchronized long operations() {
        return operations;
    }

    /** The bytes of a file as a process sees them. */
    public synchronized byte[] bytes(String path) {
        return names.get(path).current.clone();
    }

    /** Puts a durable file there. */
    public synchronized void put(String path, byte[] bytes) {
        Inode inode = new Inode();
        inode.durable = bytes.clone();
        inode.current = bytes.clone();
        names.put(path, inode);
        durableNames.put(path, inode);
    }

    public synchronized void remove(String path) {
        names.remove(path);
        durableNames.remove(path);
    }

    public synchronized List<String> paths() {
        return List.copyOf(names.keySet());
    }

    /** Equal for disks that hold the same, whatever of it is durable. */
    public synchronized String fingerprint() {
        StringBuilder text = new StringBuilder();
        names.forEach(
                (path, inode) ->
                        text.append(path).append(' ').append(Digest.sha384(inode.current)));
        return text.toString();
    }

    /** A disk with the same files, all durable. */
    public synchronized FakeDisk copy() {
        FakeDisk next = new FakeDisk();
        names.forEach((path, inode) -> next.put(path, inode.current));
        return next;
    }

    /** The disk as the next process finds it when only this process died: nothing is lost. */
    public synchronized FakeDisk afterProcessDeath() {
        FakeDisk next = new FakeDisk();
        IdentityHashMap<Inode, Inode> copies = new IdentityHashMap<>();
        names.forEach(
                (path, inode) -> next.names.put(path, copies.computeIfAbsent(inode, Inode::copy)));
        durableNames.forEach(
                (path, inode) ->
                        next.durableNames.put(path, copies.computeIfAbsent(inode, Inode::copy)));
        return next;
    }

    /**
     * The disk as it is found after a power failure.
     *
     * @param newNames whether directory entries that were not synced arrived
     */
    public synchronized FakeDisk afterPowerFailure(Loss loss, boolean newNames) {
        FakeDisk next = new FakeDisk();
        (newNames ? names : durableNames)
                .forEach((path, inode) -> next.put(path, survived(inode, loss)));
        return next;
    }

    private static byte[] survived(Inode inode, Loss loss) {
        if (loss == Loss.NOTHING) {
            return inode.current.clone();
        }
        byte[] bytes = inode.durable.clone();
        if (loss == Loss.EVERYTHING) {
            return bytes;
        }
        boolean atomicArrives = loss != Loss.FIRST_BYTE && loss != Loss.HALF;
        for (Change change : inode.changes) {
            if (!change.atomic()) {
                bytes = apply(bytes, part(change, loss));
            } else if (atomicArrives) {
                bytes = apply(bytes, change);
            }
        }
        return bytes;
    }

    private static Change part(Change change, Loss loss) {
        byte[] bytes = change.bytes();
        byte[] arrived =
                switch (loss) {
                    case FIRST_BYTE -> Arrays.copyOf(bytes, Math.min(1, bytes.length));
                    case HALF -> Arrays.copyOf(bytes, bytes.length / 2);
                    case ALL_BUT_ONE -> Arrays.copyOf(bytes, Math.max(0, bytes.length - 1));
                    case HOLE_IN_FRONT -> holed(bytes, 0);
                    case HOLE_INSIDE -> holed(bytes, bytes.length / 2);
                    case NOTHING, EVERYTHING -> throw new IllegalArgumentException("not in part");
                };
        return new Change(change.position(), arrived, false, false);
    }

    private static byte[] holed(byte[] bytes, int from) {
        byte[] copy = bytes.clone();
        Arrays.fill(copy, from, Math.min(copy.length, from + JournalHead.SIZE), (byte) 0);
        return copy;
    }

    private static byte[] apply(byte[] bytes, Change change) {
        if (change.truncation()) {
            return Arrays.copyOf(bytes, (int) change.position());
        }
        int end = (int) change.position() + change.bytes().length;
        byte[] next = Arrays.copyOf(bytes, Math.max(bytes.length, end));
        System.arraycopy(change.bytes(), 0, next, (int) change.position(), change.bytes().length);
        return next;
    }

    /** Counts an operation; throws when it fails before it is done. */
    private Failure begin() throws IOException {
        if (dead) {
            throw new IOException("no power");
        }
        operations++;
        if (operations != failAt) {
            return Failure.NONE;
        }
        if (failure == Failure.CRASH) {
            dead = true;
            throw new IOException("power failure");
        }
        if (failure == Failure.EIO) {
            throw new IOException("input/output error");
        }
        return failure;
    }

    private static void end(Failure how) throws IOException {
        if (how != Failure.NONE) {
            throw new IOException(how.toString());
        }
    }

    private Inode require(String path) throws IOException {
        Inode inode = names.get(path);
        if (inode == null) {
            throw new NoSuchFileException(path);
        }
        return inode;
    }

    private synchronized Inode make(String path) throws IOException {
        Failure how = begin();
        Inode inode = new Inode();
        names.put(path, inode);
        end(how);
        return inode;
    }

    private synchronized void write(Inode inode, long position, byte[] bytes) throws IOException {
        Failure how = begin();
        // a sector that is overwritten in place is written whole or not at all
        boolean atomic =
                position == 0
                        && bytes.length == JournalHead.SIZE
                        && inode.current.length == JournalHead.SIZE;
        int length = bytes.length;
        if (how == Failure.ENOSPC) {
            length = atomic ? 0 : length / 2;
        } else if (how == Failure.SHORT_WRITE) {
            length = atomic ? 0 : Math.max(0, length - 1);
        }
        if (length > 0) {
            Change change = new Change(position, Arrays.copyOf(bytes, length), false, atomic);
            inode.current = apply(inode.current, change);
            inode.changes.add(change);
        }
        end(how);
    }

    private synchronized void truncate(Inode inode, long length) throws IOException {
        Failure how = begin();
        Change change = new Change(length, new byte[0], true, true);
        inode.current = apply(inode.current, change);
        inode.changes.add(change);
        end(how);
    }

    private synchronized void force(Inode inode) throws IOException {
        Failure how = begin();
        if (how == Failure.NONE || how == Failure.LATE_EIO) {
            inode.durable = inode.current.clone();
            inode.changes.clear();
        }
        end(how);
    }

    private synchronized void forceDirectory(String prefix) throws IOException {
        Failure how = begin();
        if (how == Failure.NONE || how == Failure.LATE_EIO) {
            durableNames.keySet().removeIf(path -> path.startsWith(prefix));
            names.forEach(
                    (path, inode) -> {
                        if (path.startsWith(prefix)) {
                            durableNames.put(path, inode);
                        }
                    });
        }
        end(how);
    }

    private synchronized void rename(String from, String to) throws IOException {
        Failure how = begin();
        Inode inode = require(from);
        names.remove(from);
        names.put(to, inode);
        end(how);
    }

    private final class Directory implements JournalFiles {

        private final String prefix;

        Directory(String prefix) {
            this.prefix = prefix;
        }

        @Override
        public SortedSet<String> list() {
            synchronized (FakeDisk.this) {
                TreeSet<String> entries = new TreeSet<>();
                for (String path : names.keySet()) {
                    if (path.startsWith(prefix)) {
                        entries.add(path.substring(prefix.length()));
                    }
                }
                return entries;
            }
        }

        @Override
        public long size(String name) throws IOException {
            return inode(name).current.length;
        }

        @Override
        public InputStream read(String name, long from) throws IOException {
            byte[] bytes = inode(name).current;
            return new ByteArrayInputStream(bytes, (int) from, bytes.length - (int) from);
        }

        @Override
        public JournalFile open(String name) throws IOException {
            return new Handle(inode(name));
        }

        @Override
        public JournalFile create(String name) throws IOException {
            if (list().contains(name)) {
                throw new FileAlreadyExistsException(name);
            }
            Inode inode = make(prefix + name);
            forceDirectory(prefix);
            return new Handle(inode);
        }

        @Override
        public void replace(String name, byte[] bytes) throws IOException {
            String temporary = prefix + name + ".00000000-0000-0000-0000-000000000000.tmp";
            Inode inode = make(temporary);
            FakeDisk.this.write(inode, 0, bytes);
            FakeDisk.this.force(inode);
            rename(temporary, prefix + name);
            forceDirectory(prefix);
        }

        @Override
        public void truncate(String name, long length) throws IOException {
            Inode inode = inode(name);
            FakeDisk.this.truncate(inode, length);
            FakeDisk.this.force(inode);
        }

        private Inode inode(String name) throws IOException {
            synchronized (FakeDisk.this) {
                return require(prefix + name);
            }
        }
    }

    private final class Handle implements JournalFile {

        private final Inode inode;

        Handle(Inode inode) {
            this.inode = inode;
        }

        @Override
        public long size() {
            synchronized (FakeDisk.this) {
                return inode.current.length;
            }
        }

        @Override
        public void write(long position, byte[] bytes) throws IOException {
            FakeDisk.this.write(inode, position, bytes);
        }

        @Override
        public void force() throws IOException {
            FakeDisk.this.force(inode);
        }

        @Override
        public void close() {}
    }
}
