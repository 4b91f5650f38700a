package io.gatehouse.app.review;

import io.gatehouse.app.engine.SnapshotTaker;
import io.gatehouse.app.history.ArchiveWitness;
import io.gatehouse.app.history.EngineKeys;
import io.gatehouse.app.history.KnownPeople;
import io.gatehouse.app.history.SegmentJournals;
import io.gatehouse.audit.journal.JournalFaultException;
import io.gatehouse.audit.journal.JournalGroup;
import io.gatehouse.audit.journal.JournalReader;
import io.gatehouse.audit.replay.Replayer;
import io.gatehouse.core.decide.RuleEvaluator.Evaluation;
import io.gatehouse.core.definition.GateDefinition;
import io.gatehouse.core.definition.StepDefinition;
import io.gatehouse.core.event.EnvironmentEvent.EnvironmentReverified;
import io.gatehouse.core.event.EnvironmentEvent.StandingAnswers;
import io.gatehouse.core.event.Event;
import io.gatehouse.core.event.EventCodec;
import io.gatehouse.core.event.GovernanceEvent;
import io.gatehouse.core.event.LogEvent.LineAppended;
import io.gatehouse.core.event.PromotionEvent.Assessed;
import io.gatehouse.core.evidence.JournalPosition;
import io.gatehouse.core.evidence.Snapshot;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.id.StepId;
import io.gatehouse.core.port.Journal.Draft;
import io.gatehouse.core.port.Journal.Recorded;
import io.gatehouse.core.rule.Finding;
import io.gatehouse.core.rule.RuleBook;
import io.gatehouse.core.rule.RuleResult;
import io.gatehouse.core.rule.Verdict;
import io.gatehouse.core.state.InstallationState;
import io.gatehouse.core.state.PromotionState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Replay R2: every recorded verdict is run again, from archived bytes, at its own time, with the
 * definition of its promotion and the state before its command, by the rules of this build.
 *
 * <p>Replay R1 runs beneath it: the state that the rules see is one that the recorded digests
 * confirm. The present files of the workspace are never looked at. Memory is that of the state and
 * of one promotion's evidence. One run per object; not thread-safe.
 */
public final class GuardReplay {

    /** Stands in the place of the step for verdicts about an environment in force. */
    static final StepId REVERIFICATION = new StepId("re-verification");

    private final History history;
    private final RuleBook rules;
    private final Reevaluation reevaluation;
    private final Replayer replayer = new Replayer();
    private final KnownPeople people = new KnownPeople();
    private final ArchiveSight sight;
    private final PastLogs logs;
    private final SnapshotTaker snapshots;
    private JournalPosition position = JournalPosition.START;

    public GuardReplay(History history, RuleBook rules, Reevaluation reevaluation) {
        this.history = history;
        this.rules = rules;
        this.reevaluation = reevaluation;
        this.sight = new ArchiveSight(history);
        this.logs =
                new PastLogs(
                        history.keys(),
                        people,
                        new ArchiveWitness(new ArchiveSight(history), replayer.state(), true));
        this.snapshots = new SnapshotTaker(sight, logs::fact);
    }

    /**
     * What R1 said, and how many codes nobody could check here.
     *
     * @param unauthenticated commit records
     * @param codes of decision lines; taken as the engine found them then
     * @param damage what is wrong with the history; the verdicts after it were not reached
     */
    public record Ground(
            long events, long groups, long unauthenticated, long codes, List<Finding> damage) {
        public Ground {
            damage = List.copyOf(damage);
        }
    }

    /**
     * Runs every verdict again.
     *
     * @param only verdicts of this promotion; empty for all
     * @param verdicts is told of each in the order of the history
     */
    public Ground run(Optional<PromotionId> only, Consumer<VerdictReplay> verdicts)
            throws IOException {
        List<Finding> damage = new ArrayList<>();
        long unauthenticated = 0;
        try {
            unauthenticated =
                    new JournalReader(history.journal(), history.commitKeys())
                            .groups(group -> accept(group, only, verdicts))
                            .unauthenticated();
        } catch (JournalFaultException e) {
            damage.add(SegmentJournals.finding(e.fault()));
        }
        replayer.fault().map(SegmentJournals::finding).ifPresent(damage::add);
        return new Ground(
                replayer.events(),
                replayer.groups(),
                unauthenticated,
                logs.withoutSecrets(),
                damage);
    }

    private void accept(
            JournalGroup group, Optional<PromotionId> only, Consumer<VerdictReplay> verdicts) {
        if (replayer.fault().isPresent()) {
            return;
        }
        boolean sealing = isSealing(group);
        List<VerdictReplay> again = new ArrayList<>();
        for (Recorded recorded : group.events()) {
            Draft draft = recorded.draft();
            if (draft.type().equals("ASSESSED")
                    && EventCodec.decode(draft.type(), draft.version(), draft.data())
                            instanceof Assessed assessed
                    && only.filter(id -> !id.equals(assessed.promotion())).isEmpty()) {
                again.add(again(recorded.seq(), assessed, sealing));
            }
            if (draft.type().equals("ENVIRONMENT_REVERIFIED")
                    && EventCodec.decode(draft.type(), draft.version(), draft.data())
                            instanceof EnvironmentReverified reverified) {
                reverified
                        .answers()
                        .filter(a -> only.filter(id -> !id.equals(a.promotion())).isEmpty())
                        .ifPresent(a -> again.add(standing(recorded.seq(), a)));
            }
        }
        replayer.accept(group);
        if (replayer.fault().isPresent()) {
            return;
        }
        again.forEach(verdicts);
        position = group.position();
        learn(group);
    }

    /** What proposes runs the rules of all steps; what seals those of the decision as well. */
    private static boolean isSealing(JournalGroup group) {
        return group.events().stream()
                .map(Recorded::draft)
                .filter(
                        d ->
                                d.type().equals("COMMAND_ADMITTED")
                                        || d.type().equals("COMMAND_REFUSED"))
                .anyMatch(d -> d.data().text("command").filter("SEAL"::equals).isPresent());
    }

    private void learn(JournalGroup group) {
        boolean changed = false;
        for (Recorded recorded : group.events()) {
            Draft draft = recorded.draft();
            Event event = EventCodec.decode(draft.type(), draft.version(), draft.data());
            if (event instanceof LineAppended line) {
                logs.append(line);
            }
            changed |= event instanceof GovernanceEvent;
        }
        if (changed) {
            people.learn(replayer.state().governance());
            EngineKeys.limit(history.keys(), replayer.state().governance());
            logs.lawChanged();
        }
    }

    private VerdictReplay again(long seq, Assessed recorded, boolean sealing) {
        InstallationState state = replayer.state();
        Optional<PromotionState> promotion = state.promotion(recorded.promotion());
        Optional<GateDefinition> gate = promotion.flatMap(p -> state.definition(p.definition()));
        if (gate.isEmpty()) {
            // R1 refuses such a history; until it does, nothing is the same
            return comparison(seq, recorded).unknown("a promotion and its definition", "none");
        }
        sight.forget();
        Snapshot snapshot =
                snapshots.ofPromotion(state, recorded.promotion(), recorded.asOf(), position);
        Evaluation now = new Evaluation(List.of(), List.of(), false);
        for (StepDefinition step : steps(gate.get(), recorded, sealing)) {
            now =
                    now.and(
                            reevaluation.evaluate(
                                    gate.get(),
                                    step,
                                    promotion.get(),
                                    state,
                                    snapshot,
                                    recorded.results()));
        }
        return comparison(seq, recorded).with(now, promotion.get().evidenceRoot());
    }

    /** The rules that had to hold on, as they were asked in that round. */
    private VerdictReplay standing(long seq, StandingAnswers answers) {
        InstallationState state = replayer.state();
        Assessed recorded =
                new Assessed(
                        answers.promotion(),
                        REVERIFICATION,
                        verdict(answers),
                        answers.results(),
                        answers.asOf(),
                        answers.evidenceRoot(),
                        answers.build());
        Optional<PromotionState> promotion = state.promotion(answers.promotion());
        Optional<GateDefinition> gate = promotion.flatMap(p -> state.definition(p.definition()));
        if (gate.isEmpty()) {
            return comparison(seq, recorded).unknown("a promotion and its definition", "none");
        }
        sight.forget();
        Snapshot snapshot =
                snapshots.ofPromotion(state, answers.promotion(), answers.asOf(), position);
        Evaluation now =
                reevaluation.standing(
                        gate.get(), promotion.get(), state, snapshot, answers.results());
        return comparison(seq, recorded).with(now, promotion.get().evidenceRoot());
    }

    /** The gravest of the answers; a waiver may have excused it, which comparing finds out. */
    private static Verdict verdict(StandingAnswers answers) {
        return answers.results().stream()
                .map(RuleResult::verdict)
                .max(Comparator.comparingInt(GuardReplay::gravity))
                .orElse(Verdict.PASS);
    }

    private static int gravity(Verdict verdict) {
        return switch (verdict) {
            case PASS, NOT_APPLICABLE -> 0;
            case FAIL -> 1;
            case ERROR -> 2;
        };
    }

    private Comparison comparison(long seq, Assessed recorded) {
        return new Comparison(seq, recorded, rules, sight, logs);
    }

    private static List<StepDefinition> steps(
            GateDefinition gate, Assessed recorded, boolean sealing) {
        if (!recorded.step().equals(gate.decision().id())) {
            return gate.step(recorded.step()).stream().toList();
        }
        List<StepDefinition> all = new ArrayList<>(gate.steps());
        if (sealing) {
            all.add(gate.decision());
        }
        return all;
    }
}
