package io.gatehouse.embedded;

import io.gatehouse.app.port.JournalUnusable;
import io.gatehouse.app.port.Projection;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.evidence.JournalPosition;
import io.gatehouse.core.port.Journal.Recorded;
import io.gatehouse.store.Projector;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * The engine's journal as the projector reads it: in pieces, so that a long one needs no memory.
 */
final class JournalSource implements Projector.Source {

    private static final long PIECE = 20_000;

    private final Projection.Source journal;
    private final JournalPosition end;

    /** Sees the journal up to where it is now. */
    JournalSource(Projection.Source journal) {
        this.journal = journal;
        this.end = journal.position();
    }

    @Override
    public JournalPosition position() {
        return end;
    }

    @Override
    public Optional<Digest> digestAt(long seq) {
        // The common case, at every opening: what is asked for is the last event.
        return seq == end.seq()
                ? Optional.of(end.digest())
                : read(seq, seq).stream().map(Recorded::digest).findFirst();
    }

    @Override
    public Stream<Recorded> after(long seq) {
        return LongStream.iterate(seq + 1, from -> from <= end.seq(), from -> from + PIECE)
                .boxed()
                .flatMap(from -> read(from, Math.min(end.seq(), from + PIECE - 1)).stream());
    }

    private List<Recorded> read(long from, long to) {
        try {
            return journal.read(from, to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JournalUnusable e) {
            throw new IllegalStateException("the journal cannot be read", e);
        }
    }
}
