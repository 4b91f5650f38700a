package io.gatehouse.core.rule;

import io.gatehouse.core.definition.GateDefinition;
import io.gatehouse.core.definition.RuleReference;
import io.gatehouse.core.definition.StepDefinition;
import io.gatehouse.core.id.RuleId;
import java.util.List;

/**
 * One check: a pure function of a frozen snapshot.
 *
 * <p>A rule reads no clock, file, network or environment; what it needs is in the context. It
 * reports every fault that it sees, not only the first, and returns ERROR when it cannot decide. A
 * rule that throws is a bug; the evaluator turns the exception into ERROR. Implementations are
 * stateless and thread-safe.
 */
public interface Rule {

    RuleId id();

    /** Raised whenever the answers could change; recorded with each verdict. */
    int version();

    /** What the rule demands, in one sentence; shown by {@code gatehouse explain}. */
    String summary();

    /**
     * Whether a definition may mark it waivable; never signatures, digests, separation or lineage.
     */
    boolean waivable();

    /**
     * Whether a definition may have it hold on while the environment is active: its answer can
     * change with time alone, and it needs nothing but archived bytes and the state.
     */
    default boolean canStand() {
        return false;
    }

    /**
     * Whether its answer about a step may rest on evidence of other steps. A rule that says no is
     * shown the step's own evidence alone, wherever it is asked, and other evidence need not be
     * read for it.
     */
    default boolean looksBeyond(GateDefinition gate, StepDefinition step) {
        return true;
    }

    /**
     * Faults of a reference to this rule in a definition: unknown or missing parameters, artefacts
     * that the step does not have. Run by the linter; empty when there are none.
     */
    List<String> lint(RuleReference reference, StepDefinition step);

    /** The answer. */
    RuleResult evaluate(RuleContext context);
}
