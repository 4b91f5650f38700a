package io.gatehouse.adapter.smoke.job;

import io.gatehouse.core.rule.Finding;
import java.util.List;

/** Why a smoke has no report: what it needs is missing or cannot be used. */
public final class Refusal extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<Finding> findings;

    Refusal(List<Finding> findings) {
        super(findings.get(0).code());
        this.findings = List.copyOf(findings);
    }

    Refusal(Finding finding) {
        this(List.of(finding));
    }

    /** At least one. */
    public List<Finding> findings() {
        return findings;
    }
}
