package io.gatehouse.definitions.rule;

import io.gatehouse.audit.json.Timestamps;
import io.gatehouse.core.command.Statement;
import io.gatehouse.core.definition.StepDefinition;
import io.gatehouse.core.evidence.Observation;
import io.gatehouse.core.id.ArtefactId;
import io.gatehouse.core.json.JsonBoolean;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The Paper Labs report: all four profiles, no breach, no failed stress test, on real market data,
 * of late, with a PDF of the same run. The tool prints no verdict; this is it.
 */
public final class LabsReport extends AbstractRule {

    /** The PDF is written right after the JSON file; copying keeps or renews both times. */
    private static final Duration ONE_RUN = Duration.ofMinutes(15);

    private static final String APART = "judged-apart";

    LabsReport() {
        super(
                "labs-report",
                false,
                "The Paper Labs report shows all profiles without breach or failed stress test, and its figures agree with each other.",
                Parameter.required("artefact", Parameter.Kind.ARTEFACT, "the JSON report"),
                Parameter.required("pdf", Parameter.Kind.ARTEFACT, "the PDF of the same run"),
                Parameter.required(
                        "max-age", Parameter.Kind.DURATION, "greatest age of generated_at"),
                Parameter.optional(
                        "synthetic-data",
                        Parameter.Kind.TEXT,
                        "refused (default), or judged-apart: by a report-verdict of the same step, which may be waived"));
    }

    /** 2: the clock of another machine may be a little ahead. */
    @Override
    public int version() {
        return 2;
    }

    @Override
    List<String> lintFurther(Reading given, StepDefinition step) {
        return synthetic(given, step);
    }

    /** Faults of the parameter that says who judges invented data. */
    static List<String> synthetic(Reading given, StepDefinition step) {
        String synthetic = given.maybeText("synthetic-data").orElse("refused");
        if (!List.of("refused", APART).contains(synthetic)) {
            return List.of("parameter 'synthetic-data' is neither refused nor judged-apart");
        }
        boolean apart =
                step.rules()
                        .filter(r -> r.rule().value().equals("report-verdict"))
                        .map(r -> r.parameters())
                        .anyMatch(
                                p ->
                                        p.text("artefact").equals(given.maybeText("artefact"))
                                                && p.text("member")
                                                        .equals(Optional.of("synthetic_data"))
                                                && p.flag("equals").equals(Optional.of(false)));
        // otherwise nobody would look at it at all
        return synthetic.equals(APART) && !apart
                ? List.of("no report-verdict of the step demands synthetic_data: false")
                : List.of();
    }

    @Override
    void judge(Inspection inspection, Reading given) {
        ArtefactId artefact = given.artefact("artefact").orElseThrow();
        List<Observation> pdfs = inspection.readable(given.artefact("pdf").orElseThrow());
        for (Observation pdf : pdfs) {
            new PdfShape(pdf.content().orElseThrow().bytes())
                    .fault()
                    .ifPresent(
                            fault ->
                                    inspection.malformed(
                                            pdf.item().path(), "a PDF (ISO 32000-1)", fault));
        }
        for (Observation report : inspection.readable(artefact)) {
            inspection.json(report).ifPresent(v -> judge(inspection, given, report, v, pdfs));
        }
    }

    private static void judge(
            Inspection inspection,
            Reading given,
            Observation observation,
            JsonValue value,
            List<Observation> pdfs) {
        String path = observation.item().path();
        if (!(value instanceof JsonObject report)) {
            inspection.malformed(path, "an object", "another value");
            return;
        }
        new LabsFigures(inspection, path, report).judge();
        if (!(report.find("synthetic_data").orElse(null) instanceof JsonBoolean)) {
            inspection.malformed(
                    path + " synthetic_data",
                    "true or false",
                    Shown.value(report.find("synthetic_data")));
        } else if (report.flag("synthetic_data").orElse(true)
                && !given.maybeText("synthetic-data").equals(Optional.of(APART))) {
            inspection.fail(
                    "synthetic-data",
                    path,
                    "market data",
                    "invented data",
                    "run the labs over market data");
        }
        Optional<Instant> made = report.text("generated_at").flatMap(Timestamps::parse);
        if (made.isEmpty()) {
            inspection.malformed(
                    path + " generated_at",
                    "a UTC time such as 2026-11-20T12:00:00Z",
                    Shown.value(report.find("generated_at")));
            return;
        }
        age(inspection, given, path, made.get());
        pair(inspection, observation, made.get(), pdfs);
    }

    private static void age(Inspection inspection, Reading given, String path, Instant made) {
        Instant now = inspection.context().asOf();
        if (made.isAfter(now.plus(Statement.SKEW))) {
            // a date ahead of the clock would keep an old report young
            inspection.error(
                    "future-dated",
                    path + " generated_at",
                    "a time not after " + now,
                    made.toString(),
                    "mend the clock and run the labs again");
        } else if (made.isBefore(now.minus(given.duration("max-age").orElseThrow()))) {
            inspection.fail(
                    "stale",
                    path + " generated_at",
                    "not older than " + given.duration("max-age").orElseThrow(),
                    made.toString(),
                    "run the labs again");
        }
    }

    /** One of the PDFs must be of this run: by the time it prints, and by when it was written. */
    private static void pair(
            Inspection inspection, Observation report, Instant made, List<Observation> pdfs) {
        String stamp = made.toString().substring(0, 19);
        boolean found =
                pdfs.stream()
                        .anyMatch(
                                pdf -> {
                                    var times =
                                            new PdfShape(pdf.content().orElseThrow().bytes())
                                                    .times();
                                    Duration apart =
                                            Duration.between(
                                                            report.item().declared(),
                                                            pdf.item().declared())
                                                    .abs();
                                    return (times.isEmpty() || times.contains(stamp))
                                            && apart.compareTo(ONE_RUN) <= 0
                                            && !pdf.item().declared().isBefore(made);
                                });
        if (!found) {
            inspection.fail(
                    "pdf-of-another-run",
                    report.item().path(),
                    "a PDF that was written by the run of " + made,
                    pdfs.size() + " PDF(s), of other runs",
                    "run the labs again and keep both files of the run");
        }
    }
}
