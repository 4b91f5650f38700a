package io.gatehouse.adapter.smoke.report;

import io.gatehouse.adapter.smoke.candle.Market;
import io.gatehouse.adapter.smoke.paper.ComparedOrder;
import io.gatehouse.adapter.smoke.paper.PaperResult;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import java.time.Instant;

/**
 * The report of a paper smoke: the members of the existing summary under their names, and beside
 * them the figures that its conclusion rests on.
 */
public final class PaperReport {

    private PaperReport() {}

    /**
     * The report.
     *
     * @param directory that the files stand in, within the workspace
     * @param path of the JSON file
     */
    public static JsonObject of(
            ReportHead head, PaperResult result, String directory, String path) {
        JsonObject paper = paper(result);
        Market market = result.data().market();
        JsonObject.Builder report =
                SmokeReport.common(head, result.data())
                        .put("status", result.isPassed() ? "PASS" : "FAIL")
                        // a run of our own over real candles is still no paper trading
                        .put("synthetic_data", result.data().synthetic() || result.simulated())
                        .put("environment", "paper")
                        .put("timestamp", head.time().toString())
                        .put("severity", result.isPassed() ? "INFO" : "ERROR")
                        .put(
                                "window",
                                JsonObject.of("start", time(market.time(0)))
                                        .with("end", time(market.time(market.rows() - 1))))
                        .put(
                                "report",
                                JsonObject.of("directory", directory)
                                        .with("summary_path", path)
                                        .with(
                                                "summary_sha256",
                                                Digest.sha256(CanonicalJson.bytes(paper)).hex()))
                        .put(
                                "precheck",
                                JsonObject.of("status", "ok").with("coverage_status", "ok"))
                        .put(
                                "publish",
                                JsonObject.of("status", "skipped")
                                        .with("exit_code", 0)
                                        .with("required", false)
                                        .with("reason", "kept in the workspace"))
                        .put("paper", paper)
                        .put("findings", Json.findings(result.findings()));
        return SmokeReport.sealed(report.build());
    }

    private static JsonObject paper(PaperResult result) {
        PaperResult.SignalCounts signals = result.signals();
        return JsonObject.builder()
                .put("source", result.simulated() ? "simulated" : "recorded")
                .put("log_sha384", result.log().value())
                .put("strategies", result.strategies())
                .put("terms", result.terms().toJson())
                .put("limits", result.limits().toJson())
                .put(
                        "signals",
                        JsonObject.of("backtest", signals.backtest())
                                .with("paper", signals.paper())
                                .with("differing", signals.differing())
                                .with("backtest_sha384", signals.ofBacktest().value())
                                .with("paper_sha384", signals.ofPaper().value()))
                .put("filled_orders", result.filledOrders())
                .put("fills", result.fills())
                .put("seconds", result.seconds())
                .put("fill_ratio", result.ratio().toJson())
                .put("price_difference", result.difference().toJson())
                .put("orders", Json.array(result.orders(), ComparedOrder::toJson))
                .build();
    }

    private static String time(long milliseconds) {
        return Instant.ofEpochMilli(milliseconds).toString();
    }
}
