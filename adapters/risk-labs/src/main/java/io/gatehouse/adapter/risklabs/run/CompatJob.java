package io.gatehouse.adapter.risklabs.run;

import io.gatehouse.adapter.risklabs.compat.CompatModel;
import io.gatehouse.adapter.risklabs.compat.CompatProfile;
import io.gatehouse.adapter.risklabs.compat.CompatReport;
import io.gatehouse.adapter.risklabs.compat.CompatScenario;
import io.gatehouse.adapter.risklabs.compat.CompatSynthetic;
import io.gatehouse.adapter.risklabs.market.Bars;
import io.gatehouse.adapter.risklabs.market.DataFinding;
import io.gatehouse.adapter.risklabs.market.MarketData;
import io.gatehouse.adapter.risklabs.market.MarketReader;
import io.gatehouse.adapter.risklabs.market.MarketRequest;
import io.gatehouse.adapter.risklabs.market.Reading;
import io.gatehouse.audit.file.DurableFiles;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The existing tool's model over the same data, for comparison: its figures, its JSON, no pages.
 * What it writes is no report of this laboratory, and {@code labs-pass} refuses it.
 *
 * @param job what a run of the laboratory would be asked; paths, steps and limits play no part
 */
public record CompatJob(LabJob job) implements LabTask {

    static final String TASK = "compat";

    /** The existing tool's own default; a longer history is cut to it. */
    private static final int BARS = 720;

    @Override
    public Path workspace() {
        return job.workspace();
    }

    @Override
    public JsonObject toJson() {
        return job.toJson().with("task", TASK);
    }

    @Override
    public LabEnd carryOut(LabProgress progress) {
        progress.at("data", 0, 1);
        LabOptions options = job.options();
        List<Bars> bars = new ArrayList<>();
        for (String symbol : options.symbols()) {
            if (options.synthetic() && !exists(symbol)) {
                bars.add(CompatSynthetic.bars(symbol, count()));
                continue;
            }
            Reading<MarketData> reading =
                    MarketReader.read(
                            MarketRequest.of(
                                    job.workspace().resolve(options.data()),
                                    options.namespace(),
                                    List.of(symbol),
                                    Duration.ofSeconds(options.barSeconds())));
            if (!(reading instanceof Reading.Read<MarketData> read)) {
                return LabEnd.refused(
                        reading.findings().stream().map(DataFinding::finding).toList());
            }
            bars.add(read.value().instruments().get(symbol).bars());
        }
        progress.at("data", 1, 1);
        List<CompatProfile> profiles =
                options.profiles().stream()
                        .map(
                                name ->
                                        CompatProfile.named(name)
                                                .orElseGet(CompatProfile::emptyManual))
                        .toList();
        List<CompatScenario> scenarios =
                options.scenarios().stream()
                        .filter(
                                name ->
                                        List.of(CompatScenario.values()).stream()
                                                .anyMatch(s -> s.label().equals(name)))
                        .map(name -> CompatScenario.valueOf(name.toUpperCase(Locale.ROOT)))
                        .toList();
        CompatReport report =
                CompatModel.run(
                        new CompatModel.Request(
                                bars,
                                profiles,
                                scenarios,
                                count(),
                                options.equity().doubleValue(),
                                options.synthetic(),
                                Optional.empty(),
                                job.asOf()));
        return write(report);
    }

    private int count() {
        return job.options().maxBars() == 0 ? BARS : job.options().maxBars();
    }

    private boolean exists(String symbol) {
        return Files.isDirectory(
                job.workspace()
                        .resolve(job.options().data())
                        .resolve(job.options().namespace())
                        .resolve(symbol)
                        .resolve(job.options().interval()),
                LinkOption.NOFOLLOW_LINKS);
    }

    private LabEnd write(CompatReport report) {
        byte[] bytes = report.toJson().getBytes(StandardCharsets.UTF_8);
        try {
            DurableFiles.replace(job.place().resolve(LabJob.JSON), bytes);
        } catch (IOException e) {
            return LabEnd.notWritten(job.folder(), e);
        }
        return new LabEnd(
                LabEnd.Status.WRITTEN,
                JsonObject.builder()
                        .put(
                                "verdict",
                                report.breachCount() + report.stressFailures() == 0
                                        ? "PASS"
                                        : "FAIL")
                        .put("breach_count", report.breachCount())
                        .put("stress_failures", report.stressFailures())
                        .put("report", job.folder() + "/" + LabJob.JSON)
                        .put("report_sha384", Digest.sha384(bytes).value())
                        .build(),
                List.of());
    }
}
