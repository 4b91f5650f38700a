package io.gatehouse.core.port;

import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.evidence.JournalPosition;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.state.AggregateId;
import java.time.Instant;
import java.util.List;

/**
 * The only truth: an append-only sequence of events.
 *
 * <p>{@link #append} returns when the whole group and its commit record are durable; before that
 * nothing of it may be shown, queued or permitted. A failed write stops the journal for good: every
 * later call fails with {@link JournalStopped}, and the process restarts from disk. One writer per
 * workspace; appends from several threads may share one fsync and are ordered as they return
 * positions.
 */
public interface Journal extends AutoCloseable {

    /** The last durable event. */
    JournalPosition position();

    /**
     * Appends one group of events.
     *
     * @param root the installation's digest after the group
     * @return the position of the group's last event
     */
    JournalPosition append(List<Draft> group, Digest root);

    /**
     * Hands over one group without waiting for the disk, so that whoever is next can be decided
     * meanwhile and both share one fsync. Groups become durable in the order of these calls.
     *
     * @param root the installation's digest after the group
     * @return what to wait for before anything of the group is told to anybody
     */
    default Pending begin(List<Draft> group, Digest root) {
        return Pending.durable(append(group, root));
    }

    /** Makes the head durable, as at SEALED and on close. */
    void syncHead();

    @Override
    void close();

    /** A group that has its place in the journal, and perhaps is not durable yet. Thread-safe. */
    interface Pending {

        /** The position of the group's last event. */
        JournalPosition position();

        /**
         * Waits until the group is durable, not to be interrupted.
         *
         * @throws JournalStopped when it never will be
         */
        void await();

        /** A group that is durable already. */
        static Pending durable(JournalPosition position) {
            return new Pending() {
                @Override
                public JournalPosition position() {
                    return position;
                }

                @Override
                public void await() {}
            };
        }
    }

    /** An event that is to be appended; the journal adds number and chain. */
    record Draft(
            Instant time,
            String type,
            int version,
            AggregateId aggregate,
            Digest before,
            Digest after,
            JsonObject data) {}

    /** An event as it stands in the journal. */
    record Recorded(long seq, Digest prev, Digest digest, Draft draft) {}

    /** The journal cannot be written any more. */
    final class JournalStopped extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public JournalStopped(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
