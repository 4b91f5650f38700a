package io.gatehouse.adapter.risklabs;

import io.gatehouse.adapter.risklabs.run.ChildLaboratory;
import io.gatehouse.adapter.risklabs.run.LabEnd;
import io.gatehouse.adapter.risklabs.run.LabJob;
import io.gatehouse.adapter.risklabs.run.LabOptions;
import io.gatehouse.adapter.risklabs.run.LabProgress;
import io.gatehouse.adapter.risklabs.run.LimitApprovals;
import io.gatehouse.core.id.AdapterId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.port.ActionParameters;
import io.gatehouse.core.port.GateAction;
import io.gatehouse.core.rule.Finding;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Runs the laboratory and leaves its report, as JSON and as pages, as evidence (runbook 2.1).
 *
 * <p>The action succeeds when a report was written, whatever it says: the rule {@code labs-pass}
 * judges it. It fails when the data, the limits or the portfolio cannot be computed with, or the
 * process that computes dies. Equal files and options give equal figures, so a lost run may be
 * repeated. Thread-safe: each run has a process of its own.
 */
public final class RiskLabsAction implements GateAction {

    public static final AdapterId ID = new AdapterId("risk-labs");

    private static final String RULE = "labs-run";

    /** The only member of the parameters that is no option of the laboratory. */
    private static final String OUTPUT = "output";

    private final ChildLaboratory laboratory;
    private final LimitApprovals.Source approvals;
    private final InstantSource clock;

    /**
     * @param approvals verifies who let the profile {@code manual} be looser than the named ones
     */
    public RiskLabsAction(
            ChildLaboratory laboratory, LimitApprovals.Source approvals, InstantSource clock) {
        this.laboratory = laboratory;
        this.approvals = approvals;
        this.clock = clock;
    }

    @Override
    public AdapterId adapter() {
        return ID;
    }

    @Override
    public boolean repeatable() {
        return true;
    }

    @Override
    public List<String> lint(JsonObject with) {
        List<String> faults = new ArrayList<>(LabOptions.faults(with.without(OUTPUT)));
        if (with.has(OUTPUT)
                && with.text(OUTPUT)
                        .filter(path -> path.matches("reports(/[A-Za-z0-9_-]{1,60}){1,6}"))
                        .isEmpty()) {
            faults.add("'output' must be a folder below reports/");
        }
        return List.copyOf(faults);
    }

    @Override
    public Outcome run(Request request) {
        List<String> faults = lint(request.parameters());
        if (!faults.isEmpty()) {
            return failed(List.of(ActionParameters.refusal(RULE, ID, faults)));
        }
        Path workspace;
        try {
            workspace = request.workspace().toRealPath();
        } catch (IOException e) {
            return failed(
                    List.of(
                            Finding.of(
                                    RULE,
                                    "unreadable",
                                    "workspace",
                                    "a folder that can be read",
                                    "it cannot",
                                    "make it readable for this account")));
        }
        LabJob job =
                new LabJob(
                                workspace,
                                LabOptions.of(request.parameters().without(OUTPUT)),
                                request.parameters().text(OUTPUT).orElse("reports/paper_labs"),
                                Runtime.getRuntime().availableProcessors(),
                                clock.instant().truncatedTo(ChronoUnit.SECONDS))
                        .approvedBy(approvals);
        try {
            Optional<LabEnd> end = laboratory.run(job, request.timeout(), LabProgress.NONE);
            return end.<Outcome>map(RiskLabsAction::outcome)
                    .orElseGet(() -> new Outcome.Lost("the time was over; the run was killed"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome.Lost("interrupted; the run was killed");
        }
    }

    private static Outcome outcome(LabEnd end) {
        return end.status() == LabEnd.Status.WRITTEN
                ? new Outcome.Succeeded(end.facts())
                : failed(end.findings());
    }

    private static Outcome failed(List<Finding> findings) {
        return new Outcome.Failed(JsonObject.EMPTY, findings);
    }
}
