package io.gatehouse.adapter.risklabs.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.adapter.risklabs.report.LabReport;
import io.gatehouse.adapter.risklabs.report.LabReportReading;
import io.gatehouse.adapter.risklabs.report.Language;
import io.gatehouse.adapter.risklabs.report.ProfileReport;
import io.gatehouse.adapter.risklabs.report.Reason;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.PersonId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.rule.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From files to a report, in this process; each refusal before the first figure. */
class LaboratoryTest {

    @TempDir Path folder;

    private LabWorkspace workspace;

    @BeforeEach
    void makeWorkspace() throws IOException {
        workspace = new LabWorkspace(folder.toRealPath());
    }

    private LabEnd run(JsonObject options, int threads) {
        return new Laboratory(workspace.job(options, threads)).run(LabProgress.NONE);
    }

    private static List<String> codes(LabEnd end) {
        return end.findings().stream().map(Finding::code).distinct().toList();
    }

    private LabReport report() throws IOException {
        LabReportReading reading = LabReport.read(workspace.json());
        assertThat(reading).isInstanceOf(LabReportReading.Accepted.class);
        return ((LabReportReading.Accepted) reading).report();
    }

    @Test
    void shouldWriteTheSameBytesWithAnyNumberOfThreads() throws IOException {
        LabEnd one = run(LabWorkspace.madeUp(), 1);
        byte[] json = workspace.json();
        byte[] pages = workspace.pages();
        for (int threads : new int[] {2, 4}) {
            LabEnd again = run(LabWorkspace.madeUp(), threads);
            assertThat(again.facts()).isEqualTo(one.facts());
            assertThat(workspace.json()).isEqualTo(json);
            assertThat(workspace.pages()).isEqualTo(pages);
        }
        assertThat(one.status()).isEqualTo(LabEnd.Status.WRITTEN);
        assertThat(one.facts().text("report_sha384")).contains(Digest.sha384(json).value());
        run(LabWorkspace.madeUp().with("seed", 2), 2);
        assertThat(workspace.json()).isNotEqualTo(json);
    }

    @Test
    void shouldSayThatSeriesWereMadeUp() throws IOException {
        LabEnd end = run(LabWorkspace.madeUp(), 2);
        assertThat(end.facts().flag("synthetic_data")).contains(true);
        LabReport report = report();
        assertThat(report.synthetic()).isTrue();
        assertThat(report.run().instruments()).allMatch(i -> i.synthetic());
        assertThat(report.profiles())
                .extracting(ProfileReport::name)
                .containsExactlyElementsOf(LabOptions.PROFILES);
        assertThat(report.notTested()).hasSizeGreaterThan(3);
        assertThat(LabOptions.ofTexts(report.run().options()))
                .isEqualTo(LabOptions.of(LabWorkspace.madeUp()));
    }

    @Test
    void shouldRefuseWithoutDataWhereNothingMayBeMadeUp() {
        LabEnd end = run(LabWorkspace.madeUp().with("synthetic", false), 1);
        assertThat(end.status()).isEqualTo(LabEnd.Status.REFUSED);
        assertThat(codes(end)).containsExactly("data-missing");
        assertThat(workspace.root.resolve("reports")).doesNotExist();
    }

    @Test
    void shouldRefuseALimitOfZero() throws IOException {
        Path config = workspace.root.resolve("config/core.yaml");
        Files.writeString(
                config,
                Files.readString(config)
                        .replaceFirst("hard_drawdown_pct: 0.05", "hard_drawdown_pct: 0"));
        LabEnd end = run(LabWorkspace.madeUp(), 1);
        assertThat(end.status()).isEqualTo(LabEnd.Status.REFUSED);
        assertThat(codes(end)).contains("limit-zero");
    }

    @Test
    void shouldRefuseManualLimitsThatAreLooserThanTheLoosestNamedOnes() throws IOException {
        Path manual = workspace.root.resolve("config/manual.yaml");
        Files.writeString(
                manual,
                Files.readString(manual)
                        .replace("hard_drawdown_pct: 0.10", "hard_drawdown_pct: 0.21"));
        LabEnd end = run(LabWorkspace.madeUp(), 1);
        assertThat(end.status()).isEqualTo(LabEnd.Status.REFUSED);
        assertThat(codes(end)).containsExactly("manual-looser");
    }

    @Test
    void shouldLetTwoPersonsLoosenTheManualLimitsOfExactlyTheFileTheySigned() throws IOException {
        Path manual = workspace.root.resolve("config/manual.yaml");
        Files.writeString(
                manual,
                Files.readString(manual)
                        .replace("hard_drawdown_pct: 0.10", "hard_drawdown_pct: 0.21"));
        LabJob job = workspace.job(LabWorkspace.madeUp(), 1);
        Set<PersonId> two = Set.of(new PersonId("anna"), new PersonId("piotr"));

        LabJob signed = LabJob.of(job.approvedBy((path, file) -> two).toJson());
        assertThat(new Laboratory(signed).run(LabProgress.NONE).status())
                .isEqualTo(LabEnd.Status.WRITTEN);
        LabJob half = job.approvedBy((path, file) -> Set.of(new PersonId("anna")));
        assertThat(codes(new Laboratory(half).run(LabProgress.NONE)))
                .containsExactly("manual-looser");
        Files.writeString(manual, Files.readString(manual).replace("0.21", "0.22"));
        assertThat(codes(new Laboratory(signed).run(LabProgress.NONE)))
                .containsExactly("manual-looser");
    }

    @Test
    void shouldRefuseAPortfolioWithoutData() throws IOException {
        Files.writeString(
                workspace.root.resolve("config/portfolio.yaml"),
                "name: desk\nequity: \"100000\"\nweights:\n  DOGEUSDT: \"0.01\"\n");
        LabEnd end = run(LabWorkspace.madeUp().with("portfolio", "config/portfolio.yaml"), 1);
        assertThat(end.status()).isEqualTo(LabEnd.Status.REFUSED);
        assertThat(codes(end)).containsExactly("instrument-without-data");
    }

    @Test
    void shouldNameAFileThatIsNotThere() {
        LabEnd end = run(LabWorkspace.madeUp().with("config", "config/none.yaml"), 1);
        assertThat(end.status()).isEqualTo(LabEnd.Status.FAULT);
        assertThat(codes(end)).containsExactly("input-missing");
    }

    @Test
    void shouldFollowNoLinkToAnotherPlace() throws IOException {
        Files.createSymbolicLink(
                workspace.root.resolve("config/link.yaml"), Path.of("/etc/hostname"));
        LabEnd end = run(LabWorkspace.madeUp().with("config", "config/link.yaml"), 1);
        assertThat(codes(end)).containsExactly("input-missing");
    }

    @Test
    void shouldWriteNowhereButInTheWorkspace() throws IOException {
        Path outside =
                Files.createDirectory(
                        workspace.root.resolveSibling("outside-" + workspace.root.getFileName()));
        Files.createSymbolicLink(workspace.root.resolve("reports"), outside);
        for (String place : List.of("reports", "../" + outside.getFileName())) {
            LabJob job =
                    new LabJob(
                            workspace.root,
                            LabOptions.of(LabWorkspace.madeUp()),
                            place,
                            1,
                            LabWorkspace.AS_OF);
            assertThat(codes(new Laboratory(job).run(LabProgress.NONE)))
                    .containsExactly("not-written");
            assertThat(codes(new CompatJob(job).carryOut(LabProgress.NONE)))
                    .containsExactly("not-written");
        }
        assertThat(outside).isEmptyDirectory();
        Files.delete(outside);
    }

    /** Shares since 1998: raw refused for their splits, adjusted judged, and honestly failed. */
    @Test
    void shouldJudgeSharesSince1998() throws IOException {
        Files.createDirectories(workspace.root.resolve("factors"));
        for (String symbol : List.of("SPY", "AAPL", "IBM")) {
            String name = symbol.toLowerCase(java.util.Locale.ROOT);
            assertThat(
                            workspace
                                    .bring(
                                            "lean-apache2/equity_" + name + "_daily.csv",
                                            "us",
                                            symbol)
                                    .status())
                    .isEqualTo(LabEnd.Status.WRITTEN);
            Files.copy(
                    LabWorkspace.shared("lean-apache2/factors_" + name + ".csv"),
                    workspace.root.resolve("factors/factors_" + name + ".csv"));
        }
        JsonObject options =
                JsonObject.builder()
                        .put("namespace", "us")
                        .put("symbols", List.of("SPY", "AAPL", "IBM"))
                        .put("interval", "1d")
                        .put("sessions", true)
                        .put("manual", "config/manual.yaml")
                        .put("paths", 2_000)
                        .build();
        LabEnd raw = run(options, 2);
        assertThat(raw.status()).isEqualTo(LabEnd.Status.REFUSED);
        assertThat(codes(raw)).containsExactly("split-unadjusted");

        LabEnd end = run(options.with("factors", "factors"), 2);
        assertThat(end.status()).isEqualTo(LabEnd.Status.WRITTEN);
        LabReport report = report();
        assertThat(report.synthetic()).isFalse();
        assertThat(report.run().sources()).hasSizeGreaterThan(800);
        ProfileReport conservative = report.profiles().get(0);
        assertThat(conservative.reasons())
                .extracting(Reason::kind)
                .contains(Reason.Kind.BREACH, Reason.Kind.STRESS_NOT_TESTED)
                .doesNotContain(Reason.Kind.NO_JUDGING_MODEL);
        // what a normal distribution makes of these years is rejected, and the report shows it
        assertThat(conservative.backtests())
                .filteredOn(b -> b.model().equals("normal") && b.level() == 0.99)
                .singleElement()
                .matches(b -> b.rejected());
        assertThat(conservative.stress())
                .extracting(s -> s.scenario() + "." + s.subject())
                .contains("flash_crash.replay-2020-03-12.held", "reverse.gap");
    }

    /** Hours of one instrument, minutes of another world: depth, trades and delays as recorded. */
    @Test
    void shouldTestOnRecordedDepthAndDelays() throws IOException {
        for (String[] file :
                new String[][] {
                    {"lean-apache2/crypto_coinbase_btcusd_minute_trade.csv", "BTCUSDT"},
                    {"binance-l2-mit/binance_spot_btcusdt_depth_1s.csv", "BTCUSDT"},
                    {"binance-l2-mit/binance_spot_btcusdt_trades.csv", "BTCUSDT"},
                    {"binance-l2-mit/binance_spot_btcusdt_feed_latency.csv", "BTCUSDT"}
                }) {
            LabEnd end = workspace.bring(file[0], "spot", file[1]);
            assertThat(end.status())
                    .as(file[0] + " " + end.findings())
                    .isEqualTo(LabEnd.Status.WRITTEN);
        }
        JsonObject options =
                JsonObject.builder()
                        .put("namespace", "spot")
                        .put("symbols", List.of("BTCUSDT"))
                        .put("interval", "1m")
                        .put("max_bars", 1_000)
                        .put("manual", "config/manual.yaml")
                        .put("paths", 2_000)
                        .build();
        LabEnd end = run(options, 2);
        assertThat(end.status()).as("%s", end.findings()).isEqualTo(LabEnd.Status.WRITTEN);
        assertThat(report().profiles().get(0).stress())
                .filteredOn(s -> s.standard())
                .allMatch(s -> s.measure().isPresent());
        assertThat(report().synthetic()).isFalse();
    }

    /** Days with months between them: refused, unless the profile's owner allows such gaps. */
    @Test
    void shouldTakeTheDemandsOnDataFromTheConfiguration() throws IOException {
        workspace.bring("lean-apache2/crypto_coinbase_btcusd_minute_trade.csv", "spot", "BTCUSDT");
        JsonObject options =
                JsonObject.builder()
                        .put("namespace", "spot")
                        .put("symbols", List.of("BTCUSDT"))
                        .put("interval", "1m")
                        .put("profiles", List.of("balanced"))
                        .put("paths", 1_000)
                        .build();
        LabEnd strict = run(options, 1);
        assertThat(strict.status()).isEqualTo(LabEnd.Status.REFUSED);
        assertThat(codes(strict)).contains("gap", "coverage-low");

        Path config = workspace.root.resolve("config/core.yaml");
        Files.writeString(
                config,
                Files.readString(config)
                        .replaceFirst(
                                "  balanced:\n",
                                "  balanced:\n    data_quality:\n      max_gap_minutes: 1000000\n      min_ok_ratio: 0.001\n"));
        LabEnd lenient = run(options, 1);
        assertThat(codes(lenient)).doesNotContain("gap", "coverage-low");
    }

    @Test
    void shouldMakeAReportAgainFromWhatItSaysOfItself() throws Exception {
        run(LabWorkspace.madeUp(), 2);
        byte[] bytes = workspace.json();
        LabRemake remake = LabRemake.of(bytes, workspace.root);
        Optional<LabEnd> end =
                remake.run(
                        ChildLaboratory.ofThisProgram(), Duration.ofMinutes(5), LabProgress.NONE);
        assertThat(end.orElseThrow().facts().text("report_sha384"))
                .contains(remake.digest().value());
        assertThat(workspace.root.resolve("var/gatehouse")).isEmptyDirectory();
    }

    @Test
    void shouldSpeakBothLanguages() {
        assertThat(Language.values()).extracting(Language::name).contains("PL", "EN");
        LabEnd end = run(LabWorkspace.madeUp().with("language", "en"), 2);
        assertThat(end.status()).isEqualTo(LabEnd.Status.WRITTEN);
    }
}
