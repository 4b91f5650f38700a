package io.gatehouse.app.review;

import io.gatehouse.core.decide.RuleEvaluator;
import io.gatehouse.core.decide.RuleEvaluator.Evaluation;
import io.gatehouse.core.definition.GateDefinition;
import io.gatehouse.core.definition.StepDefinition;
import io.gatehouse.core.evidence.Snapshot;
import io.gatehouse.core.rule.RuleBook;
import io.gatehouse.core.rule.RuleResult;
import io.gatehouse.core.state.InstallationView;
import io.gatehouse.core.state.PromotionState;
import java.util.List;

/**
 * How the rules of a step are run again. A rule that once had an answer which only a secret gives
 * is given the recorded one.
 */
@FunctionalInterface
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

    /** With the rules of this build. */
    static Reevaluation of(RuleBook rules) {
        RuleEvaluator evaluator = new RuleEvaluator(rules);
        return (gate, step, promotion, state, snapshot, recorded) ->
                evaluator.evaluate(gate, step, promotion, state, snapshot);
    }
}
