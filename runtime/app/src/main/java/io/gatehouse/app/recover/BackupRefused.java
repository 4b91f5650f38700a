package io.gatehouse.app.recover;

import io.gatehouse.core.rule.Finding;
import java.util.List;

/** A backup was not made or not restored; nothing was left behind. */
public final class BackupRefused extends Exception {

    private static final long serialVersionUID = 1L;
    private final transient List<Finding> findings;
    private final boolean undecided;

    private BackupRefused(List<Finding> findings, boolean undecided) {
        super("the backup is refused", null, false, false);
        this.findings = List.copyOf(findings);
        this.undecided = undecided;
    }

    static BackupRefused of(List<Finding> findings) {
        return new BackupRefused(findings, false);
    }

    static BackupRefused of(Finding finding) {
        return of(List.of(finding));
    }

    /** Nothing is wrong, and something that is needed for a yes is missing. */
    static BackupRefused undecided(List<Finding> findings) {
        return new BackupRefused(findings, true);
    }

    public List<Finding> findings() {
        return findings;
    }

    public boolean isUndecided() {
        return undecided;
    }
}
