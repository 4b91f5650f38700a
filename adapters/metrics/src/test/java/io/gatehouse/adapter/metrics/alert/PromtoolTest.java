package io.gatehouse.adapter.metrics.alert;

import io.gatehouse.configuration.alerts.AlertRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One test of a promtool test file, out of samples of each second and the alerts that we saw. */
final class PromtoolTest {

    private PromtoolTest() {}

    static String of(
            List<List<Sample>> seconds, Map<String, List<Labels>> firing, List<AlertRule> rules) {
        Map<String, List<String>> series = new LinkedHashMap<>();
        for (int second = 0; second < seconds.size(); second++) {
            for (Sample sample : seconds.get(second)) {
                List<String> values =
                        series.computeIfAbsent(
                                sample.series() + labels(sample.labels(), "=", "{", "}"),
                                s -> new ArrayList<>());
                while (values.size() < second) {
                    values.add("_");
                }
                values.add(String.valueOf(sample.value()).replace("E", "e"));
            }
        }
        StringBuilder test = new StringBuilder("- interval: 1s\n  input_series:\n");
        series.forEach(
                (name, values) ->
                        test.append("  - series: '")
                                .append(name)
                                .append("'\n    values: '")
                                .append(String.join(" ", values))
                                .append("'\n"));
        test.append("  alert_rule_test:\n");
        for (AlertRule rule : rules) {
            test.append("  - eval_time: ")
                    .append(seconds.size() - 1)
                    .append("s\n    alertname: ")
                    .append(rule.name())
                    .append("\n    exp_alerts:\n");
            for (Labels labels : firing.getOrDefault(rule.name(), List.of())) {
                Map<String, String> all = new java.util.TreeMap<>(labels.values());
                all.putAll(rule.labels());
                test.append("    - exp_labels: ")
                        .append(labels(new Labels(new java.util.TreeMap<>(all)), ": ", "{", "}"))
                        .append("\n      exp_annotations: {summary: \"")
                        .append(rule.annotations().get("summary"))
                        .append("\"}\n");
            }
        }
        return test.toString();
    }

    private static String labels(Labels labels, String between, String open, String close) {
        return open
                + String.join(
                        ", ",
                        labels.values().entrySet().stream()
                                .map(l -> l.getKey() + between + '"' + l.getValue() + '"')
                                .toList())
                + close;
    }
}
