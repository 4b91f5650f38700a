package io.gatehouse.embedded.router;

import io.gatehouse.adapter.liverouter.journal.FileOrderJournal;
import io.gatehouse.adapter.liverouter.journal.JournalOpening;
import io.gatehouse.adapter.liverouter.journal.JournalSize;
import io.gatehouse.adapter.liverouter.kill.CancelSelection;
import io.gatehouse.adapter.liverouter.kill.KillReport;
import io.gatehouse.adapter.liverouter.ledger.OrderEvent;
import io.gatehouse.adapter.liverouter.order.ParentOrder;
import io.gatehouse.adapter.liverouter.route.Submission;
import io.gatehouse.adapter.liverouter.state.TradingState;
import io.gatehouse.adapter.metrics.alert.AlertEvent;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.rule.Finding;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The live router of a workspace: takes orders as lines and answers with lines.
 *
 * <p>It starts where its journal ends, compares itself with the venues, and takes risk only with a
 * permit, a lease and the arming of the gate; without them it closes and cancels. One process per
 * workspace: the journal's lock sees to that. Thread-safe.
 */
public final class RouterProcess implements AutoCloseable {

    /** How long is waited for orders that are being sent when the end is asked for. */
    private static final Duration LAST_ANSWERS = Duration.ofSeconds(70);

    private static final int LARGEST_CONFIGURATION = 4 * 1024 * 1024;

    private final Assembly parts;
    private final FileOrderJournal journal;
    private final Optional<JournalOpening.TornTail> torn;
    private final RouterRounds rounds;
    private final Doors doors;

    /** A router that runs, or why there is none. */
    public sealed interface Start {
        record Started(RouterProcess process) implements Start {}

        record Refused(List<Finding> findings) implements Start {
            public Refused {
                findings = List.copyOf(findings);
            }
        }
    }

    /**
     * What a person should know of a router that starts.
     *
     * @param secured whether metrics are served over TLS
     * @param permit id of the permit it runs under, if any
     * @param limits of the permit; empty when there are none
     * @param noRisk why nothing that increases risk is sent; empty when it is
     * @param noted what is not as it should be, and forbids nothing
     * @param events that the journal held
     * @param torn bytes of a crash that were set aside
     */
    public record Banner(
            RouterMode mode,
            boolean secured,
            List<String> venues,
            Optional<String> permit,
            JsonObject limits,
            TradingState state,
            List<Finding> noRisk,
            List<Finding> noted,
            int metricsPort,
            int events,
            long torn) {
        public Banner {
            venues = List.copyOf(venues);
            noRisk = List.copyOf(noRisk);
            noted = List.copyOf(noted);
        }
    }

    private RouterProcess(
            Assembly parts,
            FileOrderJournal journal,
            Optional<JournalOpening.TornTail> torn,
            Consumer<JsonObject> news) {
        this.parts = parts;
        this.journal = journal;
        this.torn = torn;
        this.rounds = new RouterRounds(parts, news);
        this.doors = new Doors(parts.watching.metrics()::queueDepth);
    }

    /**
     * Starts a router. Venues that do not answer do not keep it from starting; no risk is taken
     * until they do.
     *
     * @param news takes what becomes of orders later; called from another thread
     */
    public static Start start(RouterStart given, Consumer<JsonObject> news) {
        return start(given, news, alert -> {});
    }

    /**
     * As {@link #start(RouterStart, Consumer)}.
     *
     * @param alerts takes each alert that begins or ends, once it is on the disk; called from
     *     another thread
     */
    public static Start start(
            RouterStart given, Consumer<JsonObject> news, Consumer<AlertEvent> alerts) {
        byte[] configuration;
        try (InputStream in = Files.newInputStream(given.files().configuration())) {
            configuration = in.readNBytes(LARGEST_CONFIGURATION);
        } catch (IOException e) {
            return refused(
                    RouterCode.CONFIG_UNREADABLE.at(
                            "config/core.yaml", "a file", e.getClass().getSimpleName()));
        }
        Prepared.Preparation preparation = Prepared.of(given, configuration);
        if (preparation instanceof Prepared.Preparation.Refused refused) {
            return new Start.Refused(refused.findings());
        }
        Prepared prepared = ((Prepared.Preparation.Ready) preparation).prepared();
        List<OrderEvent> events = new ArrayList<>();
        JournalOpening opening =
                FileOrderJournal.open(given.files().journal(), JournalSize.STANDARD, events::add);
        if (opening instanceof JournalOpening.Refused refused) {
            return new Start.Refused(refused.findings());
        }
        JournalOpening.Opened opened = (JournalOpening.Opened) opening;
        return run(given, prepared, configuration, opened, events, news, alerts);
    }

    private static Start run(
            RouterStart given,
            Prepared prepared,
            byte[] configuration,
            JournalOpening.Opened opened,
            List<OrderEvent> events,
            Consumer<JsonObject> news,
            Consumer<AlertEvent> alerts) {
        Watching watching;
        try {
            watching = Watching.start(given, prepared, configuration, alerts);
        } catch (IllegalArgumentException e) {
            opened.journal().close();
            return refused(RouterCode.LABELS.at("execution.live", "labels that fit", "too many"));
        }
        prepared.paper().ifPresent(paper -> paper.resume(events));
        Assembly parts =
                new Assembly(given, prepared, configuration, opened.journal(), events, watching);
        RouterProcess process = new RouterProcess(parts, opened.journal(), opened.torn(), news);
        process.rounds.start();
        watching.begin();
        return new Start.Started(process);
    }

    private static Start refused(Finding finding) {
        return new Start.Refused(List.of(finding));
    }

    /** What it started with, and whether it takes risk now. */
    public Banner banner() {
        List<Finding> noRisk = new ArrayList<>(parts.start.amiss());
        noRisk.addAll(parts.lease.look());
        return new Banner(
                parts.given.mode(),
                parts.secured,
                parts.venues.stream().map(each -> each.venue().id().value()).toList(),
                parts.permit,
                parts.limits,
                parts.latch.state(),
                noRisk,
                parts.watching.noted(),
                parts.watching.port(),
                parts.events.size(),
                torn.map(JournalOpening.TornTail::bytes).orElse(0L));
    }

    /** As {@link #take(String, Consumer)}, with the answer returned. */
    public JsonObject take(String line) {
        List<JsonObject> answers = new ArrayList<>();
        take(line, answers::add);
        return answers.get(0);
    }

    /**
     * Does what a line asks for; a line that is not understood does nothing.
     *
     * @param answer takes the one answer, before any later news of the same order is told
     */
    public void take(String line, Consumer<JsonObject> answer) {
        if (!doors.enter()) {
            // Nothing of it was done: whoever sent it may send it again to the next start.
            answer.accept(
                    RouterLines.fault(
                            List.of(
                                    RouterCode.ENDING.at(
                                            "line", "a router that runs", "one that ends"))));
            return;
        }
        try {
            taken(OrderLine.read(line, parts.instruments::any), answer);
        } finally {
            doors.leave();
        }
    }

    private void taken(OrderLine read, Consumer<JsonObject> answer) {
        if (read instanceof OrderLine.Bad bad) {
            if (bad.withoutId()) {
                parts.watching.metrics().rejectedMissingClientId();
            }
            answer.accept(RouterLines.fault(List.of(bad.finding())));
        } else if (read instanceof OrderLine.Kill kill) {
            answer.accept(
                    KillLines.of(
                            kill(CancelSelection.ALL, "order line", kill.reason()),
                            parts.latch.entries()));
        } else if (read instanceof OrderLine.Cancel cancel) {
            boolean known = parts.directory.parent(cancel.id()).isPresent();
            parts.watching.metrics().cancelBinding(known);
            Submission now = parts.router.cancel(cancel.id());
            told(() -> isLast(now) ? now : parts.router.status(cancel.id()), answer);
        } else if (read instanceof OrderLine.Status status) {
            told(() -> parts.router.status(status.id()), answer);
        } else {
            ParentOrder order = ((OrderLine.Order) read).order();
            long arrived = parts.given.nanos().getAsLong();
            // one that ended long ago is in no directory any more, and no new order either
            if (parts.directory.parent(order.id()).isEmpty() && !parts.router.used(order.id())) {
                parts.watch.taken(order, arrived);
            }
            Submission now = parts.router.submit(order);
            told(() -> now, answer);
        }
    }

    private static boolean isLast(Submission now) {
        return !(now instanceof Submission.Working || now instanceof Submission.Pending);
    }

    private void told(Supplier<Submission> asked, Consumer<JsonObject> answer) {
        synchronized (parts.telling) {
            Submission now = asked.get();
            Optional<ParentOrder> order = parts.directory.parent(now.parent());
            parts.watch.news(now);
            parts.watch.answered(now.parent());
            answer.accept(RouterLines.of(now, order));
        }
    }

    /** Halts everything and withdraws the selected orders, without waiting for the router. */
    public KillReport kill(CancelSelection selection, String by, String reason) {
        return rounds.killSwitch().kill(selection, by, reason, RouterKill.PATIENCE);
    }

    /** The trading state now. */
    public TradingState state() {
        return parts.latch.state();
    }

    /** Where the journal is. */
    public Path journalFolder() {
        return parts.given.files().journal();
    }

    /**
     * Ends: nothing more is taken, what was taken is answered first; what rests at venues stays
     * there, and the next start goes on. Closing again does nothing.
     *
     * @throws IOException when the log or the journal could not be closed
     */
    @Override
    public void close() throws IOException {
        if (!doors.shut(LAST_ANSWERS)) {
            return;
        }
        rounds.close();
        try {
            parts.watching.close();
        } finally {
            journal.close();
        }
    }
}
