package io.gatehouse.configuration.check;

import io.gatehouse.configuration.ConfigNode;
import io.gatehouse.configuration.ConfigNode.Mapping;
import io.gatehouse.configuration.ConfigNode.Scalar;
import io.gatehouse.configuration.ConfigNode.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * {@code runtime.live_routing.prometheus_alerts} and {@code alerts.prometheus} (runbook 3.2): an
 * alert on a series that nobody exports never fires.
 */
final class PrometheusAlertsCheck implements ConfigCheck {

    static final ConfigCode NAME =
            ConfigCode.existing("alert_name_missing", "An alert has no name.", "set name");

    static final ConfigCode EXPRESSION =
            ConfigCode.existing(
                    "alert_expression_missing", "An alert has no expression.", "set expr");

    static final ConfigCode BRACKETS =
            ConfigCode.ours(
                    "alert_expression_malformed",
                    "The brackets or quotes of an alert's expression do not pair; Prometheus would refuse the rule file.",
                    "correct expr");

    static final ConfigCode DURATION =
            ConfigCode.ours(
                    "alert_duration_malformed",
                    "The time for which an alert must hold is no Prometheus duration.",
                    "write for as 30s, 5m or 1h");

    static final ConfigCode UNKNOWN =
            ConfigCode.ours(
                            "alert_metric_unknown",
                            "An alert watches a series of the live router that it does not export: the alert can never fire.",
                            "name a series that the live router exports")
                    .orWaived();

    static final ConfigCode FOREIGN =
            ConfigCode.ours(
                            "alert_metric_foreign",
                            "An alert watches a series that is not the live router's; whether it exists is not known here.",
                            "look whether somebody exports it")
                    .asWarning();

    static final ConfigCode DUPLICATE =
            ConfigCode.ours(
                            "alert_name_duplicate",
                            "Two alerts of a list have one name.",
                            "give each alert a name of its own")
                    .asWarning();

    static final ConfigCode MISSING =
            ConfigCode.ours(
                    "prometheus_alerts_missing",
                    "The file is to be used for live and alerts.prometheus holds no alert.",
                    "configure alerts.prometheus (runbook 3.2)");

    @Override
    public String name() {
        return "prometheus-alerts";
    }

    @Override
    public List<ConfigCode> codes() {
        return List.of(NAME, EXPRESSION, BRACKETS, DURATION, UNKNOWN, FOREIGN, DUPLICATE, MISSING);
    }

    @Override
    public void run(Examination file) {
        file.section("runtime", "live_routing")
                .ifPresent(r -> alerts(file, file.mappings(r, "prometheus_alerts")));
        List<Mapping> own = own(file);
        alerts(file, own);
        if (own.isEmpty() && file.profile().equals(ConfigProfile.LIVE)) {
            file.find(MISSING, "alerts", 0, 0, "alerts.prometheus", "no alert");
        }
    }

    /** {@code alerts.prometheus} is a list, or a mapping that holds it as {@code rules}. */
    private static List<Mapping> own(Examination file) {
        List<Mapping> rules = new ArrayList<>();
        file.section("alerts")
                .ifPresent(
                        alerts -> {
                            Optional<ConfigNode> node = alerts.find("prometheus");
                            if (node.isPresent() && node.get() instanceof Sequence) {
                                rules.addAll(file.mappings(alerts, "prometheus"));
                            } else {
                                file.mapping(alerts, "prometheus")
                                        .ifPresent(m -> rules.addAll(file.mappings(m, "rules")));
                            }
                        });
        return rules;
    }

    private static void alerts(Examination file, List<Mapping> alerts) {
        Set<String> seen = new TreeSet<>();
        for (Mapping alert : alerts) {
            Optional<Scalar> name = file.text(alert, "name");
            if (name.isEmpty()) {
                file.find(NAME, alert, "alert", "no name");
            } else if (!seen.add(name.get().text())) {
                file.find(DUPLICATE, name.get(), name.get().text(), "twice");
            }
            String subject = name.map(Scalar::text).orElse("alert");
            file.text(alert, "expr")
                    .ifPresentOrElse(
                            expression -> expression(file, subject, expression),
                            () -> file.find(EXPRESSION, alert, subject, "no expr"));
            file.text(alert, "for")
                    .filter(d -> !d.text().matches("0|([0-9]{1,6}(ms|s|m|h|d|w|y)){1,6}"))
                    .ifPresent(d -> file.find(DURATION, d, subject, d.text()));
        }
    }

    private static void expression(Examination file, String subject, Scalar expression) {
        AlertExpression parsed = AlertExpression.of(expression.text());
        if (!parsed.balanced()) {
            file.find(BRACKETS, expression, subject, "brackets or quotes that do not pair");
        }
        for (String series : parsed.series()) {
            if (!RouterSeries.isKnown(series)) {
                file.find(
                        RouterSeries.isRouters(series) ? UNKNOWN : FOREIGN,
                        expression,
                        subject,
                        series);
            }
        }
    }
}
