package io.gatehouse.configuration.alerts;

import io.gatehouse.configuration.alerts.AlertCause.Sign;
import io.gatehouse.core.rule.Finding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Alerts judged against the metrics that are exported and the causes that must be watched (runbook
 * 3.2).
 *
 * @param covered which alert covers a cause: the first one that does; absent when none does
 * @param findings of files, alerts and coverage, in this order; none means that all is covered
 */
public record AlertsCheck(int alerts, Map<AlertCause, String> covered, List<Finding> findings) {

    /** Time between two scrapes where the installation states none. */
    public static final Duration SCRAPE = Duration.ofSeconds(15);

    /** Longest time for which a condition may hold unseen. */
    private static final Duration LONGEST_HOLD = Duration.ofMinutes(15);

    private static final Set<String> SEVERITIES = Set.of("info", "warning", "critical");

    public AlertsCheck {
        covered = Map.copyOf(covered);
        findings = List.copyOf(findings);
    }

    /**
     * Judges the alerts of one or more files together.
     *
     * @param scrape time from one sample to the next, more than zero
     */
    public static AlertsCheck of(
            List<AlertReading> files, LiveMetricCatalogue catalogue, Duration scrape) {
        List<Finding> findings = new ArrayList<>();
        files.forEach(f -> findings.addAll(f.findings()));
        Map<AlertCause, String> covered = new EnumMap<>(AlertCause.class);
        Set<String> names = new HashSet<>();
        int alerts = 0;
        for (AlertReading file : files) {
            for (AlertRule rule : file.rules()) {
                alerts++;
                List<Finding> own = rule(rule, catalogue, scrape);
                if (!rule.name().isBlank() && !names.add(rule.name())) {
                    own.add(
                            AlertCode.ALERT_TWICE.at(
                                    rule.subject(), "each name once", rule.place()));
                }
                if (own.isEmpty() && rule.expression() instanceof PromParsing.Parsed parsed) {
                    cover(rule.name(), Watched.of(parsed.expression()), catalogue, covered);
                }
                findings.addAll(own);
            }
        }
        for (AlertCause cause : AlertCause.values()) {
            if (!covered.containsKey(cause)) {
                findings.add(
                        AlertCode.CAUSE_NOT_COVERED.at(
                                cause.code(),
                                "an alert on " + cause.signs().stream().map(Sign::series).toList(),
                                "none without findings"));
            }
        }
        return new AlertsCheck(alerts, covered, findings);
    }

    private static List<Finding> rule(
            AlertRule rule, LiveMetricCatalogue catalogue, Duration scrape) {
        List<Finding> findings = new ArrayList<>();
        String subject = rule.subject();
        if (!rule.name().matches("[A-Za-z_][A-Za-z0-9_]{0,127}")) {
            findings.add(AlertCode.ALERT_NAME_MISSING.at(subject, "a name", rule.name()));
        }
        if (rule.holding().isEmpty()) {
            findings.add(AlertCode.FOR_MISSING.at(subject, "for", "none"));
        } else if (PromDuration.parse(rule.holding().get()).isEmpty()) {
            findings.add(AlertCode.FOR_MALFORMED.at(subject, "a duration", rule.holding().get()));
        }
        if (rule.holds().compareTo(LONGEST_HOLD) > 0) {
            // an alert that waits for a year satisfies every other check and tells nobody
            findings.add(
                    AlertCode.FOR_TOO_LONG.at(subject, "at most 15m", rule.holding().orElse("")));
        }
        if (!SEVERITIES.contains(rule.severity())) {
            findings.add(
                    AlertCode.SEVERITY_MISSING.at(
                            subject, "info, warning or critical", rule.severity()));
        }
        if (rule.text().isBlank()) {
            findings.add(AlertCode.EXPRESSION_MISSING.at(subject, "an expression", "none"));
            return findings;
        }
        PromParsing parsing = rule.expression();
        if (parsing instanceof PromParsing.Parsed parsed) {
            findings.addAll(ExpressionCheck.of(subject, parsed.expression(), catalogue, scrape));
        } else {
            PromParsing.NotUnderstood not = (PromParsing.NotUnderstood) parsing;
            findings.add(
                    AlertCode.EXPRESSION_NOT_UNDERSTOOD.at(
                            subject,
                            "the understood part of PromQL",
                            not.reason() + " at " + not.at()));
        }
        return findings;
    }

    private static void cover(
            String name,
            List<Watched.Sighting> sightings,
            LiveMetricCatalogue catalogue,
            Map<AlertCause, String> covered) {
        for (AlertCause cause : AlertCause.values()) {
            boolean watches =
                    sightings.stream()
                            .anyMatch(
                                    s ->
                                            cause.signs().stream()
                                                    .anyMatch(sign -> tells(s, sign, catalogue)));
            if (watches) {
                covered.putIfAbsent(cause, name);
            }
        }
    }

    /** An alert on one venue alone leaves the others unseen. */
    private static boolean tells(
            Watched.Sighting sighting, Sign sign, LiveMetricCatalogue catalogue) {
        if (!sighting.selector().series().equals(sign.series())
                || (sighting.direction() > 0) != sign.rising()
                || !sign.views().contains(sighting.view())) {
            return false;
        }
        Optional<LabelMatcher> only = sign.only();
        boolean narrowed = only.isEmpty();
        for (LabelMatcher matcher : sighting.selector().matchers()) {
            boolean wanted = only.filter(o -> o.label().equals(matcher.label())).isPresent();
            if (wanted) {
                // the state itself, and not one that is healthy beside it
                narrowed =
                        catalogue
                                .find(sign.series())
                                .orElseThrow()
                                .metric()
                                .labels()
                                .get(matcher.label())
                                .stream()
                                .filter(matcher::admits)
                                .toList()
                                .equals(List.of(only.get().value()));
            } else {
                return false;
            }
        }
        return narrowed;
    }
}
