package io.gatehouse.definitions.rule;

import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.state.Release;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReleaseIdentifiedTest {

    private static final Map<String, ?> MANIFEST = Map.of("manifest", "manifest");
    private static final Map<String, ?> RUN = Map.of("ci", "run");

    private static JsonObject run(String commit) {
        return JsonObject.builder()
                .put("kind", "ci-run")
                .put("commit", commit)
                .put("finished_at", "2026-11-19T12:00:00Z")
                .build();
    }

    @Test
    void shouldAcceptAManifestThatQuotesTheBundle() {
        Bench bench =
                new Bench().file("manifest", "{\"bundle_sha384\":\"" + Bench.BUNDLE.hex() + "\"}");

        RuleAssert.that(bench.run("release-identified", MANIFEST)).passes();
    }

    @Test
    void shouldAcceptAManifestWhoseDigestIsTheReleases() {
        Bench bench = new Bench().file("manifest", "{\"files\":[]}");
        Digest digest = bench.observations.get(0).item().digests().sha384();
        bench.release = new Release("r", digest, Bench.COMMIT);

        RuleAssert.that(bench.run("release-identified", MANIFEST)).passes();
    }

    @Test
    void shouldRefuseAnotherBundle() {
        Bench quoted =
                new Bench().file("manifest", "{\"bundle_sha384\":\"" + "0".repeat(96) + "\"}");
        RuleAssert.that(quoted.run("release-identified", MANIFEST)).failsWith("bundle-differs");

        Bench silent = new Bench().file("manifest", "{\"files\":[]}");
        RuleAssert.that(silent.run("release-identified", MANIFEST)).failsWith("bundle-differs");

        Bench garbled = new Bench().file("manifest", "{\"bundle_sha384\":7}");
        RuleAssert.that(garbled.run("release-identified", MANIFEST)).failsWith("bundle-differs");
    }

    @Test
    void shouldNotLetARightDigestOfTheFileExcuseAWrongQuotation() {
        Bench bench =
                new Bench().file("manifest", "{\"bundle_sha384\":\"" + "0".repeat(96) + "\"}");
        bench.release =
                new Release("r", bench.observations.get(0).item().digests().sha384(), Bench.COMMIT);

        RuleAssert.that(bench.run("release-identified", MANIFEST)).failsWith("bundle-differs");
    }

    @Test
    void shouldCompareTheCommitOfTheRun() {
        RuleAssert.that(
                        new Bench()
                                .file("run", Bench.signed(run(Bench.COMMIT)))
                                .run("release-identified", RUN))
                .passes();
        RuleAssert.that(
                        new Bench()
                                .file("run", Bench.signed(run("f".repeat(40))))
                                .run("release-identified", RUN))
                .failsWith("commit-differs");
    }

    @Test
    void shouldRefuseARunThatBuiltAnotherBundle() {
        JsonObject other = run(Bench.COMMIT).with("bundle_sha384", "0".repeat(96));

        RuleAssert.that(new Bench().file("run", Bench.signed(other)).run("release-identified", RUN))
                .failsWith("bundle-differs");
    }

    @Test
    void shouldWaitForTheEvidenceAndNotDecideWithoutNamingAny() {
        RuleAssert.that(new Bench().artefact("manifest").run("release-identified", MANIFEST))
                .waitsWith("missing");
        RuleAssert.that(new Bench().run("release-identified", Map.of())).errsWith("bad-parameters");
        RuleAssert.that(new Bench().file("manifest", "x").run("release-identified", MANIFEST))
                .errsWith("malformed");
    }
}
