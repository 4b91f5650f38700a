package io.gatehouse.store;

import io.gatehouse.core.apply.ApplyFault;
import io.gatehouse.core.codec.CodecFault;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.event.Event;
import io.gatehouse.core.event.EventCodec;
import io.gatehouse.core.evidence.JournalPosition;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.port.Journal.Draft;
import io.gatehouse.core.port.Journal.Recorded;
import io.gatehouse.core.state.AggregateId;
import io.gatehouse.core.state.InstallationState;
import io.gatehouse.core.state.InstallationView;
import io.gatehouse.store.StoreFault.Kind;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Keeps the read model in step with the journal.
 *
 * <p>Rows and position change in one transaction, so the model always is that of some prefix of the
 * history; an event is taken once however often it is offered. An event that does not continue the
 * chain at the position is refused. Calls are serialised.
 */
public final class Projector {

    private static final int BATCH = 500;

    /** The journal, as far as the projector must see it. */
    public interface Source {

        /** The last durable event. */
        JournalPosition position();

        /** The digest of an event, or empty when there is none of that number. */
        Optional<Digest> digestAt(long seq);

        /** The events after a number, in order; closed by the projector. */
        Stream<Recorded> after(long seq);
    }

    /**
     * @param applied how many events were taken
     * @param rebuilt whether the model followed another history and was thrown away first
     */
    public record Synchronised(long applied, boolean rebuilt) {}

    private record Mark(long seq, String digest, String actor) {}

    private final Database database;
    private final ReadModel readModel;
    private final Projection projection;

    Projector(Database database, ReadModel readModel) {
        this.database = database;
        this.readModel = readModel;
        projection = new Projection(database.template());
    }

    /**
     * Takes one durable group into account; events that it has already taken are passed over.
     *
     * @param after the state after the group
     * @throws StoreFault DIVERGED when the group does not continue what was taken so far
     */
    public synchronized void apply(List<Recorded> group, InstallationView after) {
        database.write(() -> take(group, Optional.of(after), null));
    }

    /**
     * A group that its writer hands over, with what it changed; immutable.
     *
     * @param events of the group, so that they need not be read out of it again
     * @param last the position that the journal returned for the group
     */
    public record Appended(
            List<Event> events, List<Draft> group, JournalPosition last, Present after) {

        public Appended {
            events = List.copyOf(events);
            group = List.copyOf(group);
            if (events.size() != group.size()) {
                throw new IllegalArgumentException("as many events as drafts");
            }
        }
    }

    /** One group of a writer; see {@link #apply(List)}. */
    public void apply(List<Draft> group, JournalPosition last, InstallationView after) {
        long first = last.seq() - group.size() + 1;
        List<Event> events = new ArrayList<>();
        for (Draft draft : group) {
            events.add(decode(first + events.size(), draft));
        }
        apply(List.of(new Appended(events, group, last, Present.of(after))));
    }

    /**
     * The same for the one who has just appended the groups and knows where each ended. That they
     * follow upon the position is seen by their numbers only; the chain is checked by {@link
     * #synchronise}. One transaction takes all of them, and what an aggregate is now is written
     * once, from the last group that touched it.
     */
    public synchronized void apply(List<Appended> groups) {
        database.write(
                () -> {
                    Batch batch = new Batch(mark(), null);
                    Map<AggregateId, Present> now = new TreeMap<>();
                    for (Appended appended : groups) {
                        take(batch, appended, now);
                    }
                    now.forEach(this::refresh);
                    batch.save();
                });
    }

    private void take(Batch batch, Appended appended, Map<AggregateId, Present> now) {
        long seq = appended.last().seq() - appended.group().size();
        for (int i = 0; i < appended.group().size(); i++) {
            Draft draft = appended.group().get(i);
            seq++;
            if (seq > batch.mark.seq()) {
                if (seq != batch.mark.seq() + 1) {
                    throw diverged(seq);
                }
                batch.take(seq, appended.last().digest(), draft, appended.events().get(i));
                now.put(draft.aggregate(), appended.after());
            }
        }
    }

    /**
     * Brings the model up to the journal's end. A model that is ahead of the journal, or that holds
     * an event of another history, is thrown away and made anew.
     *
     * @param head the state at the journal's end
     */
    public synchronized Synchronised synchronise(Source journal, InstallationView head) {
        JournalPosition at = readModel.position();
        boolean rebuilt = !isOn(journal, at);
        if (rebuilt) {
            clear();
        }
        try (Stream<Recorded> events = journal.after(rebuilt ? 0 : at.seq())) {
            return new Synchronised(takeAll(events, Optional.of(head), null), rebuilt);
        }
    }

    private static boolean isOn(Source journal, JournalPosition at) {
        return at.seq() == 0
                || (at.seq() <= journal.position().seq()
                        && journal.digestAt(at.seq()).equals(Optional.of(at.digest())));
    }

    /**
     * Makes the model anew from the whole history, folding the states itself.
     *
     * @return how many events were taken
     * @throws StoreFault UNREADABLE_EVENT when an event cannot be understood or cannot have
     *     happened
     */
    public synchronized long rebuild(Stream<Recorded> history) {
        clear();
        return takeAll(history, Optional.empty(), InstallationState.empty());
    }

    private void clear() {
        database.write(
                () -> {
                    for (String table : Projection.TABLES) {
                        database.template().update("DELETE FROM " + table);
                    }
                });
    }

    private long takeAll(
            Stream<Recorded> events, Optional<InstallationView> head, InstallationState fold) {
        long taken = 0;
        List<Recorded> batch = new ArrayList<>(BATCH);
        for (Iterator<Recorded> i = events.iterator(); i.hasNext(); ) {
            batch.add(i.next());
            if (batch.size() == BATCH || !i.hasNext()) {
                List<Recorded> full = List.copyOf(batch);
                database.write(() -> take(full, head, fold));
                taken += full.size();
                batch.clear();
            }
        }
        return taken;
    }

    /**
     * @param fold the state to carry on, when nobody gives one
     */
    private void take(
            List<Recorded> group, Optional<InstallationView> given, InstallationState fold) {
        Batch batch = new Batch(mark(), fold);
        for (Recorded recorded : group) {
            if (recorded.seq() <= batch.mark.seq()) {
                requireSame(recorded, batch.mark);
            } else {
                requireNext(recorded, batch.mark);
                batch.take(
                        recorded.seq(),
                        recorded.digest(),
                        recorded.draft(),
                        decode(recorded.seq(), recorded.draft()));
            }
        }
        batch.finish(Present.of(given.isPresent() ? given.get() : fold));
    }

    /** What one transaction takes. */
    private final class Batch {

        private final InstallationState fold;
        private final Set<AggregateId> touched = new TreeSet<>();
        private Mark mark;

        Batch(Mark mark, InstallationState fold) {
            this.mark = mark;
            this.fold = fold;
            projection.begin();
        }

        void take(long seq, Digest digest, Draft draft, Event event) {
            if (fold != null) {
                fold(fold, seq, event);
            }
            String actor = Projection.actorOf(event, mark.actor());
            projection.insert(seq, draft, event, actor);
            touched.add(event.aggregate());
            mark = new Mark(seq, digest.value(), actor);
        }

        void finish(Present view) {
            touched.forEach(aggregate -> refresh(aggregate, view));
            save();
        }

        void save() {
            if (!touched.isEmpty()) {
                projection.end();
                Projector.this.save(mark);
            }
        }
    }

    private void refresh(AggregateId aggregate, Present view) {
        if (aggregate.equals(AggregateId.ENVIRONMENT)) {
            projection.refresh(view.environment());
        } else if (aggregate.value().startsWith("promotion/")) {
            PromotionId id = new PromotionId(aggregate.value().substring("promotion/".length()));
            view.promotion(id).ifPresent(state -> projection.refresh(state, view));
        }
    }

    private static void requireSame(Recorded recorded, Mark mark) {
        if (recorded.seq() == mark.seq() && !recorded.digest().value().equals(mark.digest())) {
            throw diverged(recorded.seq());
        }
    }

    /** A gap or another predecessor means another history: its rows must not be mixed with ours. */
    private static void requireNext(Recorded recorded, Mark mark) {
        if (recorded.seq() != mark.seq() + 1 || !recorded.prev().value().equals(mark.digest())) {
            throw diverged(recorded.seq());
        }
    }

    private static StoreFault diverged(long seq) {
        return new StoreFault(
                Kind.DIVERGED, "event " + seq + " does not continue what the store has taken");
    }

    private static Event decode(long seq, Draft draft) {
        try {
            return EventCodec.decode(draft.type(), draft.version(), draft.data());
        } catch (CodecFault e) {
            throw unreadable(seq, e);
        }
    }

    private static void fold(InstallationState state, long seq, Event event) {
        try {
            state.apply(event);
        } catch (ApplyFault e) {
            throw unreadable(seq, e);
        }
    }

    private static StoreFault unreadable(long seq, RuntimeException cause) {
        return new StoreFault(
                Kind.UNREADABLE_EVENT, "event " + seq + ": " + cause.getMessage(), cause);
    }

    private Mark mark() {
        return database.client()
                .sql("SELECT seq, digest, actor FROM projection")
                .query(
                        (row, n) ->
                                new Mark(
                                        row.getLong("seq"),
                                        row.getString("digest"),
                                        row.getString("actor")))
                .optional()
                .orElse(new Mark(0, Digest.ZERO.value(), "engine"));
    }

    private void save(Mark mark) {
        database.template().update("DELETE FROM projection");
        database.template()
                .update(
                        "INSERT INTO projection VALUES (TRUE,?,?,?)",
                        mark.seq(),
                        mark.digest(),
                        mark.actor());
    }
}
