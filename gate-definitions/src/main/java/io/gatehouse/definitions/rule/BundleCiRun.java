package io.gatehouse.definitions.rule;

import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.evidence.Observation;
import io.gatehouse.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Continuous integration built the bundle on every platform in one run, and made this very manifest
 * (plan, stage 1: packaging pipeline).
 *
 * <p>A signed report is about one job, see {@link CiRun}, so that three are needed: of the jobs
 * {@code package-linux}, {@code package-macos} and {@code package-windows}. Each must have
 * succeeded, in the same run, on the release's commit. Reports name no platform but in the id of
 * the job, and jobs of other names are none of the three.
 *
 * <p>The manifest is that of one platform; the report of its job must name it in {@code
 * bundle_sha384}, signed with the rest. Tools that know no such member leave it out; a definition
 * may admit that, and then nothing but the commit binds the manifest to the run. What the other two
 * jobs made, nothing here can tell: their manifests are not at hand.
 */
public final class BundleCiRun extends AbstractRule {

    private static final String BUNDLE = "bundle_sha384";
    private static final String NAMED = "names-manifest";
    private static final String JOB = "package-";
    private static final List<String> PLATFORMS = List.of("linux", "macos", "windows");

    BundleCiRun() {
        super(
                "bundle-ci-run",
                false,
                "Signed reports say that one run built the bundle on every platform, and made this manifest.",
                Parameter.required(
                        "run", Parameter.Kind.ARTEFACT, "the signed reports, one of each job"),
                Parameter.required(
                        "manifest", Parameter.Kind.ARTEFACT, "manifest.json of the bundle"),
                Parameter.required("workflow", Parameter.Kind.TEXT, "name of the workflow"),
                Parameter.required("max-age", Parameter.Kind.DURATION, "greatest age of the run"),
                Parameter.optional(
                        NAMED,
                        Parameter.Kind.FLAG,
                        "false admits a report that names no manifest; one that is named is always checked"));
    }

    @Override
    void judge(Inspection inspection, Reading given) {
        List<CiRunReport> reports = new ArrayList<>();
        for (Observation file : inspection.readable(given.artefact("run").orElseThrow())) {
            Optional<JsonObject> run =
                    SignedReports.read(inspection, file, "ci-run", "finished_at");
            run.ifPresent(r -> reports.add(new CiRunReport(inspection, file.item().path(), r)));
        }
        for (CiRunReport report : reports) {
            report.succeeded(given.text("workflow"));
            report.ofRelease();
            report.name();
            report.age(given.duration("max-age"));
        }
        if (!reports.isEmpty()) {
            oneRun(inspection, reports);
            everyPlatform(inspection, reports);
        }
        Optional<Observation> manifest =
                OneFile.readable(inspection, given.artefact("manifest").orElseThrow());
        if (!reports.isEmpty() && manifest.isPresent()) {
            made(inspection, reports, manifest.get(), given.flag(NAMED, true));
        }
    }

    /** Jobs of several runs could have built from what another run left. */
    private static void oneRun(Inspection inspection, List<CiRunReport> reports) {
        Set<String> runs = new TreeSet<>();
        for (CiRunReport report : reports) {
            Optional<String> run =
                    report.run()
                            .text("run")
                            .or(() -> report.run().integer("run").map(String::valueOf))
                            .filter(r -> !r.isBlank());
            run.ifPresent(runs::add);
            if (run.isEmpty()) {
                inspection.fail(
                        "no-run",
                        report.path(),
                        "the number of the run",
                        report.run().has("run") ? "another value" : "none",
                        "attach the report of the run itself");
            }
        }
        if (runs.size() > 1) {
            inspection.fail(
                    "several-runs",
                    inspection.context().step().id().value(),
                    "jobs of one run",
                    Shown.text(String.join(", ", runs)),
                    "attach the reports of the last run alone");
        }
    }

    private static void everyPlatform(Inspection inspection, List<CiRunReport> reports) {
        for (String platform : PLATFORMS) {
            long there = reports.stream().filter(r -> isOf(r, platform)).count();
            if (there == 0) {
                inspection.fail(
                        "job-missing",
                        JOB + platform,
                        "a report of the job " + JOB + platform,
                        "none",
                        "let the workflow build on " + platform + " and attach the report");
            } else if (there > 1) {
                inspection.fail(
                        "job-twice",
                        JOB + platform,
                        "one report of the job",
                        String.valueOf(there),
                        "attach the reports of the last run alone");
            }
        }
    }

    private static boolean isOf(CiRunReport report, String platform) {
        return report.job().equals(Optional.of(JOB + platform));
    }

    private static void made(
            Inspection inspection,
            List<CiRunReport> reports,
            Observation manifest,
            boolean demanded) {
        String path = manifest.item().path();
        Optional<String> platform =
                inspection
                        .json(manifest)
                        .filter(JsonObject.class::isInstance)
                        .flatMap(m -> ((JsonObject) m).text("platform"))
                        .filter(PLATFORMS::contains);
        if (platform.isEmpty()) {
            inspection.malformed(path, "a manifest with a platform of " + PLATFORMS, "none");
            return;
        }
        Digest digest = manifest.item().digests().sha384();
        for (CiRunReport report : reports) {
            Optional<Digest> named = QuotedDigest.of(report.run(), BUNDLE);
            boolean other = !named.equals(Optional.of(digest));
            if (isOf(report, platform.get()) && other && (demanded || report.run().has(BUNDLE))) {
                inspection.fail(
                        "other-manifest",
                        report.path() + " " + BUNDLE,
                        digest + " of " + path,
                        Shown.value(report.run().find(BUNDLE)),
                        "attach the manifest that the run made, with the report that names it");
            }
        }
    }
}
