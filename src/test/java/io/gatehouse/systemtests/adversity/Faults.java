package io.gatehouse.systemtests.adversity;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Counts the operations that change a disk, and lets the one of a given number fail. Knows besides
 * which bytes and which directory entries no fsync has covered yet. Thread-safe.
 */
final class Faults {

    /** What changes a disk. */
    enum Operation {
        OPEN,
        WRITE,
        FORCE,
        RENAME,
        UNLINK,
        MKDIR,
        TRUNCATE
    }

    /** How the chosen operation fails. */
    enum Kind {
        NONE,
        /** An error before anything is done; the next operation succeeds. */
        EIO,
        /** Half of the bytes are written, then there is no space for anything new until healed. */
        ENOSPC,
        /** Fewer bytes are written than were offered, without an error. */
        SHORT,
        /** Everything is done, then an error is reported. */
        LATE,
        /** The process dies in the middle of a write, or before any other operation. */
        KILL
    }

    /** The process is dead; nothing that it tries after this reaches the disk. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1L;

        Killed() {
            super("killed", null, false, false);
        }
    }

    /** An operation on the real disk. */
    @FunctionalInterface
    interface Body<T> {
        T run() throws IOException;
    }

    /** A write to the real disk. */
    @FunctionalInterface
    interface Sink {
        void write(ByteBuffer bytes) throws IOException;
    }

    private final long at;
    private final Kind kind;
    private final List<Operation> trail = new ArrayList<>();
    private final List<Channel> open = new ArrayList<>();
    private final Set<Path> unsynced = new TreeSet<>();
    private String place = "no operation";
    private boolean hit;
    private boolean full;
    private boolean dead;

    Faults(long at, Kind kind) {
        this.at = at;
        this.kind = kind;
    }

    /** Nothing fails. */
    static Faults none() {
        return new Faults(0, Kind.NONE);
    }

    /** All operations so far, in order. */
    synchronized List<Operation> trail() {
        return List.copyOf(trail);
    }

    /** How many there were of each. */
    synchronized Map<Operation, Long> counts() {
        Map<Operation, Long> counts = new EnumMap<>(Operation.class);
        trail.forEach(operation -> counts.merge(operation, 1L, Long::sum));
        return counts;
    }

    /** Whether the chosen operation came. */
    synchronized boolean hit() {
        return hit;
    }

    /** The chosen operation, for messages. */
    synchronized String place() {
        return place;
    }

    /** Space is there again. */
    synchronized void heal() {
        full = false;
    }

    /** Files and directories whose last change no fsync has covered. */
    synchronized Set<Path> unsynced() {
        return new TreeSet<>(unsynced);
    }

    /** A channel that the death of the process closes, its locks with it. */
    synchronized void opened(Channel channel) {
        open.add(channel);
    }

    /** What the operating system does for a dead process. */
    synchronized void bury() throws IOException {
        dead = true;
        for (Channel channel : open) {
            channel.close();
        }
        open.clear();
    }

    /** Carries out an operation, unless it is its turn to fail. */
    synchronized <T> T run(Operation operation, Path file, Body<T> body) throws IOException {
        Kind how = begin(operation, file);
        switch (how) {
            case EIO, ENOSPC -> throw error(how);
            case KILL -> throw die();
            case NONE, SHORT, LATE -> {}
        }
        if (full && (operation == Operation.OPEN || operation == Operation.MKDIR)) {
            throw error(Kind.ENOSPC);
        }
        T result = body.run();
        note(operation, file);
        if (how == Kind.LATE) {
            throw error(Kind.EIO);
        }
        return result;
    }

    /**
     * Writes, unless it is its turn to fail.
     *
     * @param sector whether one sector is overwritten, which arrives whole or not at all
     * @return how many bytes were taken
     */
    synchronized int write(Path file, ByteBuffer bytes, boolean sector, Sink sink)
            throws IOException {
        int length = bytes.remaining();
        Kind how = begin(Operation.WRITE, file);
        if (full) {
            throw error(Kind.ENOSPC);
        }
        if (how == Kind.EIO) {
            throw error(how);
        }
        note(Operation.WRITE, file);
        if (how == Kind.NONE || how == Kind.LATE) {
            sink.write(bytes);
        } else {
            ByteBuffer arriving = bytes.duplicate();
            arriving.limit(bytes.position() + (sector ? 0 : length / 2));
            bytes.position(arriving.limit());
            sink.write(arriving);
        }
        return switch (how) {
            case LATE -> throw error(Kind.EIO);
            case ENOSPC -> throw error(how);
            case KILL -> throw die();
            case SHORT -> sector ? 0 : length / 2;
            case NONE, EIO -> length;
        };
    }

    private Kind begin(Operation operation, Path file) {
        if (dead) {
            throw new Killed();
        }
        trail.add(operation);
        if (trail.size() != at) {
            return Kind.NONE;
        }
        hit = true;
        place = operation + " of " + file.getFileName();
        full = kind == Kind.ENOSPC;
        return kind;
    }

    private Killed die() {
        dead = true;
        return new Killed();
    }

    /** A manifest of evidence is derived, and nobody waits for it (ADR 0055). */
    private static boolean isDerived(Path file) {
        return file.getFileName().toString().startsWith("manifest.json");
    }

    private void note(Operation operation, Path file) {
        if (isDerived(file)) {
            return;
        }
        switch (operation) {
            case WRITE, TRUNCATE -> unsynced.add(file);
            case FORCE -> unsynced.remove(file);
            case OPEN, RENAME, UNLINK, MKDIR -> {
                unsynced.remove(file);
                unsynced.add(file.getParent());
            }
        }
    }

    private static IOException error(Kind kind) {
        return new IOException(
                kind == Kind.ENOSPC ? "No space left on device" : "Input/output error");
    }
}
