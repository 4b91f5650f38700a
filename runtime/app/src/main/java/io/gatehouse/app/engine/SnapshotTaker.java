package io.gatehouse.app.engine;

import io.gatehouse.app.evidence.ReadEvidence;
import io.gatehouse.app.evidence.Sight;
import io.gatehouse.app.port.DecisionLogs;
import io.gatehouse.core.command.Command;
import io.gatehouse.core.command.Command.Activate;
import io.gatehouse.core.command.Command.AppendFact;
import io.gatehouse.core.command.Command.AssessStep;
import io.gatehouse.core.command.Command.GrantPromotion;
import io.gatehouse.core.command.Command.OnPromotion;
import io.gatehouse.core.command.Command.Propose;
import io.gatehouse.core.command.Command.RenewPermit;
import io.gatehouse.core.command.Command.Resume;
import io.gatehouse.core.command.Command.Reverify;
import io.gatehouse.core.command.Command.Seal;
import io.gatehouse.core.command.Command.SupersedeLine;
import io.gatehouse.core.definition.Environment;
import io.gatehouse.core.definition.GateDefinition;
import io.gatehouse.core.definition.StepDefinition;
import io.gatehouse.core.evidence.Footing;
import io.gatehouse.core.evidence.JournalPosition;
import io.gatehouse.core.evidence.LogFact;
import io.gatehouse.core.evidence.Observation;
import io.gatehouse.core.evidence.Snapshot;
import io.gatehouse.core.id.LogName;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.id.StepId;
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
import java.util.function.BiPredicate;

/**
 * Freezes what a decision may look at. Evidence is digested again from its bytes, decision logs are
 * verified again, for every command whose answer depends on them.
 */
public final class SnapshotTaker {

    private final Sight sight;
    private final BiFunction<LogName, InstallationView, LogFact> logs;
    private final BiFunction<LogName, InstallationView, LogFact> watched;
    private final BiPredicate<GateDefinition, StepDefinition> beyond;

    public SnapshotTaker(Sight sight, DecisionLogs logs) {
        this(sight, logs, (gate, step) -> true);
    }

    /**
     * @param beyond whether rules of a step may look at evidence of other steps; where none does,
     *     that evidence is not read to assess the step
     */
    SnapshotTaker(
            Sight sight, DecisionLogs logs, BiPredicate<GateDefinition, StepDefinition> beyond) {
        this.sight = sight;
        this.logs = logs::verify;
        this.watched = logs::watch;
        this.beyond = beyond;
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
        this.beyond = (gate, step) -> true;
    }

    /**
     * @param now the wall clock as it is; whether it went backwards is for the decision to judge
     */
    public Snapshot take(
            InstallationView state, Command command, Instant now, JournalPosition position) {
        return take(state, command, now, position, Look.NONE);
    }

    /**
     * @param look evidence that was looked at for this very command, if it still is the promotion's
     */
    Snapshot take(
            InstallationView state,
            Command command,
            Instant now,
            JournalPosition position,
            Look look) {
        if (command instanceof Resume resume) {
            return ofEnvironment(state, resume.to(), now, position);
        }
        if (command instanceof Reverify) {
            return ofGrants(state, now, position);
        }
        if (command instanceof RenewPermit) {
            return ofEnvironment(state, state.environment().current(), now, position);
        }
        if (judgesLogs(command)) {
            return new Snapshot(now, List.of(), logs(state), new TreeMap<>(), position);
        }
        Optional<PromotionId> about = judgedEvidence(command);
        if (about.isEmpty()) {
            return Snapshot.bare(now, position);
        }
        Optional<PromotionState> promotion = state.promotion(about.get());
        List<Observation> seen =
                promotion.filter(look::isOf).isPresent()
                        ? look.observations()
                        : promotion.stream()
                                .map(p -> look(command, p, state.definition(p.definition())))
                                .flatMap(judged -> judged.observations().stream())
                                .toList();
        return new Snapshot(now, seen, logs(state), admitted(state), position);
    }

    /** Looks at what a command will judge; needs no lock. */
    Look look(Command command, PromotionState promotion, Optional<GateDefinition> gate) {
        return look(command, promotion, gate, new ReadEvidence());
    }

    /**
     * The same.
     *
     * @param read what the command's own intake has just read
     */
    Look look(
            Command command,
            PromotionState promotion,
            Optional<GateDefinition> gate,
            ReadEvidence read) {
        Optional<StepId> alone =
                command instanceof AssessStep assess
                        ? gate.flatMap(g -> alone(g, assess.step()))
                        : Optional.empty();
        return new Look(
                Optional.of(promotion),
                promotion.evidence().values().stream()
                        .filter(item -> alone.filter(s -> !s.equals(item.step())).isEmpty())
                        .map(item -> read.of(item).orElseGet(() -> sight.recorded(promotion, item)))
                        .toList());
    }

    /** The step, if its rules are shown no evidence but its own. */
    private Optional<StepId> alone(GateDefinition gate, StepId step) {
        return gate.step(step).filter(s -> !beyond.test(gate, s)).map(StepDefinition::id);
    }

    /** All that the rules of a promotion may look at, as it is now. */
    public Snapshot ofPromotion(
            InstallationView state, PromotionId id, Instant now, JournalPosition position) {
        return new Snapshot(
                now, observations(state.promotion(id)), logs(state), admitted(state), position);
    }

    private List<Observation> observations(Optional<PromotionState> promotion) {
        return promotion.stream()
                .flatMap(p -> p.evidence().values().stream().map(item -> sight.recorded(p, item)))
                .toList();
    }

    /** What else a person or the engine says of a promotion is judged by the state alone. */
    static Optional<PromotionId> judgedEvidence(Command command) {
        return command instanceof AssessStep
                        || command instanceof Propose
                        || command instanceof Seal
                ? Optional.of(((OnPromotion) command).promotion())
                : Optional.empty();
    }

    private static boolean judgesLogs(Command command) {
        return command instanceof Activate
                || command instanceof GrantPromotion
                || command instanceof AppendFact
                || command instanceof SupersedeLine;
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
