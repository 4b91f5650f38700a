package io.gatehouse.app.engine;

import io.gatehouse.app.evidence.Sight;
import io.gatehouse.app.port.DecisionLogs;
import io.gatehouse.core.command.Command;
import io.gatehouse.core.command.Command.Activate;
import io.gatehouse.core.command.Command.AppendFact;
import io.gatehouse.core.command.Command.Approve;
import io.gatehouse.core.command.Command.AssessStep;
import io.gatehouse.core.command.Command.GrantPromotion;
import io.gatehouse.core.command.Command.OnPromotion;
import io.gatehouse.core.command.Command.OpenPromotion;
import io.gatehouse.core.command.Command.Propose;
import io.gatehouse.core.command.Command.RenewPermit;
import io.gatehouse.core.command.Command.Resume;
import io.gatehouse.core.command.Command.Reverify;
import io.gatehouse.core.command.Command.Seal;
import io.gatehouse.core.command.Command.SignOffStep;
import io.gatehouse.core.command.Command.SupersedeLine;
import io.gatehouse.core.definition.Environment;
import io.gatehouse.core.definition.GateDefinition;
import io.gatehouse.core.evidence.Footing;
import io.gatehouse.core.evidence.JournalPosition;
import io.gatehouse.core.evidence.LogFact;
import io.gatehouse.core.evidence.Observation;
import io.gatehouse.core.evidence.Snapshot;
import io.gatehouse.core.id.LogName;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.state.GrantRecord;
import io.gatehouse.core.state.InstallationView;
import io.gatehouse.core.state.PromotionState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;

/**
 * Freezes what a decision may look at. Evidence is digested again from its bytes, decision logs are
 * verified again, for every command whose answer depends on them.
 */
public final class SnapshotTaker {

    private final Sight sight;
    private final BiFunction<LogName, InstallationView, LogFact> logs;
    private final BiFunction<LogName, InstallationView, LogFact> watched;

    public SnapshotTaker(Sight sight, DecisionLogs logs) {
        this.sight = sight;
        this.logs = logs::verify;
        this.watched = logs::watch;
    }

    /**
     * For looking back: evidence and logs as somebody else tells them.
     *
     * @param logs what the strict verification of a log says
     */
    public SnapshotTaker(Sight sight, BiFunction<LogName, InstallationView, LogFact> logs) {
        this.sight = sight;
        this.logs = logs;
        this.watched = logs;
    }

    /**
     * @param now the wall clock as it is; whether it went backwards is for the decision to judge
     */
    public Snapshot take(
            InstallationView state, Command command, Instant now, JournalPosition position) {
        if (command instanceof Resume resume) {
            return ofEnvironment(state, resume.to(), now, position);
        }
        if (command instanceof Reverify) {
            return ofGrants(state, now, position);
        }
        if (command instanceof RenewPermit) {
            return ofEnvironment(state, state.environment().current(), now, position);
        }
        if (command instanceof OpenPromotion
                || command instanceof AppendFact
                || command instanceof SupersedeLine) {
            return new Snapshot(now, List.of(), logs(state), new TreeMap<>(), position);
        }
        if (!judgesEvidence(command)) {
            return Snapshot.bare(now, position);
        }
        return ofPromotion(state, ((OnPromotion) command).promotion(), now, position);
    }

    /** All that the rules of a promotion may look at, as it is now. */
    public Snapshot ofPromotion(
            InstallationView state, PromotionId id, Instant now, JournalPosition position) {
        List<Observation> observations =
                state.promotion(id).stream()
                        .flatMap(
                                p ->
                                        p.evidence().values().stream()
                                                .map(item -> sight.recorded(p, item)))
                        .toList();
        return new Snapshot(now, observations, logs(state), admitted(state), position);
    }

    private static boolean judgesEvidence(Command command) {
        return command instanceof AssessStep
                || command instanceof SignOffStep
                || command instanceof Propose
                || command instanceof Approve
                || command instanceof Seal
                || command instanceof Activate
                || command instanceof GrantPromotion;
    }

    /** What every granted environment rests upon, and the configuration of the one in force. */
    private Snapshot ofGrants(InstallationView state, Instant now, JournalPosition position) {
        TreeMap<Environment, List<Observation>> evidence = new TreeMap<>();
        state.environment()
                .grants()
                .forEach(
                        (environment, grant) ->
                                evidence.put(environment, archived(state, Optional.of(grant))));
        Optional<GrantRecord> current =
                Optional.ofNullable(
                        state.environment().grants().get(state.environment().current()));
        Optional<Observation> configuration =
                current.flatMap(
                        grant ->
                                state.promotion(grant.promotion())
                                        .flatMap(
                                                p ->
                                                        grant.configurationItem()
                                                                .flatMap(p::evidence)
                                                                .map(i -> sight.recorded(p, i))));
        return new Snapshot(
                now,
                List.of(),
                logs(state, watched),
                admitted(state),
                position,
                new Footing(evidence, configuration));
    }

    private List<Observation> archived(InstallationView state, Optional<GrantRecord> grant) {
        return grant.flatMap(g -> state.promotion(g.promotion())).stream()
                .flatMap(p -> p.evidence().values().stream().map(i -> sight.archived(p, i)))
                .toList();
    }

    /** What an environment was granted upon, from the archive, verified anew. */
    private Snapshot ofEnvironment(
            InstallationView state,
            Environment environment,
            Instant now,
            JournalPosition position) {
        List<Observation> observations =
                archived(state, Optional.ofNullable(state.environment().grants().get(environment)));
        return new Snapshot(now, observations, logs(state), admitted(state), position);
    }

    private List<LogFact> logs(InstallationView state) {
        return logs(state, logs);
    }

    private static List<LogFact> logs(
            InstallationView state, BiFunction<LogName, InstallationView, LogFact> logs) {
        TreeSet<LogName> names = new TreeSet<>();
        for (io.gatehouse.core.id.GateId gate : state.governance().gates().keySet()) {
            state.gate(gate).map(GateDefinition::log).ifPresent(names::add);
        }
        return names.stream()
                .filter(name -> state.log(name).length() > 0)
                .map(name -> logs.apply(name, state))
                .toList();
    }

    private SortedMap<Environment, Observation> admitted(InstallationView state) {
        TreeMap<Environment, Observation> admitted = new TreeMap<>();
        state.environment()
                .grants()
                .forEach(
                        (environment, grant) ->
                                configuration(state, grant)
                                        .ifPresent(o -> admitted.put(environment, o)));
        return admitted;
    }

    private Optional<Observation> configuration(InstallationView state, GrantRecord grant) {
        Optional<PromotionState> promotion = state.promotion(grant.promotion());
        return promotion.flatMap(
                p ->
                        grant.configurationItem()
                                .flatMap(p::evidence)
                                .map(item -> sight.archived(p, item)));
    }
}
