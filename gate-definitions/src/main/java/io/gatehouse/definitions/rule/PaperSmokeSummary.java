package io.gatehouse.definitions.rule;

import io.gatehouse.core.evidence.Observation;
import io.gatehouse.core.json.JsonArray;
import io.gatehouse.core.json.JsonInteger;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonString;
import io.gatehouse.core.json.JsonValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The summary of the paper smoke: every status in it is in order, its severity is INFO, and the
 * Markdown that compliance reads is the same summary.
 *
 * <p>The tool tolerates warnings and writes reasons joined by {@code +} in front of {@code
 * _warning} or {@code _failed}; here whatever is not plainly in order is refused.
 */
final class PaperSmokeSummary {

    private static final Set<String> IN_ORDER = Set.of("ok", "pass", "passed", "success", "valid");

    /** What cannot stand alone in a cell of the Markdown of a summary that is in order. */
    private static final Pattern BAD_WORD =
            Pattern.compile(
                    "(?i)(?:[a-z0-9_+-]*_)?(?:failed|warning)|fail|error|critical|invalid|blocked|degraded");

    private static final Pattern BETWEEN_CELLS = Pattern.compile("[|:]");

    private static final String AGAIN = "read the summary, mend the cause, and run the smoke again";

    private final Inspection inspection;
    private final String path;
    private final JsonObject summary;

    PaperSmokeSummary(Inspection inspection, Observation observation, JsonObject summary) {
        this.inspection = inspection;
        this.path = observation.item().path();
        this.summary = summary;
    }

    /**
     * @param maxAge greatest age by the summary's own time; a copied file is not a new run
     */
    void judge(List<Observation> markdown, Optional<Duration> maxAge) {
        ReportPart.of(inspection, path, summary).ifPresent(part -> part.time("timestamp", maxAge));
        if (!summary.text("severity").equals(Optional.of("INFO"))) {
            fail("severity", "severity", "INFO", Shown.value(summary.find("severity")));
        }
        for (String member : List.of("environment", "operator")) {
            if (summary.text(member).filter(t -> !t.isBlank()).isEmpty()) {
                fail("no-member", member, "text", Shown.value(summary.find(member)));
            }
        }
        if (summary.object("precheck").filter(p -> p.has("status")).isEmpty()) {
            fail("no-member", "precheck.status", "ok", "none");
        }
        statuses(summary, "");
        if (summary.object("publish")
                .flatMap(p -> p.find("exit_code"))
                .filter(code -> !(code instanceof JsonInteger n && n.value() == 0))
                .isPresent()) {
            fail("not-in-order", "publish.exit_code", "0", "another");
        }
        markdown.forEach(this::compare);
    }

    /** Every member that is called a status, wherever it stands. */
    private void statuses(JsonValue value, String place) {
        if (value instanceof JsonArray array) {
            array.values().forEach(v -> statuses(v, place + "[]"));
        } else if (value instanceof JsonObject object) {
            for (Map.Entry<String, JsonValue> member : object.members().entrySet()) {
                String name = member.getKey();
                String here = place.isEmpty() ? name : place + "." + name;
                if (name.equals("status") || name.endsWith("_status")) {
                    status(here, member.getValue(), object);
                } else {
                    statuses(member.getValue(), here);
                }
            }
        }
    }

    private void status(String place, JsonValue value, JsonObject around) {
        String text =
                value instanceof JsonString string ? string.value().toLowerCase(Locale.ROOT) : "";
        boolean skipped =
                place.equals("publish.status")
                        && text.equals("skipped")
                        && around.flag("required").equals(Optional.of(false));
        if (!IN_ORDER.contains(text) && !skipped) {
            fail("not-in-order", place, "ok", Shown.value(Optional.of(value)));
        }
    }

    /** The Markdown is for people: it must tell of this run, and nothing else of it. */
    private void compare(Observation markdown) {
        String text = markdown.content().orElseThrow().text();
        List<String> missing = new ArrayList<>();
        for (String member : List.of("timestamp", "severity", "operator")) {
            summary.text(member).filter(t -> !text.contains(t)).ifPresent(t -> missing.add(member));
        }
        summary.object("window")
                .ifPresent(
                        window -> {
                            for (String end : List.of("start", "end")) {
                                window.text(end)
                                        .filter(t -> !text.contains(t))
                                        .ifPresent(t -> missing.add("window." + end));
                            }
                        });
        summary.object("report")
                .flatMap(r -> r.text("summary_sha256"))
                .filter(t -> !text.contains(t))
                .ifPresent(t -> missing.add("report.summary_sha256"));
        if (!missing.isEmpty()) {
            inspection.fail(
                    "markdown-of-another-run",
                    markdown.item().path(),
                    "the values of " + path + " for " + missing,
                    "not there",
                    "render the Markdown again from this summary");
        }
        text.lines()
                .flatMap(line -> BETWEEN_CELLS.splitAsStream(line))
                .map(cell -> cell.replaceAll("[*`_#>\\s]+$|^[*`_#>\\s]+", ""))
                .filter(cell -> BAD_WORD.matcher(cell).matches())
                .findFirst()
                .ifPresent(
                        cell ->
                                inspection.fail(
                                        "markdown-disagrees",
                                        markdown.item().path(),
                                        "nothing that is not in order, as in " + path,
                                        Shown.text(cell),
                                        "render the Markdown again from this summary"));
    }

    private void fail(String code, String member, String expected, String observed) {
        inspection.fail(code, path + " " + member, expected, observed, AGAIN);
    }
}
