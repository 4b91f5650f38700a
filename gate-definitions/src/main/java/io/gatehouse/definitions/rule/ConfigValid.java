package io.gatehouse.definitions.rule;

import io.gatehouse.configuration.check.ConfigChecks;
import io.gatehouse.configuration.check.ConfigCode;
import io.gatehouse.configuration.check.ConfigFiles;
import io.gatehouse.configuration.check.ConfigFinding;
import io.gatehouse.configuration.check.ConfigProfile;
import io.gatehouse.configuration.check.ConfigReport;
import io.gatehouse.configuration.check.ConfigValidation;
import io.gatehouse.core.definition.RuleReference;
import io.gatehouse.core.definition.StepDefinition;
import io.gatehouse.core.evidence.Observation;
import io.gatehouse.core.id.AdapterId;
import io.gatehouse.core.id.ArtefactId;
import io.gatehouse.core.json.JsonArray;
import io.gatehouse.core.json.JsonInteger;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The configuration may be used for a profile: its recorded bytes are judged again, here, so that
 * nobody need believe a report (ADR 0006, ADR 0033).
 *
 * <p>What a rule cannot see is which files the configuration's own folder held. That comes from the
 * report, which must name the digest of these very bytes and the same profile, and, where the step
 * runs the validation, must be the one that the action wrote. A report can add faults and take none
 * away.
 */
public final class ConfigValid extends AbstractRule {

    private static final String ID = "config-valid";
    private static final AdapterId ADAPTER = new AdapterId("core-config");
    private static final int MAX_FINDINGS = 100;
    private static final Map<String, ConfigCode> CODES =
            ConfigChecks.codes().stream()
                    .collect(Collectors.toMap(ConfigCode::id, Function.identity()));

    ConfigValid() {
        super(
                ID,
                true,
                "The configuration holds no error for the profile; its bytes are judged, not a report of them.",
                Parameter.required(
                        "artefact", Parameter.Kind.ARTEFACT, "the configuration, one YAML file"),
                Parameter.required("profile", Parameter.Kind.TEXT, "demo, paper or live"),
                Parameter.optional(
                        "report",
                        Parameter.Kind.ARTEFACT,
                        "the validation report, for what rests on files beside the configuration"),
                Parameter.optional(
                        "only",
                        Parameter.Kind.TEXT,
                        "unwaivable: only the faults that nobody may let stand"));
    }

    @Override
    List<String> lintFurther(Reading given, StepDefinition step) {
        List<String> faults = new ArrayList<>();
        if (ConfigProfile.known(given.text("profile")).isEmpty()) {
            faults.add("parameter 'profile' is not demo, paper or live");
        }
        if (given.maybeText("only").filter(only -> !only.equals("unwaivable")).isPresent()) {
            faults.add("parameter 'only' can only be unwaivable");
        }
        if (faults.isEmpty() && !isGuarded(given.parameters(), step)) {
            faults.add(
                    "a waivable reference needs one beside it with the same parameters and 'only:"
                            + " unwaivable' that is not waivable");
        }
        return faults;
    }

    /**
     * Whether a reference with these parameters cannot be waived, or stands beside one that cannot.
     * A waiver covers a reference with all that it finds: alone, it would let pass what nobody may
     * let stand. An alternative of a group guards nothing, since it need not be met.
     */
    private static boolean isGuarded(JsonObject parameters, StepDefinition step) {
        boolean waivable =
                step.rules()
                        .filter(RuleReference::waivable)
                        .anyMatch(r -> isThis(r) && r.parameters().equals(parameters));
        JsonObject guard = parameters.with("only", "unwaivable");
        return !waivable
                || step.accept().stream()
                        .filter(RuleReference.class::isInstance)
                        .map(RuleReference.class::cast)
                        .anyMatch(
                                r ->
                                        isThis(r)
                                                && !r.waivable()
                                                && !r.mayNotApply()
                                                && r.parameters().equals(guard));
    }

    private static boolean isThis(RuleReference reference) {
        return reference.rule().value().equals(ID);
    }

    @Override
    void judge(Inspection inspection, Reading given) {
        ArtefactId artefact = given.artefact("artefact").orElseThrow();
        List<Observation> files = inspection.readable(artefact);
        if (inspection.all(artefact).size() > 1) {
            inspection.fail(
                    "several-candidates",
                    artefact.value(),
                    "one configuration",
                    inspection.all(artefact).size() + " files",
                    "attach only the file that will be loaded");
        }
        if (files.isEmpty()) {
            return;
        }
        Observation file = files.get(0);
        ConfigProfile profile = ConfigProfile.known(given.text("profile")).orElseThrow();
        ConfigValidation validation =
                ConfigValidation.of(
                        file.content().orElseThrow().bytes(), profile, ConfigFiles.UNSEEN);
        Faults faults = new Faults(inspection, given.maybeText("only").isPresent());
        validation.errors().forEach(faults::add);
        given.artefact("report").ifPresent(r -> report(inspection, r, file, profile, faults));
        faults.sayHowManyMore(file.item().path());
    }

    private static void report(
            Inspection inspection,
            ArtefactId artefact,
            Observation file,
            ConfigProfile profile,
            Faults faults) {
        for (Observation observation : inspection.readable(artefact)) {
            OwnRun.demand(inspection, observation, ADAPTER, "the validation");
            Optional<JsonValue> json = inspection.json(observation);
            if (json.isEmpty()) {
                continue;
            }
            String path = observation.item().path();
            JsonObject report = json.get() instanceof JsonObject o ? o : JsonObject.EMPTY;
            String sha384 =
                    report.object("config").flatMap(config -> config.text("sha384")).orElse("none");
            demand(inspection, path, "schema", ConfigReport.SCHEMA, text(report, "schema"));
            demand(inspection, path, "profile", profile.name(), text(report, "profile"));
            // a good report about another file must not stand for this one
            demand(
                    inspection,
                    path,
                    "config.sha384",
                    file.item().digests().sha384().value(),
                    sha384);
            findings(inspection, path, report, faults);
        }
    }

    /** What the report found; its own verdict must be what its findings amount to. */
    private static void findings(
            Inspection inspection, String path, JsonObject report, Faults faults) {
        if (!(report.find("findings").orElse(null) instanceof JsonArray findings)) {
            // a list that was taken out would read as a file without faults
            inspection.malformed(
                    path + " findings", "a list", Shown.value(report.find("findings")));
            return;
        }
        boolean valid = true;
        for (JsonValue finding : findings.values()) {
            valid &= !faults.add(inspection, path, finding);
        }
        boolean agrees =
                report.flag("valid").equals(Optional.of(valid))
                        && text(report, "verdict").equals(valid ? "PASS" : "FAIL");
        if (!agrees) {
            inspection.fail(
                    "report-disagrees",
                    path + " verdict",
                    valid ? "PASS, as no finding is an error" : "FAIL, as findings are errors",
                    Shown.value(report.find("verdict"))
                            + ", valid: "
                            + Shown.value(report.find("valid")),
                    "do not edit the report; validate the recorded configuration again");
        }
    }

    private static String text(JsonObject report, String member) {
        return report.text(member).orElse("none");
    }

    private static void demand(
            Inspection inspection, String path, String member, String expected, String observed) {
        if (!expected.equals(observed)) {
            inspection.fail(
                    "report-about-something-else",
                    path + " " + member,
                    expected,
                    observed.length() > 200 ? observed.substring(0, 200) : observed,
                    "validate the recorded configuration for that profile again");
        }
    }

    /** The errors of one evaluation, each once. */
    private static final class Faults {
        private final Inspection inspection;
        private final boolean onlyUnwaivable;
        private final Set<String> said = new TreeSet<>();
        private int more;

        Faults(Inspection inspection, boolean onlyUnwaivable) {
            this.inspection = inspection;
            this.onlyUnwaivable = onlyUnwaivable;
        }

        void add(ConfigFinding finding) {
            say(finding.code(), finding.place(), finding.observed());
        }

        /**
         * A finding as a report has it; one that cannot be understood leaves nothing decided.
         *
         * @return whether it is an error
         */
        boolean add(Inspection in, String path, JsonValue value) {
            JsonObject finding = value instanceof JsonObject object ? object : JsonObject.EMPTY;
            Optional<ConfigCode> code = finding.text("code").map(CODES::get);
            Optional<Integer> line = place(finding, "line");
            Optional<Integer> column = place(finding, "column");
            Optional<String> where = finding.text("path");
            if (code.isEmpty() || line.isEmpty() || column.isEmpty() || where.isEmpty()) {
                in.malformed(path, "findings of " + ConfigReport.SCHEMA, "another form or code");
                return false;
            }
            if (code.get().isError()) {
                add(
                        new ConfigFinding(
                                code.get(),
                                where.get(),
                                line.get(),
                                column.get(),
                                "",
                                finding.text("observed").orElse("not told")));
            }
            return code.get().isError();
        }

        private static Optional<Integer> place(JsonObject finding, String member) {
            return finding.find(member)
                    .filter(JsonInteger.class::isInstance)
                    .map(n -> (int) ((JsonInteger) n).value());
        }

        private void say(ConfigCode code, String place, String observed) {
            if (onlyUnwaivable && code.waivable()) {
                return;
            }
            if (!said.add(code.id() + "\n" + place + "\n" + observed)) {
                return;
            }
            if (said.size() > MAX_FINDINGS) {
                more++;
                return;
            }
            inspection.fail(code.id(), place, code.meaning(), observed, code.remedy());
        }

        void sayHowManyMore(String path) {
            if (more > 0) {
                inspection.fail(
                        "more",
                        path,
                        "no errors",
                        more + " more errors",
                        "gatehouse config validate lists them all");
            }
        }
    }
}
