package io.gatehouse.core.rule;

import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.RuleId;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import java.util.List;

/**
 * The answer of one rule, with what it looked at: enough to run it again from archived bytes.
 *
 * @param version of the rule's logic; raised whenever its answers could change
 * @param items SHA-384 of every piece of evidence that was looked at, in evidence order
 * @param facts what a rule that passes says it found, for the decision entry: {@value #CI}, a list
 *     of {job, commit}, and {@value #DEVICES}, a list of fingerprints; empty where there is nothing
 *     to say
 * @param macs what was asked about message authentication codes and what the answers were, in the
 *     order of asking; the evaluator writes them down, a rule leaves them empty
 */
public record RuleResult(
        RuleId rule,
        int version,
        Verdict verdict,
        List<Finding> findings,
        List<Digest> items,
        JsonObject facts,
        List<MacRecord> macs) {

    /** Most questions about codes that one run of a rule may ask. */
    public static final int MAX_MACS = 1_000;

    private static final int MAX_FACTS = 100_000;
    private static final int MAX_DEPTH = 8;

    /** Name of the fact that lists runs of continuous integration. */
    public static final String CI = "ci";

    /** Name of the fact that lists fingerprints of licensed devices. */
    public static final String DEVICES = "devices";

    public RuleResult {
        findings = List.copyOf(findings);
        items = List.copyOf(items);
        macs = List.copyOf(macs);
        // An answer other than PASS without a reason helps nobody and hides its cause.
        if (verdict != Verdict.PASS && findings.isEmpty()) {
            throw new IllegalArgumentException(rule + ": " + verdict + " without a finding");
        }
        if (verdict == Verdict.PASS && !findings.isEmpty()) {
            throw new IllegalArgumentException(rule + ": PASS with findings");
        }
        // What a rule found on its way to a refusal must not stand in an entry as if it had held.
        if (verdict != Verdict.PASS && !facts.members().isEmpty()) {
            throw new IllegalArgumentException(rule + ": " + verdict + " with facts");
        }
        // Facts go into signed entries: what cannot be signed is refused here, where it is the
        // rule's fault.
        if (!facts.members().isEmpty()
                && (CanonicalJson.text(facts).length() > MAX_FACTS || facts.depth() > MAX_DEPTH)) {
            throw new IllegalArgumentException(rule + ": facts too large for an entry");
        }
        if (macs.size() > MAX_MACS) {
            throw new IllegalArgumentException(rule + ": more than " + MAX_MACS + " codes");
        }
    }

    /** An answer that names no facts. */
    public RuleResult(
            RuleId rule, int version, Verdict verdict, List<Finding> findings, List<Digest> items) {
        this(rule, version, verdict, findings, items, JsonObject.EMPTY);
    }

    /** An answer for which no code was asked about yet. */
    public RuleResult(
            RuleId rule,
            int version,
            Verdict verdict,
            List<Finding> findings,
            List<Digest> items,
            JsonObject facts) {
        this(rule, version, verdict, findings, items, facts, List.of());
    }

    /** The same answer with the codes that were asked about on the way to it. */
    public RuleResult withMacs(List<MacRecord> asked) {
        if (asked.equals(macs)) {
            return this;
        }
        return new RuleResult(rule, version, verdict, findings, items, facts, asked);
    }

    /** Whether every finding can be settled by a person's act without doing the step again. */
    public boolean isPending() {
        return verdict == Verdict.FAIL && findings.stream().allMatch(Finding::pending);
    }
}
