package io.gatehouse.core.decide;

import io.gatehouse.core.definition.Acceptance;
import io.gatehouse.core.definition.AnyOf;
import io.gatehouse.core.definition.GateDefinition;
import io.gatehouse.core.definition.RuleReference;
import io.gatehouse.core.definition.StepDefinition;
import io.gatehouse.core.evidence.Snapshot;
import io.gatehouse.core.port.MacVerifier;
import io.gatehouse.core.rule.Finding;
import io.gatehouse.core.rule.Rule;
import io.gatehouse.core.rule.RuleBook;
import io.gatehouse.core.rule.RuleContext;
import io.gatehouse.core.rule.RuleResult;
import io.gatehouse.core.rule.Verdict;
import io.gatehouse.core.state.InstallationView;
import io.gatehouse.core.state.PromotionState;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs a definition's rules over a frozen snapshot: all of them, always, so that people see every
 * fault at once. Pure.
 */
public final class RuleEvaluator {

    private final RuleBook rules;
    private final MacVerifier macs;

    /**
     * @param macs answers questions about message authentication codes; {@link
     *     io.gatehouse.core.rule.RecordedMacs} to run a recorded verdict again without secrets
     */
    public RuleEvaluator(RuleBook rules, MacVerifier macs) {
        this.rules = rules;
        this.macs = macs;
    }

    /**
     * What the rules of one acceptance said.
     *
     * @param results of every rule that ran, in definition order, alternatives included
     * @param findings what stands against the acceptance; empty exactly when it is met
     * @param undecided whether one of the findings is that of a rule that could not decide
     */
    public record Evaluation(List<RuleResult> results, List<Finding> findings, boolean undecided) {

        public Evaluation {
            results = List.copyOf(results);
            findings = List.copyOf(findings);
        }

        /** PASS when nothing stands against it; ERROR when something could not be decided. */
        public Verdict verdict() {
            // No rule at all checked nothing, which is not the same as nothing being wrong.
            if (undecided || results.isEmpty()) {
                return Verdict.ERROR;
            }
            return findings.isEmpty() ? Verdict.PASS : Verdict.FAIL;
        }

        /** Whether only persons' acts are missing. */
        public boolean isPending() {
            return verdict() == Verdict.FAIL && findings.stream().allMatch(Finding::pending);
        }

        /** Both, one after the other. */
        public Evaluation and(Evaluation other) {
            List<RuleResult> all = new ArrayList<>(results);
            all.addAll(other.results);
            List<Finding> against = new ArrayList<>(findings);
            against.addAll(other.findings);
            return new Evaluation(all, against, undecided || other.undecided);
        }
    }

    /** What one rule, or one group of alternatives, has against the acceptance. */
    private record Objection(List<Finding> findings, boolean undecided) {
        private static final Objection NONE = new Objection(List.of(), false);
    }

    /**
     * Whether a rule of the step may look at evidence of other steps; one that this build does not
     * know is taken for one that may.
     */
    public boolean looksBeyond(GateDefinition gate, StepDefinition step) {
        return step.rules()
                .anyMatch(
                        reference ->
                                rules.find(reference.rule())
                                        .filter(rule -> !rule.looksBeyond(gate, step))
                                        .isEmpty());
    }

    /**
     * What the rules of a step are shown: where none says that it looks beyond the step, none can,
     * so that an answer does not depend on what else was read for the command.
     */
    private Snapshot shown(GateDefinition gate, StepDefinition step, Snapshot snapshot) {
        boolean own =
                snapshot.observations().stream().allMatch(o -> o.item().step().equals(step.id()));
        return own || looksBeyond(gate, step)
                ? snapshot
                : snapshot.with(
                        snapshot.observations().stream()
                                .filter(o -> o.item().step().equals(step.id()))
                                .toList());
    }

    /** The acceptance of one step, or of the decision. */
    public Evaluation evaluate(
            GateDefinition gate,
            StepDefinition step,
            PromotionState promotion,
            InstallationView state,
            Snapshot snapshot) {
        List<RuleResult> results = new ArrayList<>();
        List<Finding> against = new ArrayList<>();
        boolean undecided = false;
        Frame frame = new Frame(gate, step, promotion, state, shown(gate, step, snapshot), results);
        for (Acceptance clause : step.accept()) {
            Objection objection =
                    clause instanceof AnyOf group
                            ? alternatives(group, frame)
                            : run((RuleReference) clause, frame);
            against.addAll(objection.findings());
            undecided |= objection.undecided();
        }
        return new Evaluation(results, against, undecided);
    }

    /**
     * What has to hold on while the environment is active: the rules that the definition marks so,
     * with the parameters that it gives for that, and every rule that persons waived, since an
     * exception ends when they said it would. Empty results are no fault here.
     */
    public Evaluation standing(
            GateDefinition gate,
            PromotionState promotion,
            InstallationView state,
            Snapshot snapshot) {
        List<RuleResult> results = new ArrayList<>();
        List<Finding> against = new ArrayList<>();
        boolean undecided = false;
        for (StepDefinition step : gate.steps()) {
            Frame frame =
                    new Frame(gate, step, promotion, state, shown(gate, step, snapshot), results);
            for (Acceptance clause : step.accept()) {
                Objection objection = standing(clause, frame);
                against.addAll(objection.findings());
                undecided |= objection.undecided();
            }
        }
        return new Evaluation(results, against, undecided);
    }

    private Objection standing(Acceptance clause, Frame frame) {
        if (clause instanceof AnyOf group) {
            boolean waived =
                    group.alternatives().stream()
                            .flatMap(List::stream)
                            .anyMatch(reference -> wasWaived(reference, frame));
            return waived ? alternatives(group, frame) : Objection.NONE;
        }
        RuleReference reference = (RuleReference) clause;
        if (reference.whileActive().isPresent()) {
            return run(reference.whileActive().get(), frame);
        }
        return wasWaived(reference, frame) ? run(reference, frame) : Objection.NONE;
    }

    private static boolean wasWaived(RuleReference reference, Frame frame) {
        return reference.waivable()
                && frame.promotion().waivers().stream()
                        .anyMatch(
                                waiver ->
                                        waiver.step().equals(frame.step().id())
                                                && waiver.rule().equals(reference.rule()));
    }

    /** One rule's answer, with whatever it finds; no waiver is looked at. */
    RuleResult ask(
            GateDefinition gate,
            StepDefinition step,
            RuleReference reference,
            PromotionState promotion,
            InstallationView state,
            Snapshot snapshot) {
        return guarded(
                reference,
                new RuleContext(
                        gate,
                        step,
                        reference,
                        promotion,
                        state,
                        shown(gate, step, snapshot),
                        new MacRecorder(macs)));
    }

    private record Frame(
            GateDefinition gate,
            StepDefinition step,
            PromotionState promotion,
            InstallationView state,
            Snapshot snapshot,
            List<RuleResult> results) {}

    private Objection alternatives(AnyOf group, Frame frame) {
        List<Finding> all = new ArrayList<>();
        boolean met = false;
        boolean undecided = false;
        for (List<RuleReference> alternative : group.alternatives()) {
            List<Finding> ofThis = new ArrayList<>();
            for (RuleReference reference : alternative) {
                Objection objection = run(reference, frame);
                ofThis.addAll(objection.findings());
                undecided |= objection.undecided();
            }
            met |= ofThis.isEmpty();
            all.addAll(ofThis);
        }
        return met ? Objection.NONE : new Objection(all, undecided);
    }

    /** Runs one rule and says what stands against it; nothing when it is satisfied or waived. */
    private Objection run(RuleReference reference, Frame frame) {
        StepDefinition step = frame.step();
        MacRecorder recorder = new MacRecorder(macs);
        RuleContext context =
                new RuleContext(
                        frame.gate(),
                        step,
                        reference,
                        frame.promotion(),
                        frame.state(),
                        frame.snapshot(),
                        recorder);
        RuleResult result = guarded(reference, context).withMacs(recorder.records());
        frame.results().add(result);
        if (isSatisfied(reference, result)
                || (result.verdict() == Verdict.FAIL
                        && isWaived(reference, step, frame.promotion(), context))) {
            return Objection.NONE;
        }
        List<Finding> findings =
                result.findings().stream()
                        .map(f -> f.clause().isEmpty() ? f.at(step.source()) : f)
                        .map(f -> isMissingAttachment(step, f) ? f.asPending() : f)
                        .toList();
        return new Objection(findings, result.verdict() == Verdict.ERROR);
    }

    private static boolean isSatisfied(RuleReference reference, RuleResult result) {
        return switch (result.verdict()) {
            case PASS -> true;
            case NOT_APPLICABLE -> reference.mayNotApply();
            case FAIL, ERROR -> false;
        };
    }

    /** A step that persons carry out by hand waits for their files instead of failing. */
    private static boolean isMissingAttachment(StepDefinition step, Finding finding) {
        return step.action().isEmpty()
                && finding.rule().value().equals("artefact-present")
                && finding.code().equals("missing");
    }

    /**
     * Whether two persons let a known fault stand. Asked for a fault alone: what could not be
     * decided is known to nobody, and a waiver would open the gate to whatever makes a rule err.
     */
    private boolean isWaived(
            RuleReference reference,
            StepDefinition step,
            PromotionState promotion,
            RuleContext context) {
        // Both must allow it: the definition's mark and the rule itself.
        boolean allowed =
                reference.waivable()
                        && rules.find(reference.rule()).filter(Rule::waivable).isPresent();
        return allowed
                && promotion.waivers().stream()
                        .anyMatch(
                                waiver ->
                                        waiver.step().equals(step.id())
                                                && waiver.rule().equals(reference.rule())
                                                && waiver.isInForceAt(
                                                        context.installation().governance(),
                                                        context.asOf()));
    }

    /** No exception crosses a rule: one that throws could not decide. */
    private RuleResult guarded(RuleReference reference, RuleContext context) {
        Rule rule = rules.find(reference.rule()).orElse(null);
        if (rule == null) {
            return error(reference, 0, "unknown-rule", "a rule of this build", "none of that id");
        }
        try {
            RuleResult result = rule.evaluate(context);
            return result.rule().equals(reference.rule())
                    ? result
                    : error(
                            reference,
                            rule.version(),
                            "rule-failed",
                            "its own result",
                            "another's");
        } catch (RuntimeException | StackOverflowError e) {
            return error(
                    reference,
                    rule.version(),
                    "rule-failed",
                    "an answer",
                    e.getClass().getSimpleName());
        }
    }

    private static RuleResult error(
            RuleReference reference, int version, String code, String expected, String observed) {
        Finding finding =
                Finding.of(
                        "engine-rule",
                        code,
                        reference.rule().value(),
                        expected,
                        observed,
                        "this is a fault of the definition or of the program; nothing passes meanwhile");
        return new RuleResult(
                reference.rule(), version, Verdict.ERROR, List.of(finding), List.of());
    }
}
