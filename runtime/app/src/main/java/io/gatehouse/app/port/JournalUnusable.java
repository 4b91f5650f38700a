package io.gatehouse.app.port;

import io.gatehouse.core.rule.Finding;
import java.util.List;

/** The journal does not verify: nothing may be decided on it. */
public final class JournalUnusable extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<Finding> findings;

    public JournalUnusable(List<Finding> findings) {
        super(
                "the journal does not verify: " + findings.size() + " finding(s)",
                null,
                false,
                false);
        this.findings = List.copyOf(findings);
    }

    public List<Finding> findings() {
        return findings;
    }
}
