package io.gatehouse.definitions.rule;

import io.gatehouse.core.definition.StepDefinition;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.evidence.Observation;
import io.gatehouse.core.id.ArtefactId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonValue;
import io.gatehouse.core.state.Release;
import java.util.List;
import java.util.Optional;

/**
 * The release that the promotion names is the one that its evidence is about: bundle by digest,
 * source by commit. Otherwise one release would be tested and another promoted.
 */
public final class ReleaseIdentified extends AbstractRule {

    private static final String BUNDLE = "bundle_sha384";

    ReleaseIdentified() {
        super(
                "release-identified",
                false,
                "The bundle manifest and the CI run are those of the release that is promoted.",
                Parameter.optional(
                        "manifest",
                        Parameter.Kind.ARTEFACT,
                        "the manifest: its digest, or the bundle's that it quotes as bundle_sha384, is the release's"),
                Parameter.optional(
                        "ci",
                        Parameter.Kind.ARTEFACT,
                        "the signed report of the run that built it"));
    }

    @Override
    List<String> lintFurther(Reading given, StepDefinition step) {
        return given.parameters().names().isEmpty()
                ? List.of("one of 'manifest' and 'ci' is needed")
                : List.of();
    }

    @Override
    void judge(Inspection inspection, Reading given) {
        Release release = inspection.context().promotion().release();
        given.artefact("manifest").ifPresent(a -> judgeManifest(inspection, a, release));
        given.artefact("ci").ifPresent(a -> judgeRun(inspection, a, release));
    }

    private static void judgeManifest(Inspection inspection, ArtefactId artefact, Release release) {
        for (Observation manifest : inspection.readable(artefact)) {
            Optional<JsonValue> json = inspection.json(manifest);
            if (json.isEmpty()) {
                continue;
            }
            JsonObject members =
                    json.get() instanceof JsonObject object ? object : JsonObject.EMPTY;
            String path = manifest.item().path();
            if (members.has(BUNDLE)) {
                compare(
                        inspection,
                        "bundle-differs",
                        path + " bundle_sha384",
                        release.bundle(),
                        QuotedDigest.of(members, BUNDLE));
            } else if (!manifest.item().digests().matches(release.bundle())) {
                compare(
                        inspection,
                        "bundle-differs",
                        path,
                        release.bundle(),
                        Optional.of(manifest.item().digests().sha384()));
            }
        }
    }

    private static void judgeRun(Inspection inspection, ArtefactId artefact, Release release) {
        for (Observation report : inspection.readable(artefact)) {
            SignedReports.read(inspection, report, "ci-run", "finished_at")
                    .ifPresent(
                            run -> {
                                String commit = run.text("commit").orElse("none");
                                if (!commit.equals(release.commit())) {
                                    fail(
                                            inspection,
                                            "commit-differs",
                                            report.item().path(),
                                            release.commit(),
                                            commit);
                                }
                                if (run.has(BUNDLE)) {
                                    compare(
                                            inspection,
                                            "bundle-differs",
                                            report.item().path(),
                                            release.bundle(),
                                            QuotedDigest.of(run, BUNDLE));
                                }
                            });
        }
    }

    private static void compare(
            Inspection inspection,
            String code,
            String subject,
            Digest expected,
            Optional<Digest> observed) {
        if (observed.filter(expected::equals).isEmpty()) {
            fail(
                    inspection,
                    code,
                    subject,
                    expected.value(),
                    observed.map(Digest::value).orElse("no digest"));
        }
    }

    private static void fail(
            Inspection inspection, String code, String subject, String expected, String observed) {
        inspection.fail(
                code,
                subject,
                expected + " of release " + inspection.context().promotion().release().id(),
                observed.substring(0, Math.min(200, observed.length())),
                "collect the evidence of this release, or open a promotion of the other");
    }
}
