package io.gatehouse.adapter.risklabs.run;

import io.gatehouse.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Assumptions;

/** A workspace with limits of every profile, and real series where they are handed out. */
final class LabWorkspace {

    static final Instant AS_OF = Instant.parse("2026-11-21T12:00:00Z");

    final Path root;

    LabWorkspace(Path root) throws IOException {
        this.root = root;
        Files.createDirectories(root.resolve("config"));
        StringBuilder yaml = new StringBuilder("risk_profiles:\n");
        profile(yaml, "conservative", "0.01", "0.03", "0.07", "2.0", "1.0", "3", "0.05");
        profile(yaml, "balanced", "0.015", "0.05", "0.11", "3.0", "1.5", "5", "0.10");
        profile(yaml, "aggressive", "0.03", "0.10", "0.19", "5.0", "2.0", "10", "0.20");
        Files.writeString(root.resolve("config/core.yaml"), yaml);
        StringBuilder own = new StringBuilder("risk_profiles:\n");
        profile(own, "manual", "0.02", "0.05", "0.11", "2.0", "1.5", "5", "0.10");
        Files.writeString(root.resolve("config/manual.yaml"), own);
    }

    private static void profile(StringBuilder yaml, String name, String... limits) {
        String[] names = {
            "max_daily_loss_pct",
            "max_position_pct",
            "target_volatility",
            "max_leverage",
            "stop_loss_atr_multiple",
            "max_open_positions",
            "hard_drawdown_pct"
        };
        yaml.append("  ").append(name).append(":\n");
        for (int i = 0; i < names.length; i++) {
            yaml.append("    ").append(names[i]).append(": ").append(limits[i]).append('\n');
        }
        yaml.append("    limit_owner: risk\n    limit_version: \"1\"\n");
        yaml.append("    limit_rationale: made for tests\n");
    }

    /** Few paths: enough for bytes to differ if anything did. */
    static JsonObject madeUp() {
        return JsonObject.builder()
                .put("symbols", java.util.List.of("BTCUSDT", "ETHUSDT"))
                .put("synthetic", true)
                .put("manual", "config/manual.yaml")
                .put("max_bars", 800)
                .put("paths", 6_000)
                .put("steps", 50)
                .build();
    }

    LabJob job(JsonObject options, int threads) {
        return new LabJob(root, LabOptions.of(options), "reports/labs", threads, AS_OF);
    }

    byte[] json() throws IOException {
        return Files.readAllBytes(root.resolve("reports/labs").resolve(LabJob.JSON));
    }

    byte[] pages() throws IOException {
        return Files.readAllBytes(root.resolve("reports/labs").resolve(LabJob.PDF));
    }

    /** A file of the shared data; the test is skipped, visibly, where they are absent. */
    static Path shared(String file) {
        Path here = Path.of(System.getProperty("gatehouse.root", "../.."));
        Path shared = here.resolve("../shared/data").resolve(file).normalize();
        Assumptions.assumeTrue(Files.exists(shared), "no " + shared);
        return shared;
    }

    /** Brings a shared text file in, as {@code labs import} does. */
    LabEnd bring(String file, String namespace, String symbol) {
        return new ImportJob(
                        root,
                        shared(file).toAbsolutePath(),
                        "data/ohlcv",
                        namespace,
                        symbol,
                        java.util.Optional.empty(),
                        java.util.Optional.empty())
                .carryOut(LabProgress.NONE);
    }
}
