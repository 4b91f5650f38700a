package io.gatehouse.adapter.smoke.job;

import io.gatehouse.adapter.smoke.SmokeCode;
import io.gatehouse.adapter.smoke.candle.Instrument;
import io.gatehouse.adapter.smoke.paper.PaperComparison;
import io.gatehouse.adapter.smoke.paper.PaperLog;
import io.gatehouse.adapter.smoke.paper.PaperLogReader;
import io.gatehouse.adapter.smoke.paper.PaperResult;
import io.gatehouse.adapter.smoke.paper.PaperSimulation;
import io.gatehouse.adapter.smoke.report.PaperPage;
import io.gatehouse.adapter.smoke.report.PaperReport;
import io.gatehouse.adapter.smoke.report.ReportHead;
import io.gatehouse.adapter.smoke.report.SmokePage;
import io.gatehouse.adapter.smoke.report.SmokeReport;
import io.gatehouse.adapter.smoke.report.Stage4Page;
import io.gatehouse.adapter.smoke.report.Tongue;
import io.gatehouse.adapter.smoke.run.Expected;
import io.gatehouse.adapter.smoke.run.PortfolioLimits;
import io.gatehouse.adapter.smoke.run.SmokeData;
import io.gatehouse.adapter.smoke.run.SmokeResult;
import io.gatehouse.adapter.smoke.run.SmokeRun;
import io.gatehouse.adapter.smoke.run.TargetRun;
import io.gatehouse.adapter.smoke.run.Terms;
import io.gatehouse.configuration.ConfigTree;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.rule.Finding;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/**
 * One smoke over a workspace. Equal files and options give equal reports but for the time.
 *
 * <p>Confined to the calling thread.
 */
public final class SmokeJob {

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final int LARGEST_EXPECTED = 1024 * 1024;

    /** A report with the digest of its file. */
    private record Written(JsonObject json, Digest digest) {

        static Written of(JsonObject json) {
            return new Written(json, Digest.sha384(line(json)));
        }
    }

    private final Workspace workspace;
    private final SmokeOptions options;
    private final Instant time;
    private final ConfigTree configuration;
    private final SmokeData data;

    private SmokeJob(Path workspace, SmokeOptions options, Instant time) throws Refusal {
        this.workspace = new Workspace(workspace);
        this.options = options;
        this.time = time;
        byte[] config = this.workspace.read(options.config(), ConfigTree.LARGEST);
        this.configuration = Universe.tree(options.config(), config);
        List<Instrument> instruments =
                Universe.instruments(configuration, options.config(), options.universe());
        this.data = DataLoading.load(this.workspace, options, instruments, Digest.sha384(config));
    }

    /**
     * Runs a smoke and writes its report.
     *
     * @param time that the report bears, in whole seconds
     * @throws Refusal when there is nothing to report on
     */
    public static SmokeEnd run(Path workspace, SmokeOptions options, Instant time) throws Refusal {
        SmokeJob job = new SmokeJob(workspace, options, time);
        return switch (options.task()) {
            case DEMO, STAGE4 -> job.strategies();
            case PAPER -> job.paper();
        };
    }

    /**
     * The file of expected figures for a demo or stage 4 smoke, for a person to read and adopt.
     *
     * @param percent tolerance of each figure
     */
    public static byte[] expected(Path workspace, SmokeOptions options, int percent)
            throws Refusal {
        SmokeJob job = new SmokeJob(workspace, options, Instant.EPOCH);
        try {
            SmokeRun run = job.smoke();
            Digest basis = job.data.basis(Terms.USUAL, options.cycles());
            return line(Expected.of(basis, run.runs(), percent));
        } catch (SmokeRun.Refused e) {
            throw new Refusal(e.finding());
        }
    }

    private SmokeRun smoke() throws Refusal {
        Optional<PortfolioLimits> limits = Optional.empty();
        if (options.task() == SmokeTask.STAGE4) {
            limits = PortfolioLimits.of(configuration, options.profile());
            if (limits.isEmpty()) {
                throw new Refusal(
                        SmokeCode.CONFIGURATION.at(
                                options.config() + " risk_profiles." + options.profile(),
                                "max_position_pct, max_leverage, max_open_positions",
                                "one of them is missing or no number above zero"));
            }
        }
        return new SmokeRun(data, options.strategies(), options.cycles(), Terms.USUAL, limits);
    }

    private SmokeEnd strategies() throws Refusal {
        String path = options.expected().orElseThrow();
        Optional<Expected> expected = Expected.read(workspace.read(path, LARGEST_EXPECTED));
        if (expected.isEmpty()) {
            throw new Refusal(
                    SmokeCode.BASELINE_UNREADABLE.at(path, Expected.SCHEMA, "another form"));
        }
        try {
            SmokeResult result = smoke().against(expected.get());
            Written report = Written.of(SmokeReport.of(head(), result));
            return options.task() == SmokeTask.STAGE4
                    ? stage4(report, result.findings())
                    : demo(report, result.findings());
        } catch (SmokeRun.Refused e) {
            throw new Refusal(e.finding());
        }
    }

    private SmokeEnd demo(Written report, List<Finding> findings) throws Refusal {
        String folder = options.output() + "/";
        for (Tongue tongue : Tongue.values()) {
            workspace.write(
                    folder + "demo_smoke_summary" + tongue.ending(),
                    text(SmokePage.of(report.json(), report.digest(), tongue)));
        }
        workspace.write(folder + "smoke.log", text(SmokePage.log(report.json())));
        return end(folder + "demo_smoke.json", report, findings);
    }

    private SmokeEnd stage4(Written report, List<Finding> findings) throws Refusal {
        String folder = options.output() + "/" + STAMP.format(time) + "/stage4_smoke/";
        for (Tongue tongue : Tongue.values()) {
            workspace.write(
                    folder + "STAGE4_MULTI_STRATEGY_SMOKE" + tongue.ending(),
                    text(Stage4Page.of(report.json(), report.digest(), tongue)));
        }
        return end(folder + "smoke_report.json", report, findings);
    }

    private SmokeEnd paper() throws Refusal {
        Optional<String> path = options.paperLog();
        try {
            byte[] bytes =
                    path.isPresent()
                            ? workspace.read(path.get(), PaperLogReader.LARGEST)
                            : simulated();
            PaperResult result =
                    PaperComparison.of(
                            data,
                            options.strategies(),
                            Terms.USUAL,
                            options.paperLimits(),
                            log(path.orElse("simulation"), bytes),
                            path.isEmpty());
            if (result.orders().size() > SmokeRun.MOST_FILLS) {
                throw new Refusal(
                        SmokeCode.TOO_MANY_FILLS.at(
                                "orders",
                                "at most " + SmokeRun.MOST_FILLS,
                                String.valueOf(result.orders().size())));
            }
            String folder = options.output() + "/";
            String file = folder + "paper_smoke_summary.json";
            Written report = Written.of(PaperReport.of(head(), result, options.output(), file));
            for (Tongue tongue : Tongue.values()) {
                workspace.write(
                        folder + "paper_smoke_summary" + tongue.ending(),
                        text(PaperPage.of(report.json(), report.digest(), tongue)));
            }
            return end(file, report, result.findings());
        } catch (TargetRun.StrategyFault e) {
            throw new Refusal(
                    SmokeCode.STRATEGY_FAILED.at(
                            "strategies", "targets", String.valueOf(e.getMessage())));
        } catch (ArithmeticException e) {
            throw new Refusal(
                    SmokeCode.OUT_OF_RANGE.at(
                            "orders", "amounts that can be counted", "too large"));
        }
    }

    private byte[] simulated() throws Refusal {
        if (data.market().rows() > PaperSimulation.MOST_ROWS) {
            throw new Refusal(
                    SmokeCode.TOO_LARGE.at(
                            "candles",
                            "at most " + PaperSimulation.MOST_ROWS + " to simulate over",
                            String.valueOf(data.market().rows())));
        }
        return PaperSimulation.run(
                data.market(), options.strategies(), Terms.USUAL, options.seed());
    }

    private static PaperLog log(String path, byte[] bytes) throws Refusal {
        PaperLogReader.Reading reading = PaperLogReader.read(path, bytes);
        if (reading instanceof PaperLogReader.Reading.Read read) {
            return read.log();
        }
        throw new Refusal(((PaperLogReader.Reading.Refused) reading).finding());
    }

    private ReportHead head() {
        return new ReportHead(options.task().code(), time, options.operator(), options.job());
    }

    private SmokeEnd end(String path, Written report, List<Finding> findings) throws Refusal {
        // last, so that a report never stands without its pages
        workspace.write(path, line(report.json()));
        return new SmokeEnd(
                JsonObject.of("report", path)
                        .with("report_sha384", report.digest().value())
                        .with("status", report.json().requireText("status"))
                        .with("findings", findings.size()),
                findings);
    }

    private static byte[] line(JsonObject object) {
        return text(CanonicalJson.text(object) + "\n");
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
