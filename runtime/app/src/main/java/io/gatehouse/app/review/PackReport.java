package io.gatehouse.app.review;

import io.gatehouse.audit.pack.PackFaultException;
import io.gatehouse.audit.pack.PackManifest;
import io.gatehouse.core.rule.Finding;
import io.gatehouse.core.state.InstallationView;
import java.util.List;
import java.util.Optional;

/**
 * What the verification of a pack found.
 *
 * @param findings the first of them, each with its place
 * @param found how many in all
 * @param unchecked what nobody can check from a pack, in English: codes whose secrets are
 *     elsewhere, what only knowledge from elsewhere tells
 * @param incomplete what could be checked if the pack, or this build, had what is missing
 * @param manifest empty when it cannot be read
 * @param state at the end of the history; empty when it does not verify
 */
public record PackReport(
        List<Finding> findings,
        long found,
        List<String> unchecked,
        List<String> incomplete,
        Counts counts,
        Optional<PackManifest> manifest,
        Optional<InstallationView> state) {

    /** How much was looked at. */
    public static final class Counts {
        long members;
        long artefacts;
        long events;
        long groups;
        long signatures;
        long adoptions;
        long permits;
        long lines;
        long documents;
        long verdicts;
        long byRecord;

        Counts() {}

        public long members() {
            return members;
        }

        public long artefacts() {
            return artefacts;
        }

        public long events() {
            return events;
        }

        public long groups() {
            return groups;
        }

        /** Signatures of persons. */
        public long signatures() {
            return signatures;
        }

        public long adoptions() {
            return adoptions;
        }

        public long permits() {
            return permits;
        }

        /** Lines of decision logs. */
        public long lines() {
            return lines;
        }

        /** Documents compared with the journal. */
        public long documents() {
            return documents;
        }

        public long verdicts() {
            return verdicts;
        }

        /** Verdicts in which key material was known by its recorded digest alone. */
        public long byRecord() {
            return byRecord;
        }
    }

    public PackReport {
        findings = List.copyOf(findings);
        unchecked = List.copyOf(unchecked);
        incomplete = List.copyOf(incomplete);
    }

    /** Whether nothing was found against it. */
    public boolean sound() {
        return found == 0;
    }

    /** A file that is not a pack, as a finding. */
    public static Finding finding(PackFaultException fault) {
        return finding("form", fault.place(), fault.expected(), fault.observed());
    }

    static Finding finding(String code, String subject, String expected, String observed) {
        return Finding.of(
                "pack",
                code,
                subject,
                expected,
                observed,
                "ask for the pack again, and compare its digest with the one that was written down"
                        + " when it was made");
    }
}
