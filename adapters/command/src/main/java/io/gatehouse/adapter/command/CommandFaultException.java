package io.gatehouse.adapter.command;

import io.gatehouse.core.rule.Finding;
import java.util.Objects;

/** A program that may not be run, with the finding that says why; never leaves an action. */
public final class CommandFaultException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Finding finding;

    CommandFaultException(Finding finding) {
        super(finding.code() + ": " + finding.observed());
        this.finding = Objects.requireNonNull(finding);
    }

    public Finding finding() {
        return finding;
    }
}
