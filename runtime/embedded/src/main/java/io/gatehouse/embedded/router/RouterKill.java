package io.gatehouse.embedded.router;

import static io.gatehouse.adapter.liverouter.kill.CancelResult.Fate.STILL_OPEN;

import io.gatehouse.adapter.liverouter.journal.OrderJournalView;
import io.gatehouse.adapter.liverouter.kill.CancelResult;
import io.gatehouse.adapter.liverouter.kill.CancelSelection;
import io.gatehouse.adapter.liverouter.kill.KillClock;
import io.gatehouse.adapter.liverouter.kill.KillReport;
import io.gatehouse.adapter.liverouter.kill.KillSwitch;
import io.gatehouse.adapter.liverouter.kill.OpenOrder;
import io.gatehouse.adapter.liverouter.ledger.ChildEntry;
import io.gatehouse.adapter.liverouter.ledger.OrderLedger;
import io.gatehouse.adapter.liverouter.order.Instrument;
import io.gatehouse.adapter.liverouter.state.SignedReenable;
import io.gatehouse.adapter.liverouter.state.TradingLatch;
import io.gatehouse.adapter.liverouter.state.TradingState;
import io.gatehouse.adapter.liverouter.venue.Venue;
import io.gatehouse.adapter.liverouter.venue.VenueId;
import io.gatehouse.audit.file.DurableFiles;
import io.gatehouse.audit.key.PersonKeys;
import io.gatehouse.core.id.InstallationId;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.rule.Finding;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Kills a router from another process, whether it runs, hangs or is gone: the latch first, then
 * cancels on connections of its own.
 *
 * <p>Orders are taken from the journal's files and from the venues' own lists. A running router
 * sees the latch within milliseconds; an order that was on its way by then is found by the sweep
 * that follows the first.
 */
public final class RouterKill {

    /** How long is waited until every order is known to be gone. */
    public static final Duration PATIENCE = Duration.ofSeconds(20);

    /** A router on paper looks several times a second. */
    private static final Duration ON_PAPER = Duration.ofSeconds(5);

    private static final Duration DISK = Duration.ofSeconds(2);
    private static final Duration FOLLOWING = Duration.ofMillis(250);
    private static final int LARGEST_CONFIGURATION = 4 * 1024 * 1024;
    private static final int WIDTH = 16;

    private final RouterFiles files;
    private final InstallationId installation;
    private final PersonKeys persons;
    private final Function<String, Optional<String>> environment;
    private final Clock clock;

    /**
     * How it ended.
     *
     * @param latched whether the latch is on the disk
     * @param report what became of the orders; absent when no venue could be asked
     * @param findings what a person must know besides
     */
    public record Killed(
            boolean latched, Optional<KillReport> report, List<Finding> findings, JsonObject json) {
        public Killed {
            findings = List.copyOf(findings);
        }

        /** Whether the halt stands and every selected order is known to be gone. */
        public boolean complete() {
            return latched && findings.isEmpty() && report.filter(KillReport::complete).isPresent();
        }
    }

    public RouterKill(
            RouterMode mode,
            Path root,
            InstallationId installation,
            PersonKeys persons,
            Function<String, Optional<String>> environment,
            Clock clock) {
        this.files = new RouterFiles(root, mode);
        this.installation = installation;
        this.persons = persons;
        this.environment = environment;
        this.clock = clock;
    }

    /** Halts everything and withdraws the selected orders; never fails, tells what it could not. */
    public Killed kill(CancelSelection selection, String by, String reason) {
        List<Finding> findings = new ArrayList<>();
        TradingLatch latch =
                TradingLatch.open(
                        files.latches(),
                        Files.isDirectory(files.journal()),
                        new SignedReenable(installation, persons, RouterStart.ROLES),
                        clock);
        boolean latched = latch(latch, by, reason, findings);
        Optional<KillReport> report = withdraw(selection, latch, findings);
        JsonObject json =
                report.map(r -> KillLines.of(r, latch.entries()))
                        .orElse(JsonObject.of("schema", "gatehouse.router-kill/1"))
                        .with("latched", latched)
                        .with("by", by)
                        .with("reason", reason)
                        .with("at", clock.instant().toString());
        keep(json, findings);
        return new Killed(latched, report, findings, json);
    }

    /** On the disk before the first cancel, but a disk that hangs keeps no order in a book. */
    private static boolean latch(
            TradingLatch latch, String by, String reason, List<Finding> findings) {
        latch.hold(TradingState.HALTED, by, reason);
        CompletableFuture<List<Finding>> written = CompletableFuture.supplyAsync(latch::persist);
        try {
            List<Finding> failed = written.get(DISK.toMillis(), TimeUnit.MILLISECONDS);
            findings.addAll(failed);
            return failed.isEmpty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }

    private Optional<KillReport> withdraw(
            CancelSelection selection, TradingLatch latch, List<Finding> findings) {
        if (files.mode() == RouterMode.PAPER) {
            return awaitGone(findings);
        }
        List<Connected> venues = venues(findings);
        if (venues.isEmpty()) {
            return Optional.empty();
        }
        VenueInstruments told = new VenueInstruments(venues);
        told.ask();
        OrderLedger before = ledger(findings);
        Map<VenueId, Set<Instrument>> instruments = new HashMap<>();
        venues.forEach(
                v -> instruments.put(v.venue().id(), new HashSet<>(told.of(v.venue().id()))));
        for (ChildEntry child : before.children()) {
            instruments
                    .computeIfAbsent(child.order().venue(), id -> new HashSet<>())
                    .add(child.order().instrument());
        }
        String prefix = RouterStart.prefix(files.mode(), installation.value());
        List<Venue> clients = venues.stream().map(Connected::venue).toList();
        try (KillSwitch sweep =
                new KillSwitch(
                        latch,
                        clients,
                        instruments,
                        id -> id.of(prefix),
                        this::snapshot,
                        KillClock.system(),
                        WIDTH)) {
            KillReport first = sweep.cancel(selection, PATIENCE);
            // What a running router had handed over when it saw the latch rests only now.
            KillClock.system().pause(FOLLOWING.toNanos());
            KillReport second = sweep.cancel(selection, PATIENCE);
            return Optional.of(joined(first, second));
        }
    }

    /**
     * On paper orders rest in the router's own process, which withdraws them when it sees the
     * latch; without a router nothing of them can fill.
     */
    private Optional<KillReport> awaitGone(List<Finding> findings) {
        ledger(findings);
        if (!findings.isEmpty()) {
            return Optional.empty();
        }
        long end = KillClock.system().nanos() + ON_PAPER.toNanos();
        while (!snapshot().isEmpty() && KillClock.system().nanos() - end < 0) {
            KillClock.system().pause(FOLLOWING.toNanos());
        }
        List<CancelResult> left =
                snapshot().stream()
                        .map(OpenOrder::order)
                        .map(o -> new CancelResult(o.venue(), o.id(), STILL_OPEN, 0))
                        .toList();
        return Optional.of(new KillReport(left, Map.of(), List.of(), Duration.ZERO));
    }

    private static KillReport joined(KillReport first, KillReport second) {
        Set<Object> again = new HashSet<>();
        second.results().forEach(each -> again.add(each.order()));
        List<CancelResult> all = new ArrayList<>(second.results());
        first.results().stream().filter(r -> !again.contains(r.order())).forEach(all::add);
        return new KillReport(all, second.foreign(), second.findings(), first.handedOver());
    }

    private List<Connected> venues(List<Finding> findings) {
        try (InputStream in = Files.newInputStream(files.configuration())) {
            LiveSettings.Reading reading =
                    LiveSettingsReader.read(in.readNBytes(LARGEST_CONFIGURATION));
            if (reading instanceof LiveSettings.Reading.Refused refused) {
                findings.addAll(refused.findings());
                return List.of();
            }
            Connected.Connecting connecting =
                    Connected.all(
                            ((LiveSettings.Reading.Read) reading).settings().venues(),
                            files.root(),
                            environment,
                            clock);
            findings.addAll(connecting.findings());
            return connecting.venues();
        } catch (IOException e) {
            findings.add(
                    RouterCode.CONFIG_UNREADABLE.at(
                            "config/core.yaml", "a file", e.getClass().getSimpleName()));
            return List.of();
        }
    }

    private OrderLedger ledger(List<Finding> findings) {
        OrderLedger ledger = new OrderLedger();
        findings.addAll(OrderJournalView.read(files.journal(), ledger::apply));
        return ledger;
    }

    /** Read anew each time: the router that is killed may still be writing. */
    private List<OpenOrder> snapshot() {
        OrderLedger ledger = new OrderLedger();
        if (!OrderJournalView.read(files.journal(), ledger::apply).isEmpty()) {
            throw new UncheckedIOException(new IOException("the order journal cannot be read"));
        }
        List<OpenOrder> open = new ArrayList<>();
        for (ChildEntry child : ledger.children()) {
            if (child.state().live()) {
                open.add(
                        new OpenOrder(
                                child.order(), Optional.of(child.parent().order().strategy())));
            }
        }
        return open;
    }

    private void keep(JsonObject json, List<Finding> findings) {
        String name = "kill-" + clock.instant().toString().replace(':', '-') + ".json";
        try {
            DurableFiles.createDirectories(files.kills());
            DurableFiles.replace(files.kills().resolve(name), CanonicalJson.bytes(json));
        } catch (IOException e) {
            findings.add(
                    RouterCode.LOG_FAILED.at(
                            name, "a report on disk", e.getClass().getSimpleName()));
        }
    }
}
