package io.gatehouse.embedded.router;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A workspace that was promoted to PAPER, with a recorded market. */
final class PaperBench {

    final LiveBench bench;

    PaperBench(Path workspace) {
        this.bench = new LiveBench(workspace);
    }

    /** Writes configuration, market and permit; no secret and no arming. */
    PaperBench promoted() throws IOException {
        return promoted(configuration());
    }

    PaperBench promoted(String configuration) throws IOException {
        Path state = bench.workspace.resolve("var/gatehouse");
        Files.createDirectories(bench.workspace.resolve("config"));
        Files.createDirectories(state.resolve("permits"));
        Files.createDirectories(state.resolve("halt"));
        market("60000", "60000");
        Files.writeString(bench.configuration(), configuration);
        bench.onPaper();
        return this;
    }

    /** A market of two candles in turn, the second with its low there. */
    void market(String price, String low) throws IOException {
        Files.createDirectories(bench.workspace.resolve("data"));
        Files.writeString(
                bench.workspace.resolve("data/btc.csv"),
                String.join(
                        "\n",
                        "timestamp,open,high,low,close,volume",
                        "2026-01-02T03:00:00Z,P,P,P,P,400".replace("P", price),
                        "2026-01-02T03:01:00Z,P,P,L,P,400".replace("P", price).replace("L", low),
                        ""));
    }

    /** As of LIVE, but for where orders go. */
    static String configuration() {
        return LiveBench.configuration(java.net.URI.create("http://127.0.0.1:1"))
                .replaceAll("(?m)^        (address|timeout_ms|key|secret): .*\n", "")
                .replace("  live:", "  paper:")
                .replace("loopback_spot", "paper_spot")
                .replace(
                        "    guards:",
                        String.join(
                                "\n",
                                "    market:",
                                "      BTCUSDT:",
                                "        candles: data/btc.csv",
                                "        interval_ms: 60000",
                                "        pace_ms: 50",
                                "        price_step: \"0.01\"",
                                "        quantity_step: \"0.00001\"",
                                "        min_notional: 5",
                                "        max_quantity: 100",
                                "    guards:"));
    }

    RouterStart start() {
        return bench.start(RouterMode.PAPER);
    }
}
