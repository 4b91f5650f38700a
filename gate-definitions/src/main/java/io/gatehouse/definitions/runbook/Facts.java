package io.gatehouse.definitions.runbook;

import io.gatehouse.core.definition.GateDefinition;
import io.gatehouse.core.definition.OnFailure;
import io.gatehouse.core.definition.Separation;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonString;
import io.gatehouse.core.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What holds for a gate as a whole: move, flags, approvals, separation, times, failure. */
final class Facts {

    private final GateDefinition gate;
    private final Texts texts;
    private final List<String> rows = new ArrayList<>();

    Facts(GateDefinition gate, Texts texts) {
        this.gate = gate;
        this.texts = texts;
    }

    /** Where the gate's decisions are written, relative to the workspace. */
    static String logFile(GateDefinition gate) {
        return "audit/decision_logs/" + gate.log() + ".jsonl";
    }

    /** A table of two columns. */
    List<String> rows() {
        rows.add("| | |\n| --- | --- |\n");
        row(
                "move",
                gate.movesEnvironment()
                        ? gate.from() + " \u2192 " + gate.to()
                        : texts.text("fact.move.none"));
        row("log", Markdown.code(logFile(gate)));
        row("status", Markdown.code(gate.grants().status()));
        row(
                "flags",
                gate.grants().flags().entrySet().stream()
                        .map(e -> Markdown.code(e.getKey() + "=" + e.getValue()))
                        .collect(Collectors.joining(", ")));
        row(
                "approvals",
                gate.approvals().stream()
                        .map(
                                a ->
                                        a.count()
                                                + " \u00d7 "
                                                + texts.roles(
                                                        a.anyOf(),
                                                        " " + texts.text("page.or") + " "))
                        .collect(Collectors.joining(", ")));
        row("separation", separation(gate.separation()));
        row("expires", texts.time(gate.expiresAfter()));
        row("approval-validity", texts.time(gate.approvalValidity()));
        row("permit-validity", texts.time(gate.permitValidity()));
        gate.lease().ifPresent(lease -> row("lease", texts.time(lease)));
        if (gate.movesEnvironment()) {
            row("reverify", texts.time(gate.reverify()));
        }
        row(
                "on-failure",
                texts.text(
                        gate.onFailure() == OnFailure.HALT
                                ? "fact.on-failure.halt"
                                : "fact.on-failure.demote"));
        if (!gate.activates().isEmpty()) {
            row(
                    "activates",
                    gate.activates().stream()
                            .map(a -> Markdown.code(Commands.program(a)))
                            .collect(Collectors.joining(", ")));
        }
        if (!gate.limits().names().isEmpty()) {
            row("limits", limits(gate.limits()));
        }
        return rows;
    }

    private void row(String key, String value) {
        rows.add(Markdown.row(List.of(texts.text("fact." + key), value)));
    }

    private String separation(Separation demanded) {
        List<String> all = new ArrayList<>();
        if (demanded.approverDiffersFromRequester()) {
            all.add(texts.text("fact.separation.approver-differs-from-requester"));
        }
        if (demanded.approverDiffersFromPreparer()) {
            all.add(texts.text("fact.separation.approver-differs-from-preparer"));
        }
        if (demanded.approversPairwiseDistinct()) {
            all.add(texts.text("fact.separation.approvers-pairwise-distinct"));
        }
        return all.isEmpty() ? texts.text("fact.separation.none") : String.join("; ", all);
    }

    private static String limits(JsonObject limits) {
        List<String> all = new ArrayList<>();
        for (Map.Entry<String, JsonValue> limit : limits.members().entrySet()) {
            String value =
                    limit.getValue() instanceof JsonString text
                            ? text.value()
                            : CanonicalJson.text(limit.getValue());
            all.add(Markdown.code(limit.getKey() + "=" + value));
        }
        return String.join(", ", all);
    }
}
