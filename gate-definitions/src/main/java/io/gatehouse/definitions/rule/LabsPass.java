package io.gatehouse.definitions.rule;

import io.gatehouse.audit.json.Timestamps;
import io.gatehouse.configuration.ConfigReading;
import io.gatehouse.configuration.ConfigTree;
import io.gatehouse.core.command.Statement;
import io.gatehouse.core.definition.StepDefinition;
import io.gatehouse.core.evidence.Observation;
import io.gatehouse.core.id.AdapterId;
import io.gatehouse.core.id.ArtefactId;
import io.gatehouse.core.json.JsonArray;
import io.gatehouse.core.json.JsonBoolean;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The report of the risk laboratory lets every profile pass: judged by its figures, not by what it
 * says of itself (runbook 2.1).
 *
 * <p>The limits must be those of the recorded configuration; each is compared again with what was
 * measured; the tests of the models are computed again from their counts; the pages must be those
 * of this very report. Where the step runs the laboratory, the report must be the one that the run
 * wrote, byte for byte.
 */
public final class LabsPass extends AbstractRule {

    private static final AdapterId LABORATORY = new AdapterId("risk-labs");

    private static final String APART = "judged-apart";

    LabsPass() {
        super(
                "labs-pass",
                false,
                "Every profile of the risk laboratory passes by its own figures, within the limits of the recorded configuration.",
                Parameter.required("artefact", Parameter.Kind.ARTEFACT, "the JSON report"),
                Parameter.required("pdf", Parameter.Kind.ARTEFACT, "the pages of the same run"),
                Parameter.required(
                        "configuration",
                        Parameter.Kind.ARTEFACT,
                        "the configuration whose limits were judged"),
                Parameter.optional(
                        "manual",
                        Parameter.Kind.ARTEFACT,
                        "the file with the limits of the profile 'manual'"),
                Parameter.required("profiles", Parameter.Kind.TEXTS, "the profiles that must pass"),
                Parameter.required(
                        "max-age", Parameter.Kind.DURATION, "greatest age of generated_at"),
                Parameter.optional(
                        "min-days",
                        Parameter.Kind.COUNT,
                        "least number of days from the first bar of each series to its last"),
                Parameter.optional(
                        "data",
                        Parameter.Kind.ARTEFACT,
                        "the market data, when it is evidence itself"),
                Parameter.optional(
                        "synthetic-data",
                        Parameter.Kind.TEXT,
                        "refused (default), or judged-apart: by a report-verdict of the same step, which may be waived"));
    }

    @Override
    List<String> lintFurther(Reading given, StepDefinition step) {
        return LabsReport.synthetic(given, step);
    }

    @Override
    void judge(Inspection inspection, Reading given) {
        ArtefactId artefact = given.artefact("artefact").orElseThrow();
        List<Observation> reports = inspection.readable(artefact);
        if (reports.size() > 1) {
            inspection.fail(
                    "several-candidates",
                    artefact.value(),
                    "one report",
                    reports.size() + " files",
                    "attach only the report of the last run");
        }
        List<Observation> pages = inspection.readable(given.artefact("pdf").orElseThrow());
        List<Observation> configurations =
                inspection.readable(given.artefact("configuration").orElseThrow());
        for (Observation report : reports) {
            OwnRun.demand(inspection, report, LABORATORY, "the laboratory");
            inspection
                    .json(report)
                    .ifPresent(value -> judge(inspection, given, report, value, configurations));
            pages(inspection, report, pages);
        }
    }

    private static void judge(
            Inspection inspection,
            Reading given,
            Observation observation,
            JsonValue value,
            List<Observation> configurations) {
        String path = observation.item().path();
        if (!(value instanceof JsonObject report)
                || !report.text("schema").equals(Optional.of(LabsPassFigures.SCHEMA))) {
            inspection.malformed(path, "a report " + LabsPassFigures.SCHEMA, "something else");
            return;
        }
        Optional<ConfigTree> limits = limits(inspection, report, path, configurations);
        Optional<ConfigTree> manual =
                given.artefact("manual").stream()
                        .flatMap(artefact -> inspection.readable(artefact).stream())
                        .findFirst()
                        .flatMap(file -> tree(inspection, file));
        new LabsPassFigures(inspection, path, report, limits, manual)
                .judge(given.texts("profiles"));
        synthetic(inspection, given, report, path);
        age(inspection, given, report, path);
        sources(inspection, given, report, path);
        history(inspection, given, report, path);
    }

    /** A quiet week passes every limit; a profile is judged over what a market can do. */
    private static void history(
            Inspection inspection, Reading given, JsonObject report, String path) {
        int least = given.count("min-days", 0);
        for (JsonValue value : report.object("run").orElse(JsonObject.EMPTY).array("instruments")) {
            JsonObject one = value instanceof JsonObject object ? object : JsonObject.EMPTY;
            Optional<Instant> first = one.text("first_bar").flatMap(Timestamps::parse);
            Optional<Instant> last = one.text("last_bar").flatMap(Timestamps::parse);
            long days =
                    first.isEmpty() || last.isEmpty()
                            ? 0
                            : Duration.between(first.get(), last.get()).toDays();
            if (days < least) {
                inspection.fail(
                        "history-too-short",
                        path + " " + Shown.value(one.find("symbol")),
                        "at least " + least + " days of bars",
                        days + " days",
                        "import a longer history and run the laboratory again");
            }
        }
    }

    /** The configuration that the report names must be the one that is evidence here. */
    private static Optional<ConfigTree> limits(
            Inspection inspection,
            JsonObject report,
            String path,
            List<Observation> configurations) {
        String named =
                report.object("run")
                        .flatMap(run -> run.object("configuration"))
                        .flatMap(configuration -> configuration.text("sha384"))
                        .orElse("none");
        Optional<Observation> same =
                configurations.stream()
                        .filter(o -> o.item().digests().sha384().value().equals(named))
                        .findFirst();
        if (same.isEmpty()) {
            inspection.fail(
                    "other-configuration",
                    path + " run.configuration.sha384",
                    configurations.stream()
                            .map(o -> o.item().digests().sha384().value())
                            .findFirst()
                            .orElse("a recorded configuration"),
                    Shown.text(named),
                    "run the laboratory with the configuration that is attached");
            return Optional.empty();
        }
        return tree(inspection, same.get());
    }

    private static Optional<ConfigTree> tree(Inspection inspection, Observation file) {
        ConfigReading reading = ConfigTree.read(file.content().orElseThrow().bytes());
        if (reading instanceof ConfigReading.Parsed parsed) {
            return Optional.of(parsed.tree());
        }
        inspection.malformed(
                file.item().path(),
                "YAML",
                String.valueOf(((ConfigReading.Refused) reading).fault()));
        return Optional.empty();
    }

    private static void synthetic(
            Inspection inspection, Reading given, JsonObject report, String path) {
        if (!(report.find("synthetic_data").orElse(null) instanceof JsonBoolean)) {
            inspection.malformed(
                    path + " synthetic_data",
                    "true or false",
                    Shown.value(report.find("synthetic_data")));
            return;
        }
        boolean said = report.flag("synthetic_data").orElse(true);
        boolean made =
                report.object("run").stream()
                        .flatMap(run -> run.array("instruments").stream())
                        .anyMatch(
                                i ->
                                        !(i instanceof JsonObject o)
                                                || o.flag("synthetic").orElse(true));
        if (made && !said) {
            inspection.fail(
                    "figures-disagree",
                    path + " synthetic_data",
                    "true, as an instrument was made up",
                    "false",
                    "do not edit the report; run the laboratory again");
        }
        if (said && !given.maybeText("synthetic-data").equals(Optional.of(APART))) {
            inspection.fail(
                    "synthetic-data",
                    path,
                    "market data",
                    "invented data",
                    "run the laboratory over market data");
        }
    }

    private static void age(Inspection inspection, Reading given, JsonObject report, String path) {
        Optional<Instant> made = report.text("generated_at").flatMap(Timestamps::parse);
        Instant now = inspection.context().asOf();
        if (made.isEmpty()) {
            inspection.malformed(
                    path + " generated_at",
                    "a UTC time such as 2026-11-20T12:00:00Z",
                    Shown.value(report.find("generated_at")));
        } else if (made.get().isAfter(now.plus(Statement.SKEW))) {
            // a date ahead of the clock would keep an old report young
            inspection.error(
                    "future-dated",
                    path + " generated_at",
                    "a time not after " + now,
                    made.get().toString(),
                    "mend the clock and run the laboratory again");
        } else if (made.get().isBefore(now.minus(given.duration("max-age").orElseThrow()))) {
            inspection.fail(
                    "stale",
                    path + " generated_at",
                    "not older than " + given.duration("max-age").orElseThrow(),
                    made.get().toString(),
                    "run the laboratory again");
        }
    }

    /** Each file that was computed from is named with its digest; given ones must be among them. */
    private static void sources(
            Inspection inspection, Reading given, JsonObject report, String path) {
        JsonObject run = report.object("run").orElse(JsonObject.EMPTY);
        boolean real =
                run.array("instruments").stream()
                        .anyMatch(
                                i ->
                                        i instanceof JsonObject o
                                                && !o.flag("synthetic").orElse(false));
        Set<String> named = new HashSet<>();
        boolean formed = run.find("sources").orElse(null) instanceof JsonArray;
        for (JsonValue value : run.array("sources")) {
            Optional<String> digest =
                    value instanceof JsonObject source ? source.text("sha384") : Optional.empty();
            formed &= digest.filter(d -> d.matches("sha384:[0-9a-f]{96}")).isPresent();
            digest.ifPresent(named::add);
        }
        if (!formed || (real && named.isEmpty())) {
            inspection.fail(
                    "data-unnamed",
                    path + " run.sources",
                    "each file with its SHA-384",
                    formed ? "no file" : "files without one",
                    "run the laboratory again");
        }
        for (Observation data :
                given.artefact("data").map(inspection::readable).orElse(List.of())) {
            if (!named.contains(data.item().digests().sha384().value())) {
                inspection.fail(
                        "other-data",
                        data.item().path(),
                        "a file that the report was computed from",
                        data.item().digests().sha384().abbreviated(),
                        "run the laboratory over the data that are attached");
            }
        }
    }

    /** The pages name the digest of the report that they show. */
    private static void pages(
            Inspection inspection, Observation report, List<Observation> candidates) {
        String digest = report.item().digests().sha384().hex();
        boolean found = false;
        for (Observation pdf : candidates) {
            byte[] bytes = pdf.content().orElseThrow().bytes();
            Optional<String> fault = new PdfShape(bytes).fault();
            fault.ifPresent(f -> inspection.malformed(pdf.item().path(), "a PDF (ISO 32000-1)", f));
            found |=
                    fault.isEmpty()
                            && new String(bytes, StandardCharsets.ISO_8859_1).contains(digest);
        }
        if (!found) {
            inspection.fail(
                    "pdf-of-another-run",
                    report.item().path(),
                    "pages that name " + report.item().digests().sha384().abbreviated(),
                    candidates.size() + " PDF(s) that do not",
                    "run the laboratory again and keep both files of the run");
        }
    }
}
