package io.gatehouse.adapter.risklabs.run;

import io.gatehouse.core.json.JsonObject;
import java.nio.file.Path;

/** Something that a process of the laboratory's own does: native code stays in there. */
public sealed interface LabTask permits LabJob, ImportJob, CompatJob {

    /** Absolute; the process works in there. */
    Path workspace();

    /** What crosses to the process; {@link #of} reads it back. */
    JsonObject toJson();

    /**
     * A task from what {@link #toJson} made of it.
     *
     * @throws RuntimeException when it is none
     */
    static LabTask of(JsonObject json) {
        return switch (json.requireText("task")) {
            case ImportJob.TASK -> ImportJob.of(json);
            case CompatJob.TASK -> new CompatJob(LabJob.of(json));
            default -> LabJob.of(json);
        };
    }

    /** Does it, in this process. */
    LabEnd carryOut(LabProgress progress);
}
