package io.gatehouse.embedded.acceptance;

import io.gatehouse.adapter.risklabs.run.ChildLaboratory;
import io.gatehouse.adapter.risklabs.run.LabEnd;
import io.gatehouse.adapter.risklabs.run.LabProgress;
import io.gatehouse.adapter.risklabs.run.LabRemake;
import io.gatehouse.adapter.risklabs.run.LimitApprovals;
import io.gatehouse.app.acceptance.AcceptancePart;
import io.gatehouse.app.acceptance.AcceptanceStep;
import io.gatehouse.app.acceptance.StepOutcome;
import io.gatehouse.app.workspace.Workspace;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.rule.Finding;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The risk laboratory: its report is made again, comes out the same, and every profile passes. */
final class LabsStep implements AcceptanceStep {

    private static final Duration LONGEST = Duration.ofHours(2);

    private final Optional<Path> report;
    private final Workspace workspace;
    private final ChildLaboratory laboratory;
    private final LabProgress progress;
    private final LimitApprovals.Source approvals;

    /**
     * @param approvals who approved limits that are looser than the named ones: without them a
     *     report that two persons stand for would come out different
     */
    LabsStep(
            Optional<Path> report,
            Workspace workspace,
            ChildLaboratory laboratory,
            LabProgress progress,
            LimitApprovals.Source approvals) {
        this.report = report;
        this.workspace = workspace;
        this.laboratory = laboratory;
        this.progress = progress;
        this.approvals = approvals;
    }

    @Override
    public AcceptancePart part() {
        return AcceptancePart.LABS;
    }

    @Override
    public StepOutcome run() {
        if (report.isEmpty() || !Files.isRegularFile(report.get(), LinkOption.NOFOLLOW_LINKS)) {
            return StepOutcome.skipped(part(), "a report of the risk laboratory (--labs)");
        }
        try (InputStream in = Files.newInputStream(report.get(), LinkOption.NOFOLLOW_LINKS)) {
            LabRemake remake =
                    LabRemake.of(
                                    in.readNBytes(LabRemake.LARGEST + 1),
                                    workspace.root().toRealPath())
                            .approvedBy(approvals);
            Optional<LabEnd> end = remake.run(laboratory, LONGEST, progress);
            return end.map(e -> judge(remake, e))
                    .orElseGet(() -> refused("an end within two hours", "none"));
        } catch (IllegalArgumentException e) {
            return refused("a report of the risk laboratory", String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return refused("a readable report", e.getClass().getSimpleName());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return refused("an end", "interrupted");
        }
    }

    private static StepOutcome judge(LabRemake remake, LabEnd end) {
        List<Finding> findings = new ArrayList<>(end.findings());
        String made = end.facts().text("report_sha384").orElse("none");
        if (end.status() != LabEnd.Status.WRITTEN || !made.equals(remake.digest().value())) {
            findings.add(finding("the same report again", "sha384 " + made));
        } else if (!end.passed()) {
            findings.add(finding("every profile passes", "one that does not"));
        }
        return findings.isEmpty()
                ? StepOutcome.ok(end.facts())
                : StepOutcome.judged(findings, end.facts());
    }

    private static StepOutcome refused(String expected, String observed) {
        return StepOutcome.judged(List.of(finding(expected, observed)), JsonObject.EMPTY);
    }

    private static Finding finding(String expected, String observed) {
        return Finding.of(
                StepOutcome.RULE,
                "labs",
                "risk laboratory",
                expected,
                observed,
                "gatehouse labs verify REPORT says more; run the laboratory anew");
    }
}
