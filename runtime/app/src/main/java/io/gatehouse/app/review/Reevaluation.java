package io.gatehouse.app.review;

import io.gatehouse.core.decide.RuleEvaluator;
import io.gatehouse.core.decide.RuleEvaluator.Evaluation;
import io.gatehouse.core.definition.GateDefinition;
import io.gatehouse.core.definition.StepDefinition;
import io.gatehouse.core.evidence.Snapshot;
import io.gatehouse.core.rule.RecordedMacs;
import io.gatehouse.core.rule.RuleBook;
import io.gatehouse.core.rule.RuleResult;
import io.gatehouse.core.state.InstallationView;
import io.gatehouse.core.state.PromotionState;
import java.util.List;

/**
 * How the rules of a step are run again. A rule that once had an answer which only a secret gives
 * is given the recorded one.
 */
public interface Reevaluation {

    /**
     * Runs the rules of one step.
     *
     * @param recorded what the verdict recorded of all rules: answers to be given again stand there
     */
    Evaluation evaluate(
            GateDefinition gate,
            StepDefinition step,
            PromotionState promotion,
            InstallationView state,
            Snapshot snapshot,
            List<RuleResult> recorded);

    /** Runs the rules that have to hold on while the environment is active. */
    Evaluation standing(
            GateDefinition gate,
            PromotionState promotion,
            InstallationView state,
            Snapshot snapshot,
            List<RuleResult> recorded);

    /** With the rules of this build, and what was answered then about message codes. */
    static Reevaluation of(RuleBook rules) {
        return new Reevaluation() {
            @Override
            public Evaluation evaluate(
                    GateDefinition gate,
                    StepDefinition step,
                    PromotionState promotion,
                    InstallationView state,
                    Snapshot snapshot,
                    List<RuleResult> recorded) {
                return new RuleEvaluator(rules, answers(recorded))
                        .evaluate(gate, step, promotion, state, snapshot);
            }

            @Override
            public Evaluation standing(
                    GateDefinition gate,
                    PromotionState promotion,
                    InstallationView state,
                    Snapshot snapshot,
                    List<RuleResult> recorded) {
                return new RuleEvaluator(rules, answers(recorded))
                        .standing(gate, promotion, state, snapshot);
            }
        };
    }

    private static RecordedMacs answers(List<RuleResult> recorded) {
        return new RecordedMacs(recorded.stream().flatMap(r -> r.macs().stream()).toList());
    }
}
