package io.gatehouse.audit.log;

import io.gatehouse.core.digest.Digest;
import java.time.Instant;
import java.util.Optional;

/**
 * How far a decision log was verified, every check made and held: from here a later verification
 * goes on instead of beginning anew. Immutable and thread-safe.
 *
 * <p>It says nothing about the bytes as they are now. Whoever keeps one must know that the prefix
 * was not touched since, and that keys and persons are the same.
 */
public final class VerifiedPrefix {

    /** Before the first line: what follows is the whole log. */
    public static final VerifiedPrefix NONE = new VerifiedPrefix(0, 0, ChainState.START);

    private final long lines;
    private final long bytes;
    private final ChainState state;

    VerifiedPrefix(long lines, long bytes, ChainState state) {
        this.lines = lines;
        this.bytes = bytes;
        this.state = state;
    }

    /** How many lines. */
    public long lines() {
        return lines;
    }

    /** How many bytes. */
    public long bytes() {
        return bytes;
    }

    /** Digest of the last line; ZERO before the first. */
    public Digest last() {
        return state.last().orElse(Digest.ZERO);
    }

    /** Time of the last line, the latest of all; empty before the first. */
    public Optional<Instant> time() {
        return state.time();
    }

    ChainState state() {
        return state;
    }
}
