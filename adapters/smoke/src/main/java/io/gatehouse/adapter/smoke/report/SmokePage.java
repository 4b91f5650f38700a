package io.gatehouse.adapter.smoke.report;

import static io.gatehouse.adapter.smoke.report.Page.amount;
import static io.gatehouse.adapter.smoke.report.Page.show;

import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonString;
import io.gatehouse.core.json.JsonValue;
import java.util.List;

/** The report of a demo or stage 4 smoke as people read it. */
public final class SmokePage {

    private SmokePage() {}

    /**
     * The page.
     *
     * @param digest of the report's file
     */
    public static String of(JsonObject report, Digest digest, Tongue tongue) {
        Page page = new Page(tongue);
        page.title("Test dymny strategii", "Strategy smoke test");
        head(page, report, digest);
        body(page, report);
        return page.text();
    }

    static void head(Page page, JsonObject report, Digest digest) {
        JsonObject configuration = report.object("configuration").orElse(JsonObject.EMPTY);
        page.head(page.of("Pole", "Field"), page.of("Wartość", "Value"));
        page.field("Wynik", "Status", show(report, "status"));
        page.field("Czas", "Time", show(report, "generated_at"));
        page.field("Operator", "Operator", show(report, "operator"));
        page.field("Numer joba", "Job number", show(report, "job"));
        page.field(
                "Świece",
                "Candles",
                report.flag("synthetic_data").orElse(true)
                        ? page.of("wymyślone", "made up")
                        : page.of("zarejestrowane", "recorded"));
        page.field("Instrumenty", "Instruments", instruments(report));
        page.field("Konfiguracja", "Configuration", show(configuration, "path"));
        page.field("SHA-384 konfiguracji", "SHA-384 of it", show(configuration, "sha384"));
        page.field("SHA-384 raportu", "SHA-384 of the report", digest.value());
    }

    private static String instruments(JsonObject report) {
        List<String> names =
                report.array("instruments").stream().map(v -> ((JsonString) v).value()).toList();
        return String.join(", ", names);
    }

    static void body(Page page, JsonObject report) {
        page.section("Strategie", "Strategies");
        page.head(
                page.of("Strategia", "Strategy"),
                page.of("Wersja", "Version"),
                page.of("Sygnały", "Signals"),
                page.of("Zlecenia", "Orders"),
                page.of("Transakcje", "Trades"),
                page.of("Opłaty", "Fees"),
                page.of("Wynik finansowy", "Profit"),
                page.of("Cięcia", "Cuts"));
        for (JsonValue value : report.array("strategies")) {
            JsonObject run = (JsonObject) value;
            JsonObject figures = run.object("figures").orElse(JsonObject.EMPTY);
            page.row(
                    List.of(
                            show(run, "strategy"),
                            show(run, "version"),
                            show(figures, "signals"),
                            show(figures, "orders"),
                            show(figures, "trades"),
                            amount(figures, "fees"),
                            amount(figures, "pnl"),
                            String.valueOf(run.array("look_ahead").size())));
        }
        page.section("Odchylenia ponad tolerancję", "Deviations above tolerance");
        page.paragraph(
                show(report, "deviations_above_tolerance"),
                show(report, "deviations_above_tolerance"));
        page.findings(report);
        page.notTested();
    }

    /** The log of the run: one line for each strategy. */
    public static String log(JsonObject report) {
        StringBuilder log = new StringBuilder();
        String time = show(report, "generated_at");
        for (JsonValue value : report.array("strategies")) {
            JsonObject run = (JsonObject) value;
            JsonObject figures = run.object("figures").orElse(JsonObject.EMPTY);
            log.append(time)
                    .append(' ')
                    .append(show(run, "strategy"))
                    .append(" signals=")
                    .append(show(figures, "signals"))
                    .append(" trades=")
                    .append(show(figures, "trades"))
                    .append('\n');
        }
        return log.append(time)
                .append(" status=")
                .append(show(report, "status"))
                .append('\n')
                .toString();
    }
}
