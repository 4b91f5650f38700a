package io.gatehouse.app.review;

import io.gatehouse.audit.fsck.NotChecked;
import io.gatehouse.audit.pack.PackManifest;
import io.gatehouse.core.rule.Finding;
import io.gatehouse.core.state.InstallationView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Gathers what the verification of one pack finds. */
final class PackNotes {

    /** A pack of garbage must not fill the screen. */
    private static final int MOST_FINDINGS = 1_000;

    final List<Finding> findings = new ArrayList<>();
    final List<NotChecked> unchecked = new ArrayList<>();
    final List<Finding> incomplete = new ArrayList<>();
    final PackReport.Counts counts = new PackReport.Counts();

    void find(String code, String subject, String expected, String observed) {
        findings.add(PackReport.finding(code, subject, expected, observed));
    }

    /** Something without which the pack cannot be decided on: no fault, and never a pass. */
    void miss(String code, String subject, String expected, String observed, String remedy) {
        incomplete.add(Finding.of("pack", code, subject, expected, observed, remedy));
    }

    boolean nothingWrong() {
        return findings.isEmpty();
    }

    PackReport report(
            Optional<PackManifest> manifest,
            Optional<InstallationView> state,
            PackReport.Anchor anchor) {
        List<Finding> kept = findings.subList(0, Math.min(MOST_FINDINGS, findings.size()));
        return new PackReport(
                kept, findings.size(), unchecked, incomplete, counts, manifest, state, anchor);
    }
}
