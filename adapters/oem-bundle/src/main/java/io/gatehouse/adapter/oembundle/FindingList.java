package io.gatehouse.adapter.oembundle;

import io.gatehouse.core.rule.Finding;
import java.util.ArrayList;
import java.util.List;

/** Collects findings up to a number, and says when there were more. Confined to one thread. */
final class FindingList {

    private final List<Finding> findings = new ArrayList<>();
    private boolean refused;
    private long cut;

    void add(BundleCode code, String subject, String expected, String observed) {
        refused |= !code.isError();
        keep(code.at(subject, expected, observed));
    }

    void add(Finding finding) {
        refused = true;
        keep(finding);
    }

    private void keep(Finding finding) {
        if (findings.size() < BundleLimits.FINDINGS) {
            findings.add(finding);
        } else {
            cut++;
        }
    }

    boolean isEmpty() {
        return findings.isEmpty();
    }

    /** Whether nothing is known against the bundle, and yet not everything could be found out. */
    boolean isUndecided() {
        return !refused && !findings.isEmpty();
    }

    /** All of them in order of discovery. */
    List<Finding> all() {
        List<Finding> all = new ArrayList<>(findings);
        if (cut > 0) {
            all.add(
                    BundleCode.FINDINGS_CUT.at(
                            "findings", "at most " + BundleLimits.FINDINGS, cut + " more"));
        }
        return List.copyOf(all);
    }
}
