package io.gatehouse.app.review;

import io.gatehouse.audit.fsck.NotChecked;
import io.gatehouse.audit.pack.PackFaultException;
import io.gatehouse.audit.pack.PackManifest;
import io.gatehouse.core.evidence.JournalPosition;
import io.gatehouse.core.rule.Finding;
import io.gatehouse.core.state.InstallationView;
import java.util.List;
import java.util.Optional;

/**
 * What the verification of a pack found.
 *
 * @param findings the first of them, each with its place
 * @param found how many in all
 * @param unchecked what nobody can check from this pack: codes whose secrets are elsewhere,
 *     evidence of promotions for which it was not made
 * @param incomplete what could be decided if the pack, this build or the auditor had what is
 *     missing; with any of it the pack is not verified
 * @param manifest empty when it cannot be read
 * @param state at the end of the history; empty when it does not verify
 * @param anchor what ties it to an installation that the auditor knows
 */
public record PackReport(
        List<Finding> findings,
        long found,
        List<NotChecked> unchecked,
        List<Finding> incomplete,
        Counts counts,
        Optional<PackManifest> manifest,
        Optional<InstallationView> state,
        Anchor anchor) {

    /**
     * What the auditor knew from elsewhere and the pack confirmed.
     *
     * @param position the latest of the known positions; what lies before it cannot be other than
     *     it was when somebody wrote the position down
     * @param engineKey whether the known engine key signed the pack or a permit in it
     */
    public record Anchor(Optional<JournalPosition> position, boolean engineKey) {

        static final Anchor NONE = new Anchor(Optional.empty(), false);

        /** Whether nothing shows whose history it is. */
        public boolean isMissing() {
            return position.isEmpty() && !engineKey;
        }
    }

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

    /** How many promotions the history holds whose evidence is not in this pack. */
    public int otherPromotions() {
        boolean one = manifest.flatMap(PackManifest::scope).isPresent();
        return one ? state.map(s -> s.promotions().size() - 1).orElse(0) : 0;
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
