package io.gatehouse.app.review;

import io.gatehouse.app.history.SegmentJournals;
import io.gatehouse.app.port.JournalUnusable;
import io.gatehouse.audit.journal.JournalFault;
import io.gatehouse.audit.journal.JournalFaultException;
import io.gatehouse.audit.journal.JournalGroup;
import io.gatehouse.audit.journal.JournalReader;
import io.gatehouse.audit.key.KeyFaultException;
import io.gatehouse.audit.key.KeyRing;
import io.gatehouse.audit.replay.Replayer;
import io.gatehouse.core.event.Event;
import io.gatehouse.core.event.EventCodec;
import io.gatehouse.core.event.PromotionEvent.Assessed;
import io.gatehouse.core.evidence.JournalPosition;
import io.gatehouse.core.id.RuleId;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.port.Journal.Draft;
import io.gatehouse.core.port.Journal.Recorded;
import io.gatehouse.core.rule.RuleResult;
import io.gatehouse.core.state.InstallationView;
import io.gatehouse.definitions.diagram.HistoryPicture;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What held at a point of a history: the state that its events give, compared at every event with
 * what was recorded, and the rules that had judged so far.
 *
 * <p>The whole history is verified, what comes after the point as well: damage behind it would
 * leave its end, and with it every position that somebody noted, unproven. Memory is that of the
 * state.
 */
public final class Moment {

    /**
     * A rule as verdicts record it.
     *
     * @param version of its logic
     * @param seq the verdict that last recorded it
     * @param build the build that ran it
     */
    public record RuleSeen(RuleId rule, int version, long seq, String build) {}

    private final Replayer replayer;
    private final JournalPosition position;
    private final Optional<Instant> time;
    private final long unauthenticated;
    private final List<RuleSeen> rules;
    private final Way way;

    private Moment(Folding folded, long unauthenticated) {
        this.replayer = folded.replayer;
        this.position = folded.position;
        this.time = folded.time;
        this.unauthenticated = unauthenticated;
        this.rules = List.copyOf(folded.rules.values());
        this.way = folded.way;
    }

    /**
     * Folds a history up to a point and verifies all of it.
     *
     * @throws JournalUnusable when it is damaged, or ends before the event that was named
     */
    public static Moment at(History history, Point point) throws IOException, JournalUnusable {
        Folding folding = new Folding(point);
        JournalReader.Summary summary;
        try {
            summary =
                    new JournalReader(history.journal(), history.commitKeys())
                            .groups(folding::accept);
        } catch (JournalFaultException e) {
            throw new JournalUnusable(List.of(SegmentJournals.finding(e.fault())));
        }
        Optional<JournalFault> fault = folding.replayer.fault();
        if (fault.isPresent()) {
            throw new JournalUnusable(List.of(SegmentJournals.finding(fault.get())));
        }
        if (point instanceof Point.AtEvent event && summary.position().seq() < event.seq()) {
            throw new JournalUnusable(
                    List.of(
                            SegmentJournals.finding(
                                    JournalFault.of(
                                            JournalFault.Kind.CUT,
                                            "journal",
                                            0,
                                            0,
                                            event.seq(),
                                            "event " + event.seq(),
                                            "a history that ends at " + summary.position()))));
        }
        return new Moment(folding, summary.unauthenticated());
    }

    public InstallationView state() {
        return replayer.state();
    }

    /** The last event that had happened; 0 before the first. */
    public JournalPosition position() {
        return position;
    }

    /** When that event was committed; empty before the first. */
    public Optional<Instant> time() {
        return time;
    }

    /** Digest of the whole installation. */
    public io.gatehouse.core.digest.Digest root() {
        return replayer.state().root();
    }

    /** Groups of the whole history whose code could not be checked here. */
    public long unauthenticated() {
        return unauthenticated;
    }

    /** The rules as verdicts had recorded them, by id. */
    public List<RuleSeen> rules() {
        return rules;
    }

    /** The state and the way that led to it, to be drawn. */
    public HistoryPicture picture() {
        return way.picture(
                replayer.state(), position.seq() + " " + position.digest().abbreviated());
    }

    /** The public list of the engine's keys that was in force; empty before the first adoption. */
    public Optional<KeyRing> keys() {
        try {
            return Optional.of(
                    KeyRing.parse(CanonicalJson.bytes(replayer.state().governance().keys())));
        } catch (KeyFaultException e) {
            return Optional.empty();
        }
    }

    private static final class Folding {

        private final Point point;
        private final Replayer replayer = new Replayer();
        private final SortedMap<RuleId, RuleSeen> rules =
                new TreeMap<>(java.util.Comparator.comparing(RuleId::value));
        private final Way way = new Way();
        private JournalPosition position = JournalPosition.START;
        private Optional<Instant> time = Optional.empty();

        Folding(Point point) {
            this.point = point;
        }

        void accept(JournalGroup group) {
            if (!point.includes(group)) {
                return;
            }
            replayer.accept(group);
            if (replayer.fault().isPresent()) {
                return;
            }
            position = group.position();
            time = Optional.of(group.commit().time());
            for (Recorded recorded : group.events()) {
                Draft draft = recorded.draft();
                Event event = EventCodec.decode(draft.type(), draft.version(), draft.data());
                way.accept(event, replayer.state());
                if (event instanceof Assessed assessed) {
                    note(recorded, assessed);
                }
            }
        }

        private void note(Recorded recorded, Assessed assessed) {
            for (RuleResult result : assessed.results()) {
                rules.put(
                        result.rule(),
                        new RuleSeen(
                                result.rule(), result.version(), recorded.seq(), assessed.build()));
            }
        }
    }
}
