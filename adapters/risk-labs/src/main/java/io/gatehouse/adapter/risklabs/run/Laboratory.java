package io.gatehouse.adapter.risklabs.run;

import io.gatehouse.adapter.risklabs.grid.Cell;
import io.gatehouse.adapter.risklabs.grid.GridRunner;
import io.gatehouse.adapter.risklabs.grid.ThreadGridRunner;
import io.gatehouse.adapter.risklabs.market.DataFinding;
import io.gatehouse.adapter.risklabs.portfolio.Checked;
import io.gatehouse.adapter.risklabs.portfolio.EquityCurve;
import io.gatehouse.adapter.risklabs.portfolio.EquityCurves;
import io.gatehouse.adapter.risklabs.portfolio.Portfolio;
import io.gatehouse.adapter.risklabs.portfolio.PortfolioFile;
import io.gatehouse.adapter.risklabs.portfolio.PortfolioReader;
import io.gatehouse.adapter.risklabs.portfolio.ProfileReader;
import io.gatehouse.adapter.risklabs.portfolio.RiskProfile;
import io.gatehouse.adapter.risklabs.portfolio.Valuation;
import io.gatehouse.adapter.risklabs.report.LabReport;
import io.gatehouse.adapter.risklabs.report.Language;
import io.gatehouse.adapter.risklabs.report.ProfileReport;
import io.gatehouse.adapter.risklabs.report.ReportFiles;
import io.gatehouse.adapter.risklabs.run.LabInputs.Unreadable;
import io.gatehouse.adapter.risklabs.stress.StressMarket;
import io.gatehouse.adapter.risklabs.stress.StressOutcome;
import io.gatehouse.adapter.risklabs.stress.StressSettings;
import io.gatehouse.adapter.risklabs.stress.StressSuite;
import io.gatehouse.configuration.ConfigTree;
import io.gatehouse.core.digest.DigestPair;
import io.gatehouse.core.id.PersonId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.rule.Finding;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Computes a job from its files to its report, in this process.
 *
 * <p>Everything that is refused is refused before the first figure: data that do not pass the
 * quality gate, profiles without limits, portfolios beyond them. What is computed depends on the
 * options, the files and the time of the job alone, so that the same job gives the same bytes. Not
 * thread-safe; one instance for one run.
 */
final class Laboratory {

    /** Long weekends included: a price of a share may be so old before it is no price any more. */
    private static final Duration OLDEST_SESSION_PRICE = Duration.ofDays(5);

    private final LabJob job;
    private final LabOptions options;

    Laboratory(LabJob job) {
        this.job = job;
        this.options = job.options();
    }

    LabEnd run(LabProgress progress) {
        try {
            return compute(new LabInputs(job.workspace()), progress);
        } catch (Unreadable e) {
            return LabEnd.fault(e.finding());
        } catch (IOException e) {
            return LabEnd.notWritten(job.folder(), e);
        }
    }

    private LabEnd compute(LabInputs inputs, LabProgress progress) throws Unreadable, IOException {
        progress.at("data", 0, 1);
        byte[] config = inputs.bytes(options.config(), ConfigTree.LARGEST);
        Checked<List<RiskProfile>> profiles = profiles(inputs, config);
        if (profiles.accepted().isEmpty()) {
            return LabEnd.refused(profiles.findings());
        }
        LabMarket.Loaded loaded =
                new LabMarket(
                                options,
                                inputs.workspace(),
                                job.asOf(),
                                DataDemands.of(options.profiles(), config))
                        .load();
        if (loaded.market().isEmpty()) {
            return LabEnd.refused(
                    loaded.findings().stream()
                            .filter(DataFinding::refuses)
                            .map(DataFinding::finding)
                            .toList());
        }
        progress.at("data", 1, 1);
        StressMarket market = loaded.market().get();
        List<Finding> refusals = new ArrayList<>();
        List<Study> studies =
                studies(inputs, profiles.accepted().get(), market, refusals, progress);
        if (!refusals.isEmpty()) {
            return LabEnd.refused(refusals);
        }
        GridRunner runner = new ThreadGridRunner(job.threads());
        List<Simulations.Drawn> drawn = new Simulations(options).draw(studies, runner, progress);
        List<List<StressOutcome>> stressed = stress(studies, market, runner, progress);
        progress.at("report", 0, 1);
        List<ProfileReport> reports = new ArrayList<>();
        for (int i = 0; i < studies.size(); i++) {
            reports.add(
                    new ProfileAssembly(
                                    studies.get(i),
                                    drawn.get(i).simulations(),
                                    drawn.get(i).drawdown(),
                                    stressed.get(i).stream().map(StressNotes::outcome).toList(),
                                    options.seed())
                            .report());
        }
        LabReport report =
                new ReportAssembly(job, DigestPair.of(config), market, loaded.findings())
                        .report(studies, reports);
        LabEnd end = write(inputs.workspace(), report);
        progress.at("report", 1, 1);
        return end;
    }

    private Checked<List<RiskProfile>> profiles(LabInputs inputs, byte[] config) throws Unreadable {
        Optional<ProfileReader.File> manual = Optional.empty();
        Set<PersonId> signers = Set.of();
        if (options.manual().isPresent()) {
            String path = options.manual().get();
            byte[] bytes = inputs.bytes(path, PortfolioReader.LARGEST);
            manual = Optional.of(new ProfileReader.File(path, bytes));
            signers = job.approvals().of(bytes);
        }
        return ProfileReader.read(new ProfileReader.File(options.config(), config), manual, signers)
                .require(options.profiles());
    }

    private List<Study> studies(
            LabInputs inputs,
            List<RiskProfile> profiles,
            StressMarket market,
            List<Finding> refusals,
            LabProgress progress)
            throws Unreadable {
        Optional<PortfolioFile> file = Optional.empty();
        if (options.portfolio().isPresent()) {
            String path = options.portfolio().get();
            Checked<PortfolioFile> read =
                    PortfolioReader.read(path, inputs.bytes(path, PortfolioReader.LARGEST));
            refusals.addAll(read.findings());
            file = read.accepted();
            if (file.isEmpty()) {
                return List.of();
            }
        }
        List<Study> studies = new ArrayList<>();
        for (RiskProfile profile : profiles) {
            progress.at("figures", studies.size(), profiles.size());
            Checked<Portfolio> portfolio =
                    file.isPresent()
                            ? Valuation.of(file.get(), profile, market.data())
                            : Valuation.equalWeights(
                                    profile, options.symbols(), options.equity(), market.data());
            refusals.addAll(portfolio.findings());
            if (portfolio.accepted().isPresent()) {
                Checked<EquityCurve> curve =
                        EquityCurves.merge(
                                portfolio.accepted().get(), market.data(), oldestPrice());
                refusals.addAll(curve.findings());
                curve.accepted()
                        .ifPresent(
                                c ->
                                        studies.add(
                                                Study.of(
                                                        profile,
                                                        portfolio.accepted().get(),
                                                        c,
                                                        options.sessions() ? 252 : 365)));
            }
        }
        progress.at("figures", profiles.size(), profiles.size());
        return studies;
    }

    /** As old as the widest gap that the data quality gate lets pass. */
    private Duration oldestPrice() {
        return options.sessions()
                ? OLDEST_SESSION_PRICE
                : Duration.ofDays(3).plusSeconds(options.barSeconds());
    }

    private List<List<StressOutcome>> stress(
            List<Study> studies, StressMarket market, GridRunner runner, LabProgress progress) {
        Map<String, List<Portfolio>> portfolios = new HashMap<>();
        studies.forEach(s -> portfolios.put(s.profile().name(), List.of(s.portfolio())));
        StressSuite suite =
                new StressSuite(
                        studies.stream().map(Study::profile).toList(),
                        portfolios,
                        market,
                        new StressSettings(
                                StressSettings.DEFAULT.impact(),
                                RecordedCrashes.within(market.data())));
        List<String> chosen =
                suite.scenarios().stream()
                        .filter(
                                name ->
                                        options.scenarios().stream()
                                                .anyMatch(s -> name.startsWith(s + ".")))
                        .toList();
        List<Cell> cells = suite.cells(chosen, List.of(options.seed()));
        List<StressOutcome> outcomes =
                runner.run(
                        cells, suite::outcome, (done, total) -> progress.at("stress", done, total));
        List<List<StressOutcome>> byStudy = new ArrayList<>();
        for (Study study : studies) {
            List<StressOutcome> own = new ArrayList<>();
            for (int i = 0; i < cells.size(); i++) {
                if (cells.get(i).profile().equals(study.profile().name())) {
                    own.add(outcomes.get(i));
                }
            }
            byStudy.add(own);
        }
        return byStudy;
    }

    private LabEnd write(Path workspace, LabReport report) throws IOException {
        Path folder = job.place();
        ReportFiles.Written written =
                ReportFiles.write(
                        report,
                        Language.valueOf(options.language().toUpperCase(java.util.Locale.ROOT)),
                        folder,
                        LabJob.STEM);
        JsonObject.Builder verdicts = JsonObject.builder();
        report.profiles().forEach(p -> verdicts.put(p.name(), p.verdict().name()));
        return new LabEnd(
                LabEnd.Status.WRITTEN,
                JsonObject.builder()
                        .put("verdict", report.verdict().name())
                        .put("profiles", verdicts.build())
                        .put("synthetic_data", report.synthetic())
                        .put("seed", options.seed())
                        .put("config_sha384", report.run().configuration().sha384().value())
                        .put("report", workspace.relativize(written.jsonFile()).toString())
                        .put("report_sha384", written.json().sha384().value())
                        .put("pages", workspace.relativize(written.pdfFile()).toString())
                        .put("pages_sha384", written.pdf().sha384().value())
                        .build(),
                Verdicts.findings(report));
    }
}
