package io.gatehouse.adapter.smoke.report;

import io.gatehouse.core.json.JsonInteger;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonString;
import io.gatehouse.core.json.JsonValue;
import java.math.BigDecimal;
import java.util.List;

/** A page of Markdown in the making. Not thread-safe. */
final class Page {

    private final StringBuilder text = new StringBuilder();
    private final Tongue tongue;

    Page(Tongue tongue) {
        this.tongue = tongue;
    }

    void title(String polish, String english) {
        text.append("# ").append(tongue.of(polish, english)).append("\n\n");
    }

    void section(String polish, String english) {
        text.append("\n## ").append(tongue.of(polish, english)).append("\n\n");
    }

    void paragraph(String polish, String english) {
        text.append(tongue.of(polish, english)).append("\n\n");
    }

    void head(String... cells) {
        row(List.of(cells));
        text.append("|").append(" --- |".repeat(cells.length)).append('\n');
    }

    void row(List<String> cells) {
        text.append('|');
        cells.forEach(cell -> text.append(' ').append(plain(cell)).append(" |"));
        text.append('\n');
    }

    void field(String polish, String english, String value) {
        row(List.of(tongue.of(polish, english), value));
    }

    String of(String polish, String english) {
        return tongue.of(polish, english);
    }

    /** What is read from outside must not open a cell or a tag. */
    private static String plain(String cell) {
        return cell.replace("|", "\\|").replace("<", "&lt;").replace("\n", " ");
    }

    static String show(JsonObject object, String name) {
        JsonValue value = object.find(name).orElse(new JsonString(""));
        if (value instanceof JsonString string) {
            return string.value();
        }
        return value instanceof JsonInteger number ? String.valueOf(number.value()) : "";
    }

    /** An amount with its decimals. */
    static String amount(JsonObject object, String name) {
        return BigDecimal.valueOf(object.integer(name).orElse(0L), 8)
                .setScale(2, java.math.RoundingMode.HALF_EVEN)
                .toPlainString();
    }

    void findings(JsonObject report) {
        section("Ustalenia", "Findings");
        if (report.array("findings").isEmpty()) {
            paragraph("Brak.", "None.");
            return;
        }
        head(
                of("Kod", "Code"),
                of("Przedmiot", "Subject"),
                of("Oczekiwano", "Expected"),
                of("Jest", "Observed"));
        for (JsonValue value : report.array("findings")) {
            JsonObject finding = (JsonObject) value;
            row(
                    List.of(
                            "`" + show(finding, "code") + "`",
                            show(finding, "subject"),
                            show(finding, "expected"),
                            show(finding, "observed")));
        }
    }

    void notTested() {
        section("Czego nie sprawdzono", "What was not tested");
        paragraph(
                "Pojemności, opóźnień, wpływu na rynek, awarii, zyskowności.",
                "Capacity, latency, market impact, outages, profitability.");
    }

    String text() {
        return text.toString();
    }
}
