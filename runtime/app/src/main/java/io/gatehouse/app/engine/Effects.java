package io.gatehouse.app.engine;

import io.gatehouse.app.evidence.ChecklistKeeper;
import io.gatehouse.app.evidence.EvidenceArchive;
import io.gatehouse.app.port.DecisionLogs;
import io.gatehouse.app.port.JournalUnusable;
import io.gatehouse.app.workspace.HaltLatch;
import io.gatehouse.app.workspace.PermitFiles;
import io.gatehouse.app.workspace.Workspace;
import io.gatehouse.core.event.EnvironmentEvent;
import io.gatehouse.core.event.EnvironmentEvent.EnvironmentHalted;
import io.gatehouse.core.event.EnvironmentEvent.EnvironmentResumed;
import io.gatehouse.core.event.EnvironmentEvent.PermitRevoked;
import io.gatehouse.core.event.Event;
import io.gatehouse.core.event.GovernanceEvent;
import io.gatehouse.core.event.LogEvent;
import io.gatehouse.core.event.LogEvent.LineAppended;
import io.gatehouse.core.event.PromotionEvent;
import io.gatehouse.core.event.PromotionEvent.EntryProposed;
import io.gatehouse.core.event.PromotionEvent.PromotionEnded;
import io.gatehouse.core.event.PromotionEvent.StepAccepted;
import io.gatehouse.core.id.LogName;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.state.InstallationView;
import io.gatehouse.core.state.PromotionState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What follows outside of the journal once a group is durable, in this order: the latch of a halt
 * and what is taken back, decision-log lines, signed checklists, permit files; and manifests of
 * evidence, a convenience that nothing rests on. Every other effect is one that a restart
 * completes.
 */
final class Effects {

    private final DecisionLogs logs;
    private final Manifests manifests;
    private final PermitFiles permits;
    private final HaltLatch latch;
    private final ChecklistKeeper checklists;

    Effects(Workspace workspace, DecisionLogs logs) {
        this.logs = logs;
        this.manifests = new Manifests(new EvidenceArchive(workspace));
        this.permits = new PermitFiles(workspace);
        this.latch = new HaltLatch(workspace);
        this.checklists = new ChecklistKeeper(workspace);
    }

    /**
     * @param latches those that were down when the group was decided
     */
    void carryOut(List<Event> group, InstallationView state, List<Path> latches)
            throws IOException {
        boolean environment = false;
        for (Event event : group) {
            if (event instanceof EnvironmentHalted && !latch.isDown()) {
                try {
                    permits.removeAll();
                } finally {
                    latch.drop();
                }
            }
            if (event instanceof PermitRevoked revoked) {
                takeBack(revoked, state);
            }
            environment |= event instanceof EnvironmentEvent;
        }
        if (environment && !PermitFiles.isPermitted(state.environment())) {
            // before anything that can fail: a log that cannot be written leaves no permit behind
            permits.removeAll();
        }
        for (Event event : group) {
            if (event instanceof LineAppended line) {
                logs.append(line);
            }
            if (event instanceof StepAccepted accepted) {
                archiveChecklists(state, accepted.promotion());
            }
            if (event instanceof EnvironmentResumed) {
                latch.lift(latches);
            }
        }
        if (environment) {
            permits.reconcile(state.environment());
        }
    }

    /**
     * Ahead of everything that could fail, and in two ways, of which one suffices: a disk that
     * refuses a line of a log or one of the two must not leave a holder what the journal took back.
     */
    private void takeBack(PermitRevoked revoked, InstallationView state) throws IOException {
        try {
            permits.revoke(revoked.permit(), revoked.at());
        } finally {
            if (state.environment().permit().filter(p -> p.revoked().isEmpty()).isEmpty()) {
                permits.removeAll();
            }
        }
    }

    /**
     * When the journal did not take the group: whether it is on the disk nobody knows, and nothing
     * of it is promised. But what it takes back is taken from holders as far as the disk lets us,
     * or a disk that fails at the moment of a demotion would keep them running.
     */
    void abandon(List<Event> group) {
        boolean halts = group.stream().anyMatch(EnvironmentHalted.class::isInstance);
        if (halts || group.stream().anyMatch(PermitRevoked.class::isInstance)) {
            try {
                try {
                    permits.removeAll();
                } finally {
                    if (halts && !latch.isDown()) {
                        latch.drop();
                    }
                }
            } catch (IOException e) {
                // the caller is told that nothing was acknowledged; a latch can still be dropped
                return;
            }
        }
    }

    /**
     * Whether what follows from a group must be done before the next command is decided, because
     * that may look at it: decision logs, permits, latches, keys, archived checklists.
     */
    static boolean areAwaited(List<Event> group, InstallationView state) {
        return group.stream()
                .anyMatch(
                        event ->
                                event instanceof LogEvent
                                        || event instanceof EnvironmentEvent
                                        || event instanceof GovernanceEvent
                                        || (event instanceof StepAccepted accepted
                                                && hasChecklists(state, accepted.promotion())));
    }

    private static boolean hasChecklists(InstallationView state, PromotionId id) {
        return state.promotion(id)
                .flatMap(promotion -> state.definition(promotion.definition()))
                .filter(ChecklistKeeper::hasChecklists)
                .isPresent();
    }

    /**
     * The manifest that a group calls for, to be written when the group is durable: of the evidence
     * that was proposed, or that stood when the promotion ended.
     */
    Committed.Aftermath manifest(List<Event> group, InstallationView state, long seq) {
        Optional<PromotionState> promotion =
                group.stream()
                        .filter(e -> e instanceof EntryProposed || e instanceof PromotionEnded)
                        .findFirst()
                        .flatMap(e -> state.promotion(((PromotionEvent) e).promotion()));
        return () -> {
            if (promotion.isPresent()) {
                manifests.write(promotion.get(), seq);
            }
        };
    }

    /** A derived copy: damage of it must not stop what follows, a halt least of all. */
    private void archiveChecklists(InstallationView state, PromotionId id) {
        state.promotion(id)
                .ifPresent(
                        promotion -> {
                            try {
                                checklists.keep(state, promotion);
                            } catch (IOException e) {
                                // fsck names what is missing or changed, and a start tries again
                                return;
                            }
                        });
    }

    /** After a start: what a crash left undone is done now. */
    void reconcile(InstallationView state, SortedMap<LogName, List<LineAppended>> lines)
            throws IOException, JournalUnusable {
        latch.stock();
        if (state.environment().isHalted() && !latch.isDown()) {
            latch.drop();
        }
        for (LogName log : lines.keySet()) {
            logs.complete(log, lines.get(log));
        }
        if (latch.isDown()) {
            permits.removeAll();
        } else {
            permits.reconcile(state.environment());
        }
        checklists.reconcile(state);
    }

    /** Nothing can be put on record any more: permits go, and the latch says so to every holder. */
    void stopEverything() throws IOException {
        permits.removeAll();
        if (!latch.isDown()) {
            latch.drop();
        }
    }

    List<Path> latches() throws IOException {
        return latch.latches();
    }
}
