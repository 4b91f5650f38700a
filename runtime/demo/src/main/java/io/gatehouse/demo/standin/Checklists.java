package io.gatehouse.demo.standin;

import java.time.Instant;

/**
 * Filled checklists in the runbook's form: Polish columns, and {@code [x]} in each acceptance
 * field.
 */
final class Checklists {

    private static final String COLUMNS =
            "| Krok | Odpowiedzialny | Artefakty | Akceptacja |\n| --- | --- | --- | --- |\n";

    private Checklists() {}

    static String stageOne(Instant now) {
        return head("Etap 1: gotowość demo", now)
                + COLUMNS
                + row(
                        "1. Konfiguracja zweryfikowana",
                        "Inżynier Runtime",
                        "`reports/config_validation/report.json`")
                + row(
                        "2. Metryki i TLS sprawdzone",
                        "Observability",
                        "`reports/metrics_tls/plan.jsonl`")
                + row(
                        "3. Test dymny strategii zaliczony",
                        "Zespół Strategii",
                        "`reports/demo_smoke/smoke.json`")
                + row(
                        "4. Wpis do decision logu przygotowany",
                        "Operator Demo",
                        "`audit/decision_logs/demo.jsonl`");
    }

    static String installerAcceptance(Instant now) {
        return head("Odbiór instalatora OEM", now)
                + COLUMNS
                + row("0. Manifest i podpis pakietu", "Release", "`var/dist/manifest.json`")
                + row("1. Odcisk urządzenia", "Operator OEM", "`request.json`")
                + row("2. Próbna instalacja", "Inżynier Runtime", "`var/dist/core_oem_staging/`")
                + row("3. Telemetria i uprawnienia", "Observability", "`logs/metrics_demo.jsonl`")
                + row("4. Decyzja właściciela produktu", "Właściciel", "ten dokument");
    }

    static String paper(Instant now) {
        return head("Handel paper", now)
                + "## Przed startem\n\n"
                + "- [x] Konfiguracja paper jest tą, która przeszła walidację\n"
                + "- [x] Licencja paper jest wystawiona dla tego urządzenia\n"
                + "- [x] Raport Paper Labs przejrzany\n"
                + "- [x] Kanały alertów odpowiadają\n\n"
                + "## Akceptacja\n\n"
                + COLUMNS
                + row(
                        "Sekcja przejrzana i przyjęta",
                        "Compliance",
                        "`reports/paper_smoke/summary.md`");
    }

    static String live(Instant now) {
        return head("Promocja do live", now)
                + COLUMNS
                + row(
                        "1. mTLS: ważność i rotacja",
                        "Security",
                        "`certs/live/bundle.json`, `var/security/tls_rotation.json`")
                + row(
                        "2. Licencja i odcisk urządzenia",
                        "Operator OEM",
                        "`var/licenses/registry.jsonl`")
                + row(
                        "3. Raport Paper Labs we wpisie",
                        "Zespół Ryzyka",
                        "`reports/paper_labs/risk_simulation_report.json`")
                + row(
                        "4. Router live i metryki",
                        "Inżynier Runtime",
                        "`logs/live_dry_run/report.json`")
                + row("5. Start demona w trybie pilotażu", "Inżynier Runtime", "`config/core.yaml`")
                + row(
                        "6. Interfejs z mTLS, fps i jank",
                        "Zespół UI",
                        "`logs/ui_telemetry_alerts.jsonl`")
                + row(
                        "7. Wpis decision logu sprawdzony",
                        "Compliance",
                        "`audit/decision_logs/paper.jsonl`")
                + row("8. Komunikat o starcie", "Operator Live", "komunikat");
    }

    private static String head(String title, Instant now) {
        return "# " + title + "\n\n> " + StandIn.LABEL + ", " + now + ".\n\n";
    }

    private static String row(String step, String responsible, String artefacts) {
        return "| " + step + " | " + responsible + " | " + artefacts + " | [x] |\n";
    }
}
