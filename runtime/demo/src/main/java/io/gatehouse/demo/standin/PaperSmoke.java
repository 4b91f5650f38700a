package io.gatehouse.demo.standin;

import static io.gatehouse.demo.standin.ReportText.object;
import static io.gatehouse.demo.standin.ReportText.pretty;
import static io.gatehouse.demo.standin.ReportText.report;

import io.gatehouse.core.digest.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;

/**
 * Stands for {@code run_paper_smoke_ci.py}: buys and sells on paper through a ledger of two sides,
 * which must sum to nothing at the end. No exchange is asked.
 */
final class PaperSmoke {

    private static final int ORDERS = 24;
    private static final long UNITS = 10;
    private static final long FEE_BASIS_POINTS = 6;

    private PaperSmoke() {}

    static int run(StandInRun run) throws IOException {
        List<Long> prices = MarketSeries.invented(7).cents();
        long cash = 0;
        long counterpart = 0;
        long position = 0;
        long fees = 0;
        for (int i = 0; i < ORDERS; i++) {
            long notional = prices.get(i * 20) * UNITS;
            long fee = notional * FEE_BASIS_POINTS / 10_000;
            long signed = i % 2 == 0 ? notional : -notional;
            cash -= signed + fee;
            counterpart += signed;
            fees += fee;
            position += i % 2 == 0 ? UNITS : -UNITS;
        }
        if (run.inputs().hasFault("paper-smoke")) {
            fees++;
        }
        boolean balanced = cash + counterpart + fees == 0 && position == 0;
        boolean licensed = Files.exists(run.file("var/licenses/registry.jsonl"));
        String precheck = licensed && Files.exists(run.file("config/core.yaml")) ? "ok" : "failed";
        String severity = balanced && precheck.equals("ok") ? "INFO" : "ERROR";
        String json =
                pretty(
                        report(
                                "run_paper_smoke_ci.py",
                                "environment",
                                "paper",
                                "timestamp",
                                run.now().toString(),
                                "operator",
                                "demo",
                                "severity",
                                severity,
                                "window",
                                object(
                                        "start",
                                        run.now().minusSeconds(3600).toString(),
                                        "end",
                                        run.now().toString()),
                                "precheck",
                                object(
                                        "status",
                                        precheck,
                                        "configuration",
                                        "config/core.yaml is there",
                                        "licence",
                                        licensed ? "a registry is there" : "no registry"),
                                "ledger",
                                object(
                                        "orders", ORDERS,
                                        "position_units", position,
                                        "fees_cents", fees,
                                        "imbalance_cents", cash + counterpart + fees),
                                "prices",
                                "invented"));
        run.write("reports/paper_smoke/paper_smoke_summary.json", json);
        run.write(
                run.option("--render-summary-markdown", "reports/paper_smoke/summary.md"),
                "# Paper smoke\n\n"
                        + StandIn.LABEL
                        + " in place of run_paper_smoke_ci.py.\n\n"
                        + "| Field | Value |\n| --- | --- |\n| Time | "
                        + run.now()
                        + " |\n| Window | "
                        + run.now().minusSeconds(3600)
                        + " - "
                        + run.now()
                        + " |\n| Operator | demo |\n| Severity | "
                        + severity
                        + " |\n| Pre-check | "
                        + precheck
                        + " |\n| Orders | "
                        + ORDERS
                        + " |\n| Ledger | "
                        + (balanced ? "balanced" : "NOT balanced")
                        + " |\n| Summary | "
                        + Digest.sha384(json.getBytes(StandardCharsets.UTF_8)).value()
                        + " |\n");
        run.out().println("severity " + severity + ", pre-check " + precheck);
        return severity.equals("INFO") ? 0 : StandIn.FAILED;
    }
}
