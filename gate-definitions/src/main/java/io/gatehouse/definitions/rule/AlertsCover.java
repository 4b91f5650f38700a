package io.gatehouse.definitions.rule;

import io.gatehouse.configuration.alerts.AlertCode;
import io.gatehouse.configuration.alerts.AlertReader;
import io.gatehouse.configuration.alerts.AlertReading;
import io.gatehouse.configuration.alerts.AlertsCheck;
import io.gatehouse.configuration.alerts.LiveMetricCatalogue;
import io.gatehouse.core.definition.StepDefinition;
import io.gatehouse.core.evidence.Observation;
import io.gatehouse.core.id.ArtefactId;
import io.gatehouse.core.rule.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Every cause that must not go unseen has an alert that can be understood, watches what the live
 * router really exports, and can fire (runbook 3.2). An alert on a metric that nobody exports looks
 * like safety and is none.
 */
public final class AlertsCover extends AbstractRule {

    AlertsCover() {
        super(
                AlertCode.RULE,
                false,
                "The alerts watch metrics that exist, can fire, and leave no cause unseen.",
                Parameter.optional("rules", Parameter.Kind.ARTEFACT, "Prometheus rule files"),
                Parameter.optional(
                        "config",
                        Parameter.Kind.ARTEFACT,
                        "the configuration, whose own alerts count too"),
                Parameter.optional(
                        "scrape",
                        Parameter.Kind.DURATION,
                        "time between two scrapes, 15 seconds unless given"));
    }

    @Override
    List<String> lintFurther(Reading given, StepDefinition step) {
        return given.artefact("rules").isEmpty() && given.artefact("config").isEmpty()
                ? List.of("parameter 'rules' or 'config' is needed")
                : List.of();
    }

    @Override
    void judge(Inspection inspection, Reading given) {
        List<AlertReading> readings = new ArrayList<>();
        boolean all =
                read(inspection, given.artefact("rules"), AlertReader::ruleFile, readings)
                        & read(
                                inspection,
                                given.artefact("config"),
                                AlertReader::configuration,
                                readings);
        if (!all) {
            return; // what is not there could hold the alert that is missed
        }
        AlertsCheck check =
                AlertsCheck.of(
                        readings,
                        LiveMetricCatalogue.standard(),
                        given.duration("scrape").orElse(AlertsCheck.SCRAPE));
        for (Finding finding : check.findings()) {
            boolean unread = finding.code().equals(AlertCode.FILE_UNREADABLE.code());
            if (unread) {
                inspection.error(
                        finding.code(),
                        finding.subject(),
                        finding.expected(),
                        finding.observed(),
                        finding.remedy());
            } else {
                inspection.fail(
                        finding.code(),
                        finding.subject(),
                        finding.expected(),
                        finding.observed(),
                        finding.remedy());
            }
        }
    }

    /** Whether every file of the artefact could be read; true when none is asked for. */
    private static boolean read(
            Inspection inspection,
            Optional<ArtefactId> artefact,
            BiFunction<String, byte[], AlertReading> reader,
            List<AlertReading> readings) {
        if (artefact.isEmpty()) {
            return true;
        }
        List<Observation> files = inspection.readable(artefact.get());
        for (Observation file : files) {
            readings.add(reader.apply(file.item().path(), file.content().orElseThrow().bytes()));
        }
        return !files.isEmpty()
                && files.size() == inspection.context().evidence(artefact.get()).size();
    }
}
