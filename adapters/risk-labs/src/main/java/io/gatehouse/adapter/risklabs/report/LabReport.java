package io.gatehouse.adapter.risklabs.report;

import io.gatehouse.core.digest.Digest;
import java.util.List;
import java.util.Objects;

/**
 * The report of one run of the laboratory (runbook 2.1), as plain values.
 *
 * <p>Immutable and thread-safe. Equal reports have equal bytes, on every Java runtime.
 *
 * @param profiles each name once, at least one
 * @param quality what the data quality gate saw
 * @param notTested what the report says nothing about; never empty, since something always remains
 */
public record LabReport(
        Run run,
        List<ProfileReport> profiles,
        List<QualityFinding> quality,
        List<NotTested> notTested) {

    /** The form of the JSON document. */
    public static final String SCHEMA = "gatehouse.risk-lab-report/1";

    public LabReport {
        Objects.requireNonNull(run);
        profiles = Checks.list(profiles, 20, "profiles");
        Checks.require(!profiles.isEmpty(), "a report without profiles");
        Checks.distinct(profiles, ProfileReport::name, "a profile");
        for (ProfileReport profile : profiles) {
            Checks.require(
                    profile.performance().baseEquity() == run.baseEquity(),
                    "a profile starts with another equity than the run");
        }
        quality = Checks.list(quality, 5_000, "findings");
        notTested = Checks.list(notTested, 500, "untested things");
        // no simulation answers everything: an empty list was forgotten
        Checks.require(!notTested.isEmpty(), "the list of what was not tested is empty");
    }

    /**
     * Reads a report that {@link #toJson} wrote; every other spelling of it is refused.
     *
     * <p>Strict on purpose: whatever is derived (verdicts, counters, distances) is derived again,
     * and the bytes must be those that it would be written with. So no digit can be changed in one
     * place alone, and no member be slipped in that only another reader sees.
     */
    public static LabReportReading read(byte[] json) {
        return LabReportReader.read(json);
    }

    /** {@link Verdict#PASS} exactly when every profile passes. */
    public Verdict verdict() {
        return profiles.stream().allMatch(p -> p.verdict() == Verdict.PASS)
                ? Verdict.PASS
                : Verdict.FAIL;
    }

    /** Whether any of the data were made up. */
    public boolean synthetic() {
        return run.synthetic();
    }

    /** The JSON document in UTF-8: sorted names, one line feed at its end. */
    public byte[] toJson() {
        return LabReportWriter.bytes(this);
    }

    /** SHA-384 of {@link #toJson}: what the PDF names on each page. */
    public Digest digest() {
        return Digest.sha384(toJson());
    }
}
