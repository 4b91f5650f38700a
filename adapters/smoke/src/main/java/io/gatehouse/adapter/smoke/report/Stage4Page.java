package io.gatehouse.adapter.smoke.report;

import static io.gatehouse.adapter.smoke.report.Page.show;

import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.json.JsonObject;
import java.util.List;

/** The runbook page STAGE4_MULTI_STRATEGY_SMOKE with the fields of one run filled in. */
public final class Stage4Page {

    private Stage4Page() {}

    /**
     * The page.
     *
     * @param digest of the report's file
     */
    public static String of(JsonObject report, Digest digest, Tongue tongue) {
        Page page = new Page(tongue);
        page.title(
                "STAGE4_MULTI_STRATEGY_SMOKE: test dymny wielu strategii",
                "STAGE4_MULTI_STRATEGY_SMOKE: multi-strategy smoke test");
        page.paragraph(
                "Zastępuje krok 3 etapu 1 checklisty Demo → Paper → Live. Dołącz tę stronę razem"
                        + " z `smoke_report.json` jako dowód; ocenia je reguła `smoke-pass`.",
                "Stands for step 3 of stage 1 of the Demo → Paper → Live checklist. Attach this page"
                        + " with `smoke_report.json` as evidence; the rule `smoke-pass` judges them.");
        SmokePage.head(page, report, digest);
        limits(page, report);
        SmokePage.body(page, report);
        return page.text();
    }

    private static void limits(Page page, JsonObject report) {
        JsonObject limits = report.object("limits").orElse(JsonObject.EMPTY);
        JsonObject peaks = report.object("peaks").orElse(JsonObject.EMPTY);
        page.section("Limity portfela", "Limits of the portfolio");
        page.head(
                page.of("Limit", "Limit"),
                page.of("Dozwolone", "Allowed"),
                page.of("Najwięcej", "Most"));
        row(
                page,
                page.of("Udział instrumentu (ppm)", "Share of an instrument (ppm)"),
                "position",
                limits,
                peaks);
        row(page, page.of("Suma udziałów (ppm)", "Sum of shares (ppm)"), "gross", limits, peaks);
        row(page, page.of("Otwarte instrumenty", "Open instruments"), "open", limits, peaks);
    }

    private static void row(
            Page page, String words, String name, JsonObject limits, JsonObject peaks) {
        page.row(List.of(words, show(limits, name), show(peaks, name)));
    }
}
