package io.gatehouse.cli.command;

import io.gatehouse.app.query.CheckGate;
import io.gatehouse.cli.Messages;
import io.gatehouse.cli.Output;
import io.gatehouse.cli.report.Report;
import io.gatehouse.cli.report.ReportItem;
import io.gatehouse.cli.report.Standing;
import io.gatehouse.core.decide.RuleEvaluator.Evaluation;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.rule.Finding;
import io.gatehouse.core.rule.RuleResult;
import io.gatehouse.core.rule.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What {@code gatehouse check} found, one item for each rule that ran. */
final class CheckReport {

    private CheckReport() {}

    static Report of(CheckGate.Report checked, PromotionId promotion, int code, Messages messages) {
        long passed =
                checked.steps().stream()
                        .filter(s -> s.evaluation().verdict() == Verdict.PASS)
                        .count();
        String verdict = checked.isPending() ? "PENDING" : checked.verdict().name();
        List<ReportItem> items = new ArrayList<>();
        for (CheckGate.StepCheck step : checked.steps()) {
            items.addAll(items(step, messages));
        }
        return new Report(
                "gatehouse.check/1",
                "gatehouse check " + checked.gate().id(),
                messages.text("check." + verdict, promotion, passed, checked.steps().size()),
                List.of(),
                new TreeMap<>(
                        Map.of(
                                "promotion", promotion.value(),
                                "definition", checked.gate().digest().value(),
                                "verdict", checked.verdict().name())),
                items,
                document(checked, promotion, code));
    }

    private static List<ReportItem> items(CheckGate.StepCheck step, Messages messages) {
        Evaluation evaluation = step.evaluation();
        List<ReportItem> items = new ArrayList<>();
        List<Finding> against = new ArrayList<>(evaluation.findings());
        for (RuleResult result : evaluation.results()) {
            List<Finding> counted =
                    against.stream().filter(f -> isOf(f, result.findings())).toList();
            against.removeAll(counted);
            boolean satisfied = counted.isEmpty();
            Standing standing =
                    !satisfied && counted.stream().allMatch(Finding::pending)
                            ? Standing.PENDING
                            : !satisfied
                                    ? Standing.of(result.verdict())
                                    : result.verdict() == Verdict.PASS
                                            ? Standing.PASS
                                            : Standing.NOT_APPLICABLE;
            items.add(
                    new ReportItem(
                            step.step().value(),
                            result.rule().value(),
                            standing,
                            standing == Standing.NOT_APPLICABLE
                                    ? messages.text("check.not-counted")
                                    : "",
                            counted));
        }
        if (!against.isEmpty() || items.isEmpty()) {
            items.add(
                    new ReportItem(
                            step.step().value(),
                            "acceptance",
                            Standing.of(evaluation.verdict()),
                            "",
                            against));
        }
        return items;
    }

    private static boolean isOf(Finding counted, List<Finding> found) {
        return found.stream()
                .anyMatch(
                        f ->
                                f.rule().equals(counted.rule())
                                        && f.code().equals(counted.code())
                                        && f.subject().equals(counted.subject()));
    }

    private static JsonObject document(CheckGate.Report checked, PromotionId promotion, int code) {
        List<JsonObject> steps =
                checked.steps().stream()
                        .map(
                                s ->
                                        JsonObject.builder()
                                                .put("step", s.step().value())
                                                .put("verdict", s.evaluation().verdict().name())
                                                .put(
                                                        "findings",
                                                        Output.toJson(s.evaluation().findings()))
                                                .build())
                        .toList();
        return JsonObject.builder()
                .put("exit", code)
                .put("promotion", promotion.value())
                .put("verdict", checked.verdict().name())
                .put("pending", checked.isPending())
                .put("steps", steps)
                .build();
    }
}
