package io.gatehouse.audit.journal;

import io.gatehouse.core.digest.Digest;
import java.util.Optional;

/**
 * Compares a head with the commit records as they go by.
 *
 * <p>Fed with every group in order; at the end {@link #finish} says what is wrong. Not thread-safe.
 */
public final class HeadCheck {

    private final JournalHead head;
    private final String name;
    private boolean met;
    private Optional<JournalFault> fault = Optional.empty();

    /**
     * A check of one head.
     *
     * @param name how faults name it, such as {@code head.json} or {@code mirror/head.json}
     */
    public HeadCheck(JournalHead head, String name) {
        this.head = head;
        this.name = name;
        this.met = head.seq() == 0;
        if (met && !(head.digest().equals(Digest.ZERO) && head.root().equals(Digest.ZERO))) {
            differs("zero digest and root at event 0", head.digest().toString());
        }
    }

    /** Looks at the next group. */
    public void accept(JournalGroup group) {
        CommitRecord commit = group.commit();
        if (met || fault.isPresent() || commit.seq() < head.seq()) {
            return;
        }
        met = true;
        if (!head.agreesWith(commit)) {
            differs(
                    "event " + commit.seq() + " with digest " + commit.digest(),
                    "event " + head.seq() + " with digest " + head.digest());
        }
    }

    /** The fault, once the segments have been read to their end. */
    public Optional<JournalFault> finish() {
        if (fault.isEmpty() && !met) {
            return Optional.of(
                    JournalFault.of(
                            JournalFault.Kind.CUT,
                            name,
                            1,
                            0,
                            head.seq(),
                            "segments that reach event " + head.position(),
                            "segments that end before it"));
        }
        return fault;
    }

    private void differs(String expected, String observed) {
        fault =
                Optional.of(
                        JournalFault.of(
                                JournalFault.Kind.HEAD_DIFFERS,
                                name,
                                1,
                                0,
                                head.seq(),
                                expected,
                                observed));
    }
}
