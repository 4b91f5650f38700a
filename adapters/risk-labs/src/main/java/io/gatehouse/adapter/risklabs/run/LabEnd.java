package io.gatehouse.adapter.risklabs.run;

import io.gatehouse.core.codec.RecordCodec;
import io.gatehouse.core.json.JsonArray;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonValue;
import io.gatehouse.core.rule.Finding;
import java.io.IOException;
import java.util.List;

/**
 * How a run of the laboratory ended.
 *
 * @param status what there is to show for it
 * @param facts verdict, digests and counts when a report was written; otherwise empty
 * @param findings why there is no report, or what the report says against the profiles
 */
public record LabEnd(Status status, JsonObject facts, List<Finding> findings) {

    /** What a run leaves behind. */
    public enum Status {
        /** A report, whatever its verdict. */
        WRITTEN,
        /** No report: the data, the limits or the portfolio cannot be computed with. */
        REFUSED,
        /** No report: something could not be read, written or computed. */
        FAULT
    }

    public LabEnd {
        findings = List.copyOf(findings);
    }

    public static LabEnd refused(List<Finding> findings) {
        return new LabEnd(Status.REFUSED, JsonObject.EMPTY, findings);
    }

    public static LabEnd fault(Finding finding) {
        return new LabEnd(Status.FAULT, JsonObject.EMPTY, List.of(finding));
    }

    /** The result could not be brought to the disk. */
    static LabEnd notWritten(String where, IOException cause) {
        return fault(
                Finding.of(
                        "labs-run",
                        "not-written",
                        where,
                        "a place that can be written",
                        cause.getClass().getSimpleName(),
                        "make room, and let this account write there"));
    }

    /** Whether a report was written and every profile of it passes. */
    public boolean passed() {
        return status == Status.WRITTEN
                && facts.text("verdict").equals(java.util.Optional.of("PASS"));
    }

    JsonObject toJson() {
        return JsonObject.builder()
                .put("status", status.name())
                .put("facts", facts)
                .put(
                        "findings",
                        new JsonArray(
                                findings.stream().<JsonValue>map(RecordCodec::encode).toList()))
                .build();
    }

    static LabEnd of(JsonObject json) {
        return new LabEnd(
                Status.valueOf(json.requireText("status")),
                json.object("facts").orElse(JsonObject.EMPTY),
                json.array("findings").stream()
                        .map(value -> RecordCodec.decode((JsonObject) value, Finding.class))
                        .toList());
    }
}
