package io.gatehouse.adapter.smoke.report;

import static io.gatehouse.adapter.smoke.report.Page.show;

import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.json.JsonObject;
import java.util.List;

/** The summary of a paper smoke as compliance reads it. */
public final class PaperPage {

    private PaperPage() {}

    /**
     * The page.
     *
     * @param digest of the report's file
     */
    public static String of(JsonObject report, Digest digest, Tongue tongue) {
        Page page = new Page(tongue);
        page.title("Test dymny paper", "Paper smoke test");
        SmokePage.head(page, report, digest);
        JsonObject window = report.object("window").orElse(JsonObject.EMPTY);
        page.field("Severity", "Severity", show(report, "severity"));
        page.field("Okno", "Window", show(window, "start") + " – " + show(window, "end"));
        page.field(
                "SHA-256 porównania",
                "SHA-256 of the comparison",
                show(report.object("report").orElse(JsonObject.EMPTY), "summary_sha256"));
        figures(page, report.object("paper").orElse(JsonObject.EMPTY));
        page.findings(report);
        page.notTested();
        return page.text();
    }

    private static void figures(Page page, JsonObject paper) {
        JsonObject signals = paper.object("signals").orElse(JsonObject.EMPTY);
        JsonObject limits = paper.object("limits").orElse(JsonObject.EMPTY);
        page.section("Paper i backtest", "Paper and backtest");
        page.head(
                page.of("Wielkość", "Figure"),
                page.of("Limit", "Limit"),
                page.of("Zmierzono", "Measured"));
        page.row(
                List.of(
                        page.of("Różne sygnały", "Differing signals"),
                        "0",
                        show(signals, "differing") + " / " + show(signals, "backtest")));
        page.row(
                List.of(
                        page.of("Zlecenia", "Orders"),
                        "≥ " + show(limits, "orders"),
                        String.valueOf(paper.array("orders").size())));
        page.row(
                List.of(
                        page.of("Transakcje", "Fills"),
                        "≥ " + show(limits, "fills"),
                        show(paper, "fills")));
        page.row(
                List.of(
                        page.of("Czas (s)", "Time (s)"),
                        "≥ " + show(limits, "seconds"),
                        show(paper, "seconds")));
        page.row(
                List.of(
                        page.of("Udział zrealizowanych, 95 % (ppm)", "Share filled, 95 % (ppm)"),
                        "≥ " + show(limits, "ratio"),
                        interval(paper, "fill_ratio")));
        page.row(
                List.of(
                        page.of("Różnica cen, 95 % (ppm)", "Price difference, 95 % (ppm)"),
                        "± " + show(limits, "difference"),
                        interval(paper, "price_difference")));
    }

    private static String interval(JsonObject paper, String name) {
        JsonObject interval = paper.object(name).orElse(JsonObject.EMPTY);
        return show(interval, "lower") + " – " + show(interval, "upper");
    }
}
