package io.gatehouse.audit.journal;

import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.evidence.JournalPosition;
import io.gatehouse.core.id.InstallationId;
import java.time.Instant;
import java.util.Optional;

/**
 * What the next line of a journal is checked against.
 *
 * @param seq last event
 * @param digest of it; empty when not known, and then the next event's word is taken
 * @param eventTime of it
 * @param commit digest of the last commit record's line; empty when not known
 * @param commitTime of it
 * @param write number of the first event of the last write
 * @param installation what events name; the outer empty when not known
 */
record ChainPoint(
        long seq,
        Optional<Digest> digest,
        Instant eventTime,
        Optional<Digest> commit,
        Instant commitTime,
        long write,
        Optional<Optional<InstallationId>> installation) {

    /** Before the first event. */
    static final ChainPoint START =
            new ChainPoint(
                    0,
                    Optional.of(Digest.ZERO),
                    Instant.MIN,
                    Optional.of(Digest.ZERO),
                    Instant.MIN,
                    0,
                    Optional.empty());

    /** After an event that is only known by number: chains begin anew from what is found. */
    static ChainPoint unknownAfter(long seq) {
        return new ChainPoint(
                seq,
                Optional.empty(),
                Instant.MIN,
                Optional.empty(),
                Instant.MIN,
                0,
                Optional.empty());
    }

    /** After a commit record that ends a segment. */
    static ChainPoint after(CommitRecord commit) {
        return new ChainPoint(
                commit.seq(),
                Optional.of(commit.digest()),
                Instant.MIN,
                Optional.of(Digest.sha384(commit.bytes())),
                commit.time(),
                commit.first(),
                Optional.empty());
    }

    ChainPoint withInstallation(Optional<InstallationId> expected) {
        return new ChainPoint(
                seq, digest, eventTime, commit, commitTime, write, Optional.of(expected));
    }

    JournalPosition position() {
        return new JournalPosition(seq, digest.orElse(Digest.ZERO));
    }
}
