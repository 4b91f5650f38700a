package io.gatehouse.server;

import io.gatehouse.app.engine.Engine;
import io.gatehouse.app.engine.EngineStopped;
import io.gatehouse.app.engine.Outcome;
import io.gatehouse.app.port.JournalUnusable;
import io.gatehouse.app.remote.Wire;
import io.gatehouse.core.command.Statement;
import io.gatehouse.core.decide.Decision.Reason;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.event.Event;
import io.gatehouse.core.event.EventCodec;
import io.gatehouse.core.event.LedgerEvent.CommandAdmitted;
import io.gatehouse.core.event.LedgerEvent.CommandRefused;
import io.gatehouse.core.evidence.JournalPosition;
import io.gatehouse.core.port.Journal.Draft;
import io.gatehouse.core.port.Journal.Recorded;
import io.gatehouse.core.rule.Finding;
import io.gatehouse.core.state.SignedStatement;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What became of a signed request, by the journal: each person's request stands in it with
 * statement and signature, admitted or refused.
 *
 * <p>Where requests stand is remembered for a bounded number of them. One that is not remembered
 * and may be older than that is looked for from the journal's end backwards, as far as the time at
 * which it was signed; a request that was admitted cannot stand before that. A look back is bounded
 * too: whatever stands beyond it is so old that the engine refuses it anyway, as stale or as a
 * replay, and never decides it a second time. Thread-safe.
 */
final class JournalledAnswers {

    /** Requests whose place is remembered: some 150 bytes each. */
    private static final int MOST_PLACES = 65_536;

    /** Events of one look back. */
    private static final long FARTHEST = 100_000;

    private static final long PIECE = 5_000;

    private final Engine engine;
    private final Map<Digest, Place> places = new LinkedHashMap<>();
    private Instant rememberedSince;

    JournalledAnswers(Engine engine) {
        this.engine = engine;
        this.rememberedSince = engine.parts().clock().instant().plus(Statement.SKEW);
    }

    /** The group of a request. */
    private record Place(long first, JournalPosition last, Instant at) {}

    /** Remembers where a request stands that was decided just now. */
    synchronized void note(Digest request, Outcome outcome) {
        places.put(
                request,
                new Place(
                        outcome.position().seq() - outcome.events().size() + 1,
                        outcome.position(),
                        engine.parts().clock().instant()));
        if (places.size() > MOST_PLACES) {
            Iterator<Place> eldest = places.values().iterator();
            rememberedSince = eldest.next().at().plus(Statement.SKEW);
            eldest.remove();
        }
    }

    /** What became of a request; empty when it was never decided. */
    Optional<Outcome> find(Wire.Signed request) {
        Optional<Place> place;
        Instant since;
        synchronized (this) {
            place = Optional.ofNullable(places.get(request.digest()));
            since = rememberedSince;
        }
        try {
            if (place.isPresent()) {
                return outcome(
                        read(place.get().first(), place.get().last().seq()), place.get().last());
            }
            Optional<Instant> issued = issued(request.statement());
            return issued.isEmpty() || issued.get().isAfter(since)
                    ? Optional.empty()
                    : lookBack(request.statement(), issued.get().minus(Statement.SKEW));
        } catch (IOException | JournalUnusable e) {
            // Deciding it without knowing could decide it twice.
            throw new EngineStopped("the journal cannot be read", e);
        }
    }

    /** Empty for a time at which nothing can have been signed: the engine refuses it. */
    private static Optional<Instant> issued(SignedStatement signed) {
        try {
            return signed.statement()
                    .text("issued")
                    .map(Instant::parse)
                    .filter(time -> time.isAfter(Instant.EPOCH));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private Optional<Outcome> lookBack(SignedStatement signed, Instant until)
            throws IOException, JournalUnusable {
        long end = engine.position().seq();
        List<Recorded> after = List.of();
        for (long to = end; to > 0 && to > end - FARTHEST; to -= PIECE) {
            List<Recorded> piece = read(Math.max(1, to - PIECE + 1), to);
            for (int i = 0; i < piece.size(); i++) {
                if (isOf(piece.get(i).draft(), signed)) {
                    return group(piece, i, after);
                }
            }
            if (piece.isEmpty() || piece.get(0).draft().time().isBefore(until)) {
                return Optional.empty();
            }
            after = piece;
        }
        return Optional.empty();
    }

    private static boolean isOf(Draft draft, SignedStatement signed) {
        return isRequest(draft)
                && draft.data()
                        .object("signed")
                        .filter(s -> s.text("signature").equals(Optional.of(signed.signature())))
                        .flatMap(s -> s.object("statement"))
                        .filter(signed.statement()::equals)
                        .isPresent();
    }

    private static boolean isRequest(Draft draft) {
        return draft.type().equals("COMMAND_ADMITTED") || draft.type().equals("COMMAND_REFUSED");
    }

    private static boolean isLine(Draft draft) {
        return draft.type().equals("LINE_APPENDED");
    }

    /**
     * The group around a request: decision-log lines stand before it, all else after it.
     *
     * @param after the events after the piece
     */
    private Optional<Outcome> group(List<Recorded> piece, int at, List<Recorded> after)
            throws IOException, JournalUnusable {
        List<Recorded> all = new ArrayList<>(piece);
        all.addAll(after);
        int first = at;
        while (first > 0 && isLine(all.get(first - 1).draft())) {
            first--;
        }
        int last = at;
        while (last + 1 < all.size() && !isRequest(all.get(last + 1).draft())) {
            last++;
        }
        while (last > at && last + 1 < all.size() && isLine(all.get(last).draft())) {
            last--; // the next request's
        }
        Recorded end = all.get(last);
        return outcome(
                Collections.unmodifiableList(all.subList(first, last + 1)),
                new JournalPosition(end.seq(), end.digest()));
    }

    private static Optional<Outcome> outcome(List<Recorded> group, JournalPosition last) {
        List<Event> events = new ArrayList<>();
        List<Finding> findings = List.of();
        boolean admitted = false;
        for (Recorded recorded : group) {
            Draft draft = recorded.draft();
            Event event = EventCodec.decode(draft.type(), draft.version(), draft.data());
            events.add(event);
            admitted |= event instanceof CommandAdmitted;
            if (event instanceof CommandRefused refused) {
                findings = refused.findings();
            }
        }
        return Optional.of(
                new Outcome(
                        admitted ? Optional.empty() : Optional.of(Reason.of(findings)),
                        findings,
                        events,
                        last));
    }

    private List<Recorded> read(long from, long to) throws IOException, JournalUnusable {
        List<Recorded> events = new ArrayList<>();
        engine.parts().journals().replay(from, to, events::add);
        return events;
    }
}
