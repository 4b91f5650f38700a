package io.gatehouse.app.recover;

import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.evidence.JournalPosition;
import io.gatehouse.core.rule.Finding;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a verification of a backup found.
 *
 * @param findings what is wrong with it
 * @param incomplete what is missing for a yes: nothing that the person has from elsewhere shows
 *     whose history it is
 * @param summary what it says of itself; empty when its manifest cannot be read
 * @param opened how many secrets were decrypted; 0 without a passphrase
 */
public record BackupReport(
        List<Finding> findings, List<Finding> incomplete, Optional<Summary> summary, int opened) {

    /**
     * What the manifest says.
     *
     * @param ends when the history's last entry was written; what came later is not in it
     */
    public record Summary(
            String installation,
            JournalPosition journal,
            Instant ends,
            Digest state,
            String key,
            int files,
            int sealed,
            long bytes) {}

    public BackupReport {
        findings = List.copyOf(findings);
        incomplete = List.copyOf(incomplete);
    }

    /** Whether nothing was found against it. */
    public boolean sound() {
        return findings.isEmpty();
    }
}
