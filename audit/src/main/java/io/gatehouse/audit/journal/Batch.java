package io.gatehouse.audit.journal;

import java.io.ByteArrayOutputStream;
import java.util.Optional;

/** Groups that will be made durable by one write and one fsync. Guarded by the journal's lock. */
final class Batch {

    private final long first;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(4096);
    private Optional<CommitRecord> last = Optional.empty();
    private boolean durable;

    /**
     * An empty batch.
     *
     * @param first number of the first event that will be in it
     */
    Batch(long first) {
        this.first = first;
    }

    long first() {
        return first;
    }

    void add(byte[] group, CommitRecord commit) {
        bytes.writeBytes(group);
        last = Optional.of(commit);
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }

    CommitRecord last() {
        return last.orElseThrow();
    }

    boolean durable() {
        return durable;
    }

    void markDurable() {
        durable = true;
    }
}
