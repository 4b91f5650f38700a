package io.gatehouse.app.engine;

import io.gatehouse.core.rule.Finding;
import java.util.List;

/**
 * The engine cannot go on and has to be started anew from disk: a write failed. What was
 * acknowledged before stands; the command in flight is either in the journal or never was.
 */
public final class EngineStopped extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Finding> findings;

    public EngineStopped(String message, Throwable cause) {
        super(message, cause);
        this.findings = List.of();
    }

    /** Stopped because the history on the disk is not the one that was written. */
    public EngineStopped(List<Finding> damage) {
        super("the history on the disk is not the one that was written; everything was halted");
        this.findings = List.copyOf(damage);
    }

    /** What is wrong with the history; empty when something else stopped the engine. */
    public List<Finding> findings() {
        return findings == null ? List.of() : findings;
    }
}
