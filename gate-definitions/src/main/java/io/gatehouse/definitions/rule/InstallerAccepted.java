package io.gatehouse.definitions.rule;

import io.gatehouse.core.definition.StepDefinition;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.evidence.Observation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The installer was accepted: {@code gatehouse acceptance run} went through all of its steps in
 * this installation, and each one is in order (plan, stage 1: installation checklists).
 *
 * <p>A step that was left out is none that passed. Every step must stand in the report exactly
 * once, also one that the definition does not demand; that one may be {@code not_run}, but not
 * failed. The digests bind the report to the bundle, and the signature to this installation's key
 * for acceptances: who may write the file alone makes no {@code ok} of a {@code failed}.
 */
public final class InstallerAccepted extends AbstractRule {

    private static final String SCHEMA = "gatehouse.acceptance/1";
    private static final String OK = "ok";

    /** Of the key that signs it: {@code evidence:acceptance}. */
    private static final String PURPOSE = "acceptance";

    private static final String ALGORITHM = "HMAC-SHA384";

    /** The existing tools say skipped of what was not run. */
    private static final Set<String> NOT_RUN = Set.of("not_run", "skipped");

    private static final List<String> STEPS =
            List.of(
                    "bundle",
                    "install",
                    "fingerprint",
                    "licence",
                    "labs",
                    "mtls",
                    "decision_log",
                    "rotation");

    InstallerAccepted() {
        super(
                "installer-accepted",
                false,
                "The acceptance of the installer went through every step, each is in order, and its report is signed.",
                Parameter.required(
                        "report", Parameter.Kind.ARTEFACT, "the JSON report of the acceptance"),
                Parameter.optional(
                        "manifest", Parameter.Kind.ARTEFACT, "manifest.json of the bundle"),
                Parameter.optional("archive", Parameter.Kind.ARTEFACT, "the bundle, one archive"),
                Parameter.optional(
                        "configuration", Parameter.Kind.ARTEFACT, "the configuration, one file"),
                Parameter.required("max-age", Parameter.Kind.DURATION, "greatest age of the run"),
                Parameter.optional(
                        "steps",
                        Parameter.Kind.TEXTS,
                        "steps that must be ok; all eight when absent"));
    }

    @Override
    public int version() {
        return 2;
    }

    @Override
    List<String> lintFurther(Reading given, StepDefinition step) {
        return STEPS.containsAll(given.texts("steps"))
                ? List.of()
                : List.of("parameter 'steps' names another than " + STEPS);
    }

    @Override
    void judge(Inspection inspection, Reading given) {
        Optional<Observation> file =
                OneFile.readable(inspection, given.artefact("report").orElseThrow());
        Optional<ReportPart> read = file.flatMap(f -> ReportPart.of(inspection, f));
        if (read.isPresent()) {
            ReportPart report = read.get();
            report.demand("schema", SCHEMA);
            Optional<Instant> made = report.time("generated_at", given.duration("max-age"));
            signed(report, file.orElseThrow().content().orElseThrow().bytes(), made);
            installation(report);
            List<String> demanded = given.texts("steps");
            steps(report, demanded.isEmpty() ? STEPS : demanded);
        }
        names(inspection, given, read, "manifest", "bundle_manifest_sha384");
        names(inspection, given, read, "archive", "bundle_archive_sha384");
        names(inspection, given, read, "configuration", "config_sha384");
    }

    /** By a key that was in force when the report was made, and is so still. */
    private static void signed(ReportPart report, byte[] bytes, Optional<Instant> made) {
        List<Instant> times = new ArrayList<>();
        made.ifPresent(times::add);
        times.add(report.inspection().context().asOf());
        InlineMac.judge(report, bytes, new InlineMac.Demand(PURPOSE, ALGORITHM, true, times));
    }

    /** What was accepted on another device says nothing about this one. */
    private static void installation(ReportPart report) {
        String here =
                report.inspection()
                        .context()
                        .installation()
                        .governance()
                        .installation()
                        .map(i -> i.value())
                        .orElse("none");
        Optional<String> there = report.text("workspace_installation");
        if (there.filter(t -> !t.equals(here)).isPresent()) {
            report.refuse(
                    "other-installation", "workspace_installation", here, Shown.text(there.get()));
        }
    }

    private static void steps(ReportPart report, List<String> demanded) {
        Set<String> seen = new HashSet<>();
        for (ReportPart part : report.parts("steps")) {
            Optional<String> step = part.text("step");
            Optional<String> status = part.text("status");
            if (!part.states("details")) {
                part.refuse("no-member", "details", "what was seen", "nothing");
            }
            if (step.filter(s -> !STEPS.contains(s)).isPresent()) {
                part.refuse("unknown-step", "step", "one of " + STEPS, Shown.text(step.get()));
            } else if (step.filter(s -> !seen.add(s)).isPresent()) {
                // the second could hide the first
                part.refuse("step-twice", "step", "each once", Shown.text(step.get()));
            }
            if (step.isPresent() && status.isPresent()) {
                status(part, step.get(), status.get(), demanded.contains(step.get()));
            }
        }
        for (String step : STEPS) {
            if (!seen.contains(step) && report.states("steps")) {
                report.refuse("step-missing", "steps", "step " + step, "none");
            }
        }
    }

    private static void status(ReportPart part, String step, String status, boolean demanded) {
        if (status.equals("failed")) {
            part.refuse("step-failed", "status", OK, Shown.text(step) + " failed");
        } else if (NOT_RUN.contains(status)) {
            if (demanded) {
                part.refuse("step-not-run", "status", OK, Shown.text(step) + " was not run");
            }
        } else if (!status.equals(OK)) {
            part.refuse("unknown-status", "status", OK, Shown.text(status));
        }
    }

    /** The digest that the report quotes must be that of the attached file, where there is one. */
    private static void names(
            Inspection inspection,
            Reading given,
            Optional<ReportPart> report,
            String parameter,
            String member) {
        if (given.artefact(parameter).isEmpty()) {
            return;
        }
        Optional<Observation> file =
                OneFile.intact(inspection, given.artefact(parameter).orElseThrow());
        if (file.isPresent() && report.isPresent()) {
            names(report.get(), member, file.get());
        }
    }

    private static void names(ReportPart report, String member, Observation file) {
        Digest expected = file.item().digests().sha384();
        Optional<String> stated = report.text(member);
        Optional<Digest> quoted = QuotedDigest.of(report.object(), member);
        if (stated.isPresent() && quoted.filter(expected::equals).isEmpty()) {
            report.refuse(
                    "digest-differs",
                    member,
                    expected + " of " + file.item().path(),
                    Shown.text(stated.get()));
        }
    }
}
