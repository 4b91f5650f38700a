package io.gatehouse.app.engine;

import io.gatehouse.core.decide.Decision.Reason;
import io.gatehouse.core.rule.Finding;
import java.util.List;

/** A request that was not put to the engine, and why; nothing was journalled. */
public final class RequestRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final transient List<Finding> findings;

    public RequestRefused(Reason reason, String message, List<Finding> findings) {
        super(message, null, false, false);
        this.reason = reason;
        this.findings = List.copyOf(findings);
    }

    public Reason reason() {
        return reason;
    }

    public List<Finding> findings() {
        return findings;
    }
}
