package io.gatehouse.bench.load;

import io.gatehouse.app.engine.Engine;
import io.gatehouse.app.engine.StateLoader;
import io.gatehouse.app.history.EngineKeys;
import io.gatehouse.app.history.SegmentJournals;
import io.gatehouse.app.workspace.Workspace;
import io.gatehouse.audit.journal.CommitKeys;
import io.gatehouse.audit.journal.JournalPlace;
import io.gatehouse.audit.journal.JournalSettings;
import io.gatehouse.audit.journal.SegmentJournal;
import io.gatehouse.audit.key.OpenKeyRing;
import io.gatehouse.bench.measure.Result;
import io.gatehouse.core.event.Event;
import io.gatehouse.core.event.EventCodec;
import io.gatehouse.core.event.LedgerEvent;
import io.gatehouse.core.event.PromotionEvent;
import io.gatehouse.core.event.PromotionEvent.PromotionOpened;
import io.gatehouse.core.id.InstallationId;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.port.Journal.Draft;
import io.gatehouse.core.port.Journal.Pending;
import io.gatehouse.core.port.Journal.Recorded;
import io.gatehouse.core.state.InstallationState;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes a long journal from one promotion's events, told again under other ids, and folds it.
 *
 * <p>Events are applied while they are written, so the journal verifies like any other: numbers,
 * chains, digests before and after, commit records.
 */
final class StateWork {

    private static final int GROUP = 20;
    private static final int TOGETHER = 100;

    private StateWork() {}

    /** Arguments: write or fold; directory; for write, how many promotions, and open or whole. */
    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[1]);
        if (arguments[0].equals("write")) {
            write(directory, Integer.parseInt(arguments[2]), arguments[3].equals("open"));
        } else {
            fold(directory);
        }
    }

    private static void write(Path directory, int promotions, boolean open) throws Exception {
        BenchInstallation installation = BenchInstallation.found(directory.resolve("first"), 1);
        try (Engine engine = installation.open()) {
            new Promoter(installation, engine, 1).run();
        }
        InstallationState state = InstallationState.empty();
        List<Draft> founding = new ArrayList<>();
        List<Event> promotion = new ArrayList<>();
        SegmentJournals.read(
                installation.workspace(),
                CommitKeys.NONE,
                recorded -> sort(recorded, founding, promotion));
        List<Event> told = open ? untilSecondStep(promotion) : promotion;
        try (OpenKeyRing keys = EngineKeys.open(installation.workspace());
                SegmentJournal journal =
                        SegmentJournal.open(
                                        JournalPlace.under(directory, Optional.empty()),
                                        CommitKeys.of(keys),
                                        InstantSource.system(),
                                        JournalSettings.DEFAULTS.of(new InstallationId("bench")),
                                        read -> {})
                                .journal()) {
            Writer writer = new Writer(journal, state);
            for (Draft draft : founding) {
                writer.add(EventCodec.decode(draft.type(), draft.version(), draft.data()), draft);
            }
            for (int n = 1; n <= promotions; n++) {
                for (Event event : told) {
                    writer.add(renamed(event, n), founding.get(founding.size() - 1));
                }
            }
            writer.finish();
            Result.named("written").with("events", journal.position().seq()).print();
        }
    }

    private static void sort(Recorded recorded, List<Draft> founding, List<Event> promotion) {
        Draft draft = recorded.draft();
        Event event = EventCodec.decode(draft.type(), draft.version(), draft.data());
        if (event instanceof PromotionEvent) {
            promotion.add(event);
        } else if (promotion.isEmpty()) {
            founding.add(draft);
        } else if (event instanceof LedgerEvent) {
            promotion.add(event);
        }
    }

    private static List<Event> untilSecondStep(List<Event> promotion) {
        int opened = 0;
        while (!(promotion.get(opened) instanceof PromotionOpened)) {
            opened++;
        }
        return List.copyOf(promotion.subList(opened, opened + 5));
    }

    /** The same event of another promotion. */
    private static Event renamed(Event event, int n) {
        JsonObject data = EventCodec.encode(event);
        return event instanceof PromotionEvent
                ? EventCodec.decode(
                        EventCodec.typeOf(event),
                        EventCodec.VERSION,
                        data.with("promotion", new PromotionId("p-" + n).value()))
                : event;
    }

    /** Applies events and writes them, many groups to one fsync. */
    private static final class Writer {
        private final SegmentJournal journal;
        private final InstallationState state;
        private final List<Draft> group = new ArrayList<>();
        private final List<Pending> pending = new ArrayList<>();

        Writer(SegmentJournal journal, InstallationState state) {
            this.journal = journal;
            this.state = state;
        }

        void add(Event event, Draft like) {
            var before = state.digestOf(event.aggregate());
            state.apply(event);
            group.add(
                    new Draft(
                            like.time(),
                            EventCodec.typeOf(event),
                            EventCodec.VERSION,
                            event.aggregate(),
                            before,
                            state.digestOf(event.aggregate()),
                            EventCodec.encode(event)));
            if (group.size() == GROUP) {
                flush();
            }
        }

        private void flush() {
            if (!group.isEmpty()) {
                pending.add(journal.begin(group, state.root()));
                group.clear();
            }
            if (pending.size() == TOGETHER) {
                pending.get(TOGETHER - 1).await();
                pending.clear();
            }
        }

        void finish() {
            flush();
            pending.forEach(Pending::await);
        }
    }

    /** Reads the journal as an engine does at its start, without keys. */
    private static void fold(Path directory) throws Exception {
        Workspace workspace = Workspace.at(directory.resolve("first"));
        long start = System.nanoTime();
        StateLoader loader = new StateLoader(people -> {});
        try (OpenKeyRing keys = EngineKeys.open(workspace)) {
            SegmentJournal.open(
                            JournalPlace.under(directory, Optional.empty()),
                            CommitKeys.of(keys),
                            InstantSource.system(),
                            JournalSettings.DEFAULTS.of(new InstallationId("bench")),
                            group -> group.events().forEach(loader))
                    .journal()
                    .close();
        }
        InstallationState state = loader.state();
        double seconds = (System.nanoTime() - start) / 1e9;
        Runtime runtime = Runtime.getRuntime();
        System.gc();
        Result.named("folded")
                .with("events", loader.seq())
                .with("open", state.openPromotions().size())
                .with("seconds", seconds)
                .with("used", (runtime.totalMemory() - runtime.freeMemory()) / 1e6)
                .print();
    }
}
