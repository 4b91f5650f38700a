package io.gatehouse.definitions.rule;

import io.gatehouse.core.definition.ActionDefinition;
import io.gatehouse.core.definition.StepDefinition;
import io.gatehouse.core.evidence.Observation;
import io.gatehouse.core.id.AdapterId;
import io.gatehouse.core.json.JsonValue;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The engine verified the bundle's archive itself and found no fault (runbook 2.2): every file,
 * mode and signature, no more and no less than the manifest says.
 *
 * <p>A signature of the release beside the archive ({@code bundle sign}) is judged by that run: a
 * wrong one is a fault of the bundle, and with {@code release-signature: required} so is none.
 *
 * <p>The report must be the one that the run of the step wrote, byte for byte, and be about the
 * archive and the manifest that are attached. A step that does not run the verification cannot use
 * the rule: anybody could write such a report. The report holds no time; its age counts from when
 * it was recorded.
 */
public final class BundleVerified extends AbstractRule {

    private static final AdapterId ADAPTER = new AdapterId("oem-bundle");
    private static final String SCHEMA = "gatehouse.bundle-verification/1";
    private static final String RELEASE = "release-signature";
    private static final String REQUIRED = "required";
    private static final String IF_PRESENT = "if-present";
    private static final Set<String> PLATFORMS = Set.of("linux", "macos", "windows");

    BundleVerified() {
        super(
                "bundle-verified",
                false,
                "The engine verified the attached archive of the bundle, and found no fault in it.",
                Parameter.required(
                        "report", Parameter.Kind.ARTEFACT, "the report of the step's own run"),
                Parameter.required("archive", Parameter.Kind.ARTEFACT, "the bundle, one archive"),
                Parameter.required("manifest", Parameter.Kind.ARTEFACT, "its manifest.json"),
                Parameter.required("platforms", Parameter.Kind.TEXTS, "platforms that will do"),
                Parameter.required(
                        "max-age", Parameter.Kind.DURATION, "greatest age of the report"),
                Parameter.optional(
                        RELEASE,
                        Parameter.Kind.TEXT,
                        "required, or if-present (when absent): a signature of the release that"
                                + " is there must be right in any case"));
    }

    @Override
    public int version() {
        return 2;
    }

    @Override
    List<String> lintFurther(Reading given, StepDefinition step) {
        if (!PLATFORMS.containsAll(given.texts("platforms"))) {
            return List.of("parameter 'platforms' names another than linux, macos and windows");
        }
        if (!List.of(REQUIRED, IF_PRESENT).contains(demand(given))) {
            return List.of("parameter '" + RELEASE + "' is neither required nor if-present");
        }
        Optional<ActionDefinition> run =
                step.action()
                        .filter(action -> action.adapter().equals(ADAPTER))
                        .filter(a -> a.with().text("task").equals(Optional.of("verify")));
        return run.isEmpty()
                ? List.of("the step does not run task verify of adapter " + ADAPTER)
                : List.of();
    }

    private static String demand(Reading given) {
        return given.maybeText(RELEASE).orElse(IF_PRESENT);
    }

    @Override
    void judge(Inspection inspection, Reading given) {
        Optional<Observation> archive =
                OneFile.intact(inspection, given.artefact("archive").orElseThrow());
        Optional<Observation> manifest =
                OneFile.intact(inspection, given.artefact("manifest").orElseThrow());
        Optional<Observation> report =
                OneFile.readable(inspection, given.artefact("report").orElseThrow());
        if (report.isEmpty()) {
            return;
        }
        OwnRun.demand(inspection, report.get(), ADAPTER, "the verification");
        EvidenceAge.judge(inspection, report.get().item(), given.duration("max-age").orElseThrow());
        Optional<ReportPart> read = ReportPart.of(inspection, report.get());
        if (read.isPresent() && isVerified(read.get())) {
            archive.ifPresent(file -> names(read.get(), "archive_sha384", "other-archive", file));
            manifest.ifPresent(
                    file -> names(read.get(), "manifest_sha384", "other-manifest", file));
            platform(read.get(), given.texts("platforms"));
            if (demand(given).equals(REQUIRED)) {
                released(read.get());
            }
        }
    }

    /** Digests stand in the report of a verified bundle alone. */
    private static boolean isVerified(ReportPart report) {
        report.demand("schema", SCHEMA);
        List<ReportPart> findings = report.parts("findings");
        for (ReportPart finding : findings) {
            report.refuse(
                    "bundle-fault",
                    "findings",
                    "none",
                    Shown.value(finding.object().find("code"))
                            + " at "
                            + Shown.value(finding.object().find("subject")));
        }
        Optional<String> verdict = report.text("verdict");
        boolean verified = verdict.filter("verified"::equals).isPresent();
        if (verdict.isPresent() && !verified) {
            report.refuse("not-verified", "verdict", "verified", Shown.text(verdict.get()));
        }
        return verified;
    }

    private static void names(ReportPart report, String member, String code, Observation file) {
        String expected = file.item().digests().sha384().hex();
        Optional<String> named = report.text(member);
        if (named.filter(n -> !n.equals(expected)).isPresent()) {
            report.refuse(
                    code, member, expected + " of " + file.item().path(), Shown.text(named.get()));
        }
    }

    /** One that is wrong is among the findings; here nobody may have taken the file away. */
    private static void released(ReportPart report) {
        boolean released =
                report.list("notes").orElse(List.of()).contains(JsonValue.of("released"));
        if (!released) {
            report.refuse(
                    "release-missing", "notes", "released, by a person of role release", "not so");
        }
    }

    private static void platform(ReportPart report, List<String> admitted) {
        report.demand("bundle", "core-oem");
        Optional<String> platform = report.text("platform");
        if (platform.filter(p -> !admitted.contains(p)).isPresent()) {
            report.refuse(
                    "other-platform", "platform", "one of " + admitted, Shown.text(platform.get()));
        }
    }
}
