package io.gatehouse.adapter.risklabs.run;

import io.gatehouse.adapter.risklabs.market.Bars;
import io.gatehouse.adapter.risklabs.market.DataFinding;
import io.gatehouse.adapter.risklabs.report.DataSource;
import io.gatehouse.adapter.risklabs.report.Instrument;
import io.gatehouse.adapter.risklabs.report.LabReport;
import io.gatehouse.adapter.risklabs.report.NotTested;
import io.gatehouse.adapter.risklabs.report.Note;
import io.gatehouse.adapter.risklabs.report.ProfileReport;
import io.gatehouse.adapter.risklabs.report.QualityFinding;
import io.gatehouse.adapter.risklabs.report.Run;
import io.gatehouse.adapter.risklabs.report.StressOutcome;
import io.gatehouse.adapter.risklabs.stress.StressMarket;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.digest.DigestPair;
import io.gatehouse.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Puts the whole report together: what was run, on what, and what was left out. */
final class ReportAssembly {

    /** Raised whenever equal inputs would give other figures. */
    static final String VERSION = "1";

    private final LabJob job;
    private final DigestPair configuration;
    private final StressMarket market;
    private final List<DataFinding> findings;

    ReportAssembly(
            LabJob job, DigestPair configuration, StressMarket market, List<DataFinding> findings) {
        this.job = job;
        this.configuration = configuration;
        this.market = market;
        this.findings = findings;
    }

    LabReport report(List<Study> studies, List<ProfileReport> profiles) {
        return new LabReport(run(), profiles, quality(studies), notTested(studies, profiles));
    }

    private Run run() {
        LabOptions options = job.options();
        List<DataSource> sources =
                market.data().sources().stream()
                        .map(s -> new DataSource(s.path(), s.sha384(), s.bytes(), false))
                        .toList();
        List<Instrument> instruments = new ArrayList<>();
        market.data()
                .instruments()
                .forEach(
                        (symbol, one) -> {
                            Bars bars = one.bars();
                            instruments.add(
                                    new Instrument(
                                            symbol,
                                            options.interval(),
                                            Instant.ofEpochMilli(bars.openTime()[0]),
                                            Instant.ofEpochMilli(bars.openTime()[bars.size() - 1]),
                                            bars.size(),
                                            one.synthetic()
                                                    || market.syntheticDepth().contains(symbol)
                                                    || market.syntheticLatency().contains(symbol)));
                        });
        SortedMap<String, String> versions = new TreeMap<>(java.util.Map.of("laboratory", VERSION));
        JsonObject identity =
                JsonObject.builder()
                        .put("options", options.toJson())
                        .put("as_of", job.asOf().toString())
                        .put("configuration", configuration.sha384().value())
                        .put("sources", sources.stream().map(s -> s.sha384().value()).toList())
                        .put("version", VERSION)
                        .build();
        return new Run(
                "lab-" + Digest.of(identity).hex().substring(0, 16),
                job.asOf(),
                "default",
                versions,
                options.seed(),
                options.paths(),
                options.steps(),
                options.equity().doubleValue(),
                configuration,
                options.texts(),
                sources,
                instruments);
    }

    private List<QualityFinding> quality(List<Study> studies) {
        List<QualityFinding> all = new ArrayList<>();
        for (DataFinding finding : findings) {
            all.add(
                    new QualityFinding(
                            QualityFinding.Severity.NOTICE,
                            finding.finding().subject(),
                            Note.of(
                                    "data_" + finding.code().replace('-', '_'),
                                    finding.code().replace('-', ' ')
                                            + ": expected "
                                            + finding.finding().expected()
                                            + ", observed "
                                            + finding.finding().observed(),
                                    finding.figures().toArray(String[]::new))));
        }
        for (Study study : studies) {
            if (!study.profile().attested()) {
                all.add(
                        new QualityFinding(
                                QualityFinding.Severity.WARNING,
                                study.profile().name(),
                                Note.of(
                                        "limits_unattested",
                                        "The configuration names no owner or no reason for a limit.")));
            }
        }
        return all;
    }

    private List<NotTested> notTested(List<Study> studies, List<ProfileReport> profiles) {
        List<NotTested> all = new ArrayList<>();
        all.add(
                untested(
                        "queue",
                        "untested_queue",
                        "Bars and book snapshots do not tell the place of an order in the queue."));
        all.add(
                untested(
                        "costs",
                        "untested_costs",
                        "Fees, funding and taxes are not part of the equity curve."));
        all.add(
                untested(
                        "venue",
                        "untested_venue",
                        "The default of a venue and the loss of what is held there."));
        all.add(
                untested(
                        "strategy",
                        "untested_strategy",
                        "The portfolio is held at its weights; decisions of a strategy are not simulated."));
        if (job.options().maxDataAge().isEmpty()) {
            all.add(
                    untested(
                            "age",
                            "untested_age",
                            "Whether the last bar is recent: no greatest age was asked for."));
        }
        if (studies.stream().anyMatch(study -> study.choice().isEmpty())) {
            all.add(
                    untested(
                            "backtest",
                            "untested_backtest",
                            "The models: fewer than 500 steps, or a series that stands still."));
        }
        if (studies.stream().anyMatch(study -> !study.daily())) {
            all.add(
                    untested(
                            "days",
                            "untested_days",
                            "Days: there are fewer than 500, so that models are of bars."));
        }
        profiles.stream()
                .flatMap(profile -> profile.stress().stream())
                .filter(s -> s.status() == StressOutcome.Status.NOT_TESTED)
                .map(s -> s.scenario() + "." + s.subject())
                .distinct()
                .forEach(
                        name ->
                                all.add(
                                        untested(
                                                name,
                                                "untested_stress",
                                                "The data that this stress test needs were not there.")));
        return all;
    }

    private static NotTested untested(String subject, String code, String text) {
        return new NotTested(subject, Note.of(code, text));
    }
}
