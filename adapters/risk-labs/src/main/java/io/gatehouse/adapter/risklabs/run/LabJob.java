package io.gatehouse.adapter.risklabs.run;

import io.gatehouse.audit.file.DurableFiles;
import io.gatehouse.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;

/**
 * Options together with what does not change a report's figures: where it is written and by how
 * many threads.
 *
 * @param workspace absolute; every other path is relative to it
 * @param folder of the results, relative to the workspace
 * @param threads at least 1
 * @param asOf the time of the run, which stands in the report and decides what is stale
 * @param approvals who let the profile {@code manual} be looser than the named ones
 */
public record LabJob(
        Path workspace,
        LabOptions options,
        String folder,
        int threads,
        Instant asOf,
        LimitApprovals approvals)
        implements LabTask {

    /** Both files have one name, fixed, as those who read the reports expect. */
    static final String STEM = "risk_simulation_report";

    public static final String JSON = STEM + ".json";

    /** The pages of the same run. */
    public static final String PDF = STEM + ".pdf";

    public LabJob {
        Objects.requireNonNull(workspace);
        Objects.requireNonNull(options);
        Objects.requireNonNull(approvals);
        if (threads < 1) {
            throw new IllegalArgumentException("a run needs a thread");
        }
    }

    /** A job whose limits nobody has approved. */
    public LabJob(Path workspace, LabOptions options, String folder, int threads, Instant asOf) {
        this(workspace, options, folder, threads, asOf, LimitApprovals.NONE);
    }

    /** The same job with whatever approvals of its limits can be verified now. */
    public LabJob approvedBy(LimitApprovals.Source source) {
        return new LabJob(
                workspace,
                options,
                folder,
                threads,
                asOf,
                LimitApprovals.of(workspace, options, source));
    }

    /**
     * The folder of the results, made where it is missing.
     *
     * @throws IOException when it is not within the workspace, or cannot be made
     */
    Path place() throws IOException {
        Path root = workspace.toRealPath();
        Path place = root.resolve(folder).normalize();
        if (!place.startsWith(root)) {
            throw new IOException("the folder of reports leads out of the workspace");
        }
        DurableFiles.createDirectories(place);
        // A link planted on the way would put the report somewhere else.
        if (!place.toRealPath().equals(place)) {
            throw new IOException("the folder of reports leads out of its place through a link");
        }
        return place;
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("task", "run")
                .put("workspace", workspace.toAbsolutePath().toString())
                .put("options", options.toJson())
                .put("folder", folder)
                .put("threads", threads)
                .put("as_of", asOf.toString())
                .put("approvals", approvals.toJson())
                .build();
    }

    @Override
    public LabEnd carryOut(LabProgress progress) {
        return new Laboratory(this).run(progress);
    }

    static LabJob of(JsonObject json) {
        return new LabJob(
                Path.of(json.requireText("workspace")),
                LabOptions.of(json.object("options").orElseThrow()),
                json.requireText("folder"),
                json.integer("threads").orElseThrow().intValue(),
                Instant.parse(json.requireText("as_of")),
                LimitApprovals.of(json.object("approvals").orElseThrow()));
    }
}
