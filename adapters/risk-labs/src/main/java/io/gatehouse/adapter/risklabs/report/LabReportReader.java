package io.gatehouse.adapter.risklabs.report;

import io.gatehouse.audit.json.JsonReading;
import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.digest.DigestPair;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.rule.Finding;
import java.util.Arrays;

/**
 * Reads a report back.
 *
 * <p>Numbers are read from their decimal text; see {@link LabReport#read} for why the bytes must be
 * those that the writer makes. Memory is proportional to the input, which is limited. Stateless and
 * thread-safe.
 */
final class LabReportReader {

    /** A full report has about two megabytes. */
    static final int LONGEST = 64 * 1024 * 1024;

    private static final String REMEDY =
            "take the report that the laboratory wrote, or run it again";

    private LabReportReader() {}

    static LabReportReading read(byte[] json) {
        if (json.length > LONGEST) {
            return refused("too-long", "at most " + LONGEST + " bytes", json.length + " bytes");
        }
        JsonReading reading = StrictJson.readEvidence(json);
        if (reading instanceof JsonReading.Refused refused) {
            return refused("not-json", "JSON (RFC 8259)", refused.fault().toString());
        }
        if (!(reading.orThrow() instanceof JsonObject object)) {
            return refused("not-a-report", "an object", "another value");
        }
        if (!object.text("schema").filter(LabReport.SCHEMA::equals).isPresent()) {
            return refused("schema", LabReport.SCHEMA, "another schema, or none");
        }
        LabReport report;
        int difference;
        try {
            report = report(new Fields(object, ""));
            difference = Arrays.mismatch(json, report.toJson());
        } catch (IllegalArgumentException e) {
            // every message of the constructors is ours and quotes no input
            return refused("implausible", "a report that agrees with itself", e.getMessage());
        }
        // also what is edited in one place only: a verdict, a counter, a distance
        return difference < 0
                ? new LabReportReading.Accepted(report)
                : refused(
                        "not-as-written",
                        "the bytes that follow from its own figures",
                        "other bytes from offset " + difference);
    }

    private static LabReportReading refused(String code, String expected, String observed) {
        return new LabReportReading.Refused(
                Finding.of("labs-report", code, "risk lab report", expected, observed, REMEDY));
    }

    private static LabReport report(Fields fields) {
        return new LabReport(
                run(fields),
                fields.objects("profiles", ProfileForms::profile),
                fields.objects(
                        "data_quality",
                        f ->
                                new QualityFinding(
                                        f.constant("severity", QualityFinding.Severity.class),
                                        f.text("subject"),
                                        FigureForms.note(f))),
                fields.objects(
                        "not_tested", f -> new NotTested(f.text("subject"), FigureForms.note(f))));
    }

    private static Run run(Fields report) {
        Fields fields = report.fields("run");
        Fields configuration = fields.fields("configuration");
        return new Run(
                fields.text("id"),
                report.time("generated_at"),
                fields.text("model"),
                fields.textsByName("versions"),
                fields.integer("seed"),
                fields.integer("paths"),
                fields.integer("steps"),
                report.number("base_equity"),
                new DigestPair(
                        Digest.parse(configuration.text("sha256")),
                        Digest.parse(configuration.text("sha384"))),
                fields.textsByName("options"),
                fields.objects("sources", LabReportReader::source),
                fields.objects("instruments", LabReportReader::instrument));
    }

    private static DataSource source(Fields fields) {
        return new DataSource(
                fields.text("path"),
                Digest.parse(fields.text("sha384")),
                fields.integer("bytes"),
                fields.flag("synthetic"));
    }

    private static Instrument instrument(Fields fields) {
        return new Instrument(
                fields.text("symbol"),
                fields.text("interval"),
                fields.time("first_bar"),
                fields.time("last_bar"),
                fields.integer("bars"),
                fields.flag("synthetic"));
    }
}
