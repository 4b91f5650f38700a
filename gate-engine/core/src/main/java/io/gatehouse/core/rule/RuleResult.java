package io.gatehouse.core.rule;

import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.RuleId;
import java.util.List;

/**
 * The answer of one rule, with what it looked at: enough to run it again from archived bytes.
 *
 * @param version of the rule's logic; raised whenever its answers could change
 * @param items SHA-384 of every piece of evidence that was looked at, in evidence order
 */
public record RuleResult(
        RuleId rule, int version, Verdict verdict, List<Finding> findings, List<Digest> items) {

    public RuleResult {
        findings = List.copyOf(findings);
        items = List.copyOf(items);
        // An answer other than PASS without a reason helps nobody and hides its cause.
        if (verdict != Verdict.PASS && findings.isEmpty()) {
            throw new IllegalArgumentException(rule + ": " + verdict + " without a finding");
        }
        if (verdict == Verdict.PASS && !findings.isEmpty()) {
            throw new IllegalArgumentException(rule + ": PASS with findings");
        }
    }

    /** Whether every finding can be settled by a person's act without doing the step again. */
    public boolean isPending() {
        return verdict == Verdict.FAIL && findings.stream().allMatch(Finding::pending);
    }
}
