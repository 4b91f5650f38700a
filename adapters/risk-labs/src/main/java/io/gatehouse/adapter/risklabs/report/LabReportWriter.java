package io.gatehouse.adapter.risklabs.report;

import io.gatehouse.adapter.risklabs.report.StressOutcome.Status;
import java.util.Locale;

/** A report as JSON; the existing tool's names where it has one. Stateless and thread-safe. */
final class LabReportWriter {

    private LabReportWriter() {}

    static byte[] bytes(LabReport report) {
        return new JsonTree()
                .put("schema", LabReport.SCHEMA)
                .put("generated_at", report.run().generatedAt())
                .put("verdict", report.verdict().name())
                .put("synthetic_data", report.synthetic())
                .put("base_equity", report.run().baseEquity())
                .put(
                        "breach_count",
                        report.profiles().stream().mapToLong(p -> p.breaches().size()).sum())
                .put("stress_failures", notPassed(report, true))
                .put("further_stress_failures", count(report, false, Status.FAILED))
                .put("stress_not_tested", untested(report))
                .put("run", run(report.run()))
                .objects("profiles", report.profiles(), ProfileForms::profile)
                .objects("data_quality", report.quality(), LabReportWriter::finding)
                .objects("not_tested", report.notTested(), LabReportWriter::untested)
                .bytes();
    }

    /** The existing readers count whatever did not pass, so the counter does too. */
    private static long notPassed(LabReport report, boolean standard) {
        return count(report, standard, Status.FAILED) + count(report, standard, Status.NOT_TESTED);
    }

    private static long untested(LabReport report) {
        return count(report, true, Status.NOT_TESTED) + count(report, false, Status.NOT_TESTED);
    }

    private static long count(LabReport report, boolean standard, Status status) {
        return report.profiles().stream().mapToLong(p -> p.count(standard, status)).sum();
    }

    private static JsonTree run(Run run) {
        return new JsonTree()
                .put("id", run.id())
                .put("model", run.model())
                .put("versions", run.versions())
                .put("options", run.options())
                .put("seed", run.seed())
                .put("paths", run.paths())
                .put("steps", run.steps())
                .put(
                        "configuration",
                        new JsonTree()
                                .put("sha256", run.configuration().sha256().value())
                                .put("sha384", run.configuration().sha384().value()))
                .objects(
                        "sources",
                        run.sources(),
                        s ->
                                new JsonTree()
                                        .put("path", s.path())
                                        .put("sha384", s.sha384().value())
                                        .put("bytes", s.bytes())
                                        .put("synthetic", s.synthetic()))
                .objects(
                        "instruments",
                        run.instruments(),
                        i ->
                                new JsonTree()
                                        .put("symbol", i.symbol())
                                        .put("interval", i.interval())
                                        .put("first_bar", i.firstBar())
                                        .put("last_bar", i.lastBar())
                                        .put("bars", i.bars())
                                        .put("synthetic", i.synthetic()));
    }

    private static JsonTree finding(QualityFinding finding) {
        return FigureForms.note(finding.detail())
                .put("severity", finding.severity().name().toLowerCase(Locale.ROOT))
                .put("subject", finding.subject());
    }

    private static JsonTree untested(NotTested untested) {
        return FigureForms.note(untested.reason()).put("subject", untested.subject());
    }
}
