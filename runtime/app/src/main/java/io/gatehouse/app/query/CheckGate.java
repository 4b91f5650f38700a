package io.gatehouse.app.query;

import io.gatehouse.app.engine.SnapshotTaker;
import io.gatehouse.app.evidence.Observer;
import io.gatehouse.app.history.DecisionLogFiles;
import io.gatehouse.audit.key.EvidenceMacs;
import io.gatehouse.core.decide.RuleEvaluator;
import io.gatehouse.core.decide.RuleEvaluator.Evaluation;
import io.gatehouse.core.definition.GateDefinition;
import io.gatehouse.core.definition.StepDefinition;
import io.gatehouse.core.evidence.Snapshot;
import io.gatehouse.core.id.StepId;
import io.gatehouse.core.rule.RuleBook;
import io.gatehouse.core.rule.Verdict;
import io.gatehouse.core.state.PromotionState;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Runs all rules of a promotion's gate as they would be run now, and changes nothing. */
public final class CheckGate {

    private final RuleBook rules;
    private final InstantSource clock;

    public CheckGate(RuleBook rules, InstantSource clock) {
        this.rules = rules;
        this.clock = clock;
    }

    /** What one step's rules said; the decision stands last. */
    public record StepCheck(StepId step, Evaluation evaluation) {}

    /** What all rules said, in the order of the definition. */
    public record Report(GateDefinition gate, List<StepCheck> steps) {
        public Report {
            steps = List.copyOf(steps);
        }

        public Verdict verdict() {
            return Verdict.worst(steps.stream().map(s -> s.evaluation().verdict()).toList());
        }

        /** Whether nothing but persons' acts is missing. */
        public boolean isPending() {
            return verdict() == Verdict.FAIL
                    && steps.stream()
                            .map(StepCheck::evaluation)
                            .allMatch(e -> e.verdict() == Verdict.PASS || e.isPending());
        }
    }

    public Report run(ReadOnlyInstallation installation, PromotionState promotion) {
        GateDefinition gate = installation.state().definition(promotion.definition()).orElseThrow();
        DecisionLogFiles logs =
                new DecisionLogFiles(
                        installation.workspace(),
                        installation.keys(),
                        installation.people(),
                        clock);
        installation.lines().forEach(logs::remember);
        Snapshot snapshot =
                new SnapshotTaker(new Observer(installation.workspace()), logs)
                        .ofPromotion(
                                installation.state(),
                                promotion.id(),
                                clock.instant(),
                                installation.position());
        RuleEvaluator evaluator = new RuleEvaluator(rules, new EvidenceMacs(installation.keys()));
        List<StepCheck> steps = new ArrayList<>();
        for (StepDefinition step : gate.steps()) {
            steps.add(check(evaluator, installation, promotion, gate, step, snapshot));
        }
        steps.add(check(evaluator, installation, promotion, gate, gate.decision(), snapshot));
        return new Report(gate, steps);
    }

    private static StepCheck check(
            RuleEvaluator evaluator,
            ReadOnlyInstallation installation,
            PromotionState promotion,
            GateDefinition gate,
            StepDefinition step,
            Snapshot snapshot) {
        return new StepCheck(
                step.id(),
                evaluator.evaluate(gate, step, promotion, installation.state(), snapshot));
    }
}
