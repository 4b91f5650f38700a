package io.gatehouse.definitions.rule;

import io.gatehouse.configuration.ConfigReading;
import io.gatehouse.configuration.ConfigTree;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.evidence.Observation;
import io.gatehouse.core.json.JsonBoolean;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonString;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a smoke's report rests on: when it was made, with which configuration, over which data. */
final class SmokePassOrigin {

    private static final String APART = "judged-apart";
    private static final String AGAIN = "run the smoke again";

    private final SmokeFigures figures;
    private final Inspection inspection;
    private final JsonObject report;
    private final Reading given;

    SmokePassOrigin(SmokeFigures figures, Reading given) {
        this.figures = figures;
        this.inspection = figures.inspection();
        this.report = figures.report();
        this.given = given;
    }

    void judge(Observation observation) {
        content();
        if (!report.text("kind").equals(given.maybeText("kind"))) {
            figures.fail(
                    "other-kind",
                    "kind",
                    given.text("kind"),
                    Shown.value(report.find("kind")),
                    "attach the report of this smoke");
        }
        ReportPart.of(inspection, figures.path(), report)
                .ifPresent(part -> part.time("generated_at", given.duration("max-age")));
        synthetic();
        data();
        configuration();
        markdown(observation);
    }

    /** A slip of one digit, wherever it is; a forger would write this digest anew. */
    private void content() {
        String stated = report.text("content_sha384").orElse("none");
        String computed;
        try {
            computed = Digest.of(report.without("content_sha384")).value();
        } catch (IllegalArgumentException e) {
            computed = "none: it is no canonical JSON";
        }
        if (!computed.equals(stated)) {
            figures.fail(
                    "content-differs",
                    "content_sha384",
                    computed,
                    Shown.text(stated),
                    "do not edit the report; run the smoke again");
        }
    }

    private void synthetic() {
        if (!(report.find("synthetic_data").orElse(null) instanceof JsonBoolean)) {
            inspection.malformed(
                    figures.subject("synthetic_data"),
                    "true or false",
                    Shown.value(report.find("synthetic_data")));
            return;
        }
        boolean said = report.flag("synthetic_data").orElse(true);
        boolean made =
                report.array("data").stream()
                        .anyMatch(
                                d ->
                                        !(d instanceof JsonObject o)
                                                || o.text("path").orElse("").startsWith("made/"));
        boolean simulated =
                given.text("kind").equals(SmokePass.PAPER)
                        && !report.object("paper")
                                .flatMap(paper -> paper.text("source"))
                                .equals(Optional.of("recorded"));
        if ((made || simulated) && !said) {
            figures.disagrees("synthetic_data", "true, as something was made up", "false");
        }
        if (said && !given.maybeText("synthetic-data").equals(Optional.of(APART))) {
            figures.fail(
                    "synthetic-data",
                    "synthetic_data",
                    "recorded candles and a recorded run",
                    "something was made up",
                    "run the smoke over what was recorded");
        }
    }

    private void data() {
        Set<String> digests = new HashSet<>();
        TreeSet<String> instruments = new TreeSet<>();
        for (JsonObject file : figures.objects(report, "data", "")) {
            Optional<String> digest = file.text("sha384").filter(Digest::isDigest);
            if (digest.isEmpty()) {
                figures.fail("data-unnamed", "data", "each file with its SHA-384", "none", AGAIN);
            }
            digest.ifPresent(digests::add);
            instruments.add(file.text("instrument").orElse(""));
        }
        if (!instruments.equals(stated())) {
            figures.disagrees("instruments", Shown.text(instruments.toString()), "others");
        }
        for (Observation file :
                given.artefact("data").map(inspection::readable).orElse(List.of())) {
            if (!digests.contains(file.item().digests().sha384().value())) {
                inspection.fail(
                        "other-data",
                        file.item().path(),
                        "a file that the report rests on",
                        file.item().digests().sha384().abbreviated(),
                        "run the smoke over the candles that are attached");
            }
        }
    }

    private TreeSet<String> stated() {
        TreeSet<String> stated = new TreeSet<>();
        for (var value : report.array("instruments")) {
            stated.add(value instanceof JsonString text ? text.value() : "");
        }
        return stated;
    }

    private void configuration() {
        JsonObject named = report.object("configuration").orElse(JsonObject.EMPTY);
        String digest = named.text("sha384").orElse("none");
        List<Observation> files =
                inspection.readable(given.artefact("configuration").orElseThrow());
        Optional<Observation> same =
                files.stream()
                        .filter(f -> f.item().digests().sha384().value().equals(digest))
                        .findFirst();
        if (same.isEmpty()) {
            figures.fail(
                    "other-configuration",
                    "configuration.sha384",
                    files.stream()
                            .map(f -> f.item().digests().sha384().value())
                            .findFirst()
                            .orElse("a recorded configuration"),
                    Shown.text(digest),
                    "run the smoke with the configuration that is attached");
            return;
        }
        ConfigReading reading = ConfigTree.read(same.get().content().orElseThrow().bytes());
        if (reading instanceof ConfigReading.Parsed parsed) {
            TreeSet<String> listed = listed(parsed.tree(), named.text("universe").orElse(""));
            if (!listed.equals(stated())) {
                figures.fail(
                        "other-instruments",
                        "instruments",
                        Shown.text(listed.toString()),
                        Shown.text(stated().toString()),
                        "run the smoke over the instruments of the configuration");
            }
            if (given.text("kind").equals(SmokePass.STAGE4)) {
                limits(parsed.tree());
            }
        } else {
            inspection.malformed(
                    same.get().item().path(),
                    "YAML",
                    String.valueOf(((ConfigReading.Refused) reading).fault()));
        }
    }

    /** The limits of the portfolio are those of a risk profile of the configuration. */
    private void limits(ConfigTree tree) {
        JsonObject limits = report.object("limits").orElse(JsonObject.EMPTY);
        String profile = "risk_profiles." + limits.text("profile").orElse("") + ".";
        limit(tree, profile + "max_position_pct", limits, "position", 6);
        limit(tree, profile + "max_leverage", limits, "gross", 6);
        limit(tree, profile + "max_open_positions", limits, "open", 0);
    }

    private void limit(ConfigTree tree, String path, JsonObject limits, String name, int decimals) {
        Optional<BigDecimal> configured =
                tree.find(path)
                        .filter(value -> value.text().matches("[0-9]{1,9}(\\.[0-9]{1,9})?"))
                        .map(value -> new BigDecimal(value.text()).movePointRight(decimals));
        BigDecimal stated = BigDecimal.valueOf(figures.number(limits, name, "limits"));
        if (configured.filter(c -> c.compareTo(stated) >= 0).isEmpty()) {
            figures.fail(
                    "other-limit",
                    "limits " + name,
                    configured.map(BigDecimal::toPlainString).orElse("a configured limit"),
                    stated.toPlainString(),
                    "run the smoke with the configuration that is attached");
        }
    }

    private static TreeSet<String> listed(ConfigTree tree, String universe) {
        Pattern listing =
                Pattern.compile(
                        Pattern.quote("instrument_universes." + universe + ".instruments.")
                                + "[^.]+\\.exchanges\\.([^.]+)");
        TreeSet<String> listed = new TreeSet<>();
        tree.leaves()
                .forEach(
                        (path, value) -> {
                            Matcher matcher = listing.matcher(path);
                            if (matcher.matches()) {
                                listed.add(matcher.group(1) + ":" + value.text());
                            }
                        });
        return listed;
    }

    private void markdown(Observation observation) {
        String digest = observation.item().digests().sha384().value();
        for (Observation page :
                given.artefact("markdown").map(inspection::readable).orElse(List.of())) {
            if (!page.content().orElseThrow().text().contains(digest)) {
                inspection.fail(
                        "markdown-of-another-run",
                        page.item().path(),
                        "a page that names " + observation.item().digests().sha384().abbreviated(),
                        "it does not",
                        "run the smoke again and keep all files of the run");
            }
        }
    }
}
