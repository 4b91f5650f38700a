package io.gatehouse.definitions.rule;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonValue;
import io.gatehouse.core.rule.RuleResult;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BundleCiRunTest {

    private static final String MANIFEST = "{\"bundle\":\"core-oem\",\"platform\":\"linux\"}";
    private static final Map<String, ?> DEMAND =
            Map.of(
                    "run", "run",
                    "manifest", "manifest",
                    "workflow", "packaging.yml",
                    "max-age", "P30D");

    private static JsonObject job(String platform) {
        return JsonObject.builder()
                .put("kind", "ci-run")
                .put("workflow", "packaging.yml")
                .put("job_id", "package-" + platform)
                .put("run", "77")
                .put("commit", Bench.COMMIT)
                .put("conclusion", "success")
                .put("finished_at", "2026-11-19T12:00:00Z")
                .put("bundle_sha384", Digest.sha384(platform.getBytes(UTF_8)).value())
                .build();
    }

    private static JsonObject linux() {
        return job("linux").with("bundle_sha384", Digest.sha384(MANIFEST.getBytes(UTF_8)).value());
    }

    private static Bench bench(JsonObject linux, JsonObject macos, JsonObject windows) {
        return new Bench()
                .file("manifest", MANIFEST)
                .file("run", Bench.signed(linux))
                .file("run", Bench.signed(macos))
                .file("run", Bench.signed(windows));
    }

    private static Bench good() {
        return bench(linux(), job("macos"), job("windows"));
    }

    private static RuleResult run(Bench bench) {
        return bench.run("bundle-ci-run", DEMAND);
    }

    private static void fails(JsonObject linux, String... codes) {
        RuleAssert.that(run(bench(linux, job("macos"), job("windows")))).failsWith(codes);
    }

    @Test
    void shouldAcceptARunThatBuiltOnEveryPlatform() {
        RuleResult result = run(good());

        RuleAssert.that(result).passes();
        assertThat(result.facts().array("ci"))
                .contains(JsonValue.of(Map.of("job", "package-macos", "commit", Bench.COMMIT)))
                .hasSize(3);
        // with or without the algorithm, and a number may be a number
        Bench bare =
                bench(
                        linux().with("run", 77)
                                .with(
                                        "bundle_sha384",
                                        Digest.sha384(MANIFEST.getBytes(UTF_8)).hex()),
                        job("macos"),
                        job("windows"));
        RuleAssert.that(run(bare)).passes();
    }

    @Test
    void shouldRefuseARunThatLeftAPlatformOut() {
        RuleAssert.that(
                        run(
                                new Bench()
                                        .file("manifest", MANIFEST)
                                        .file("run", Bench.signed(linux()))))
                .failsWith("job-missing", "job-missing");
        RuleAssert.that(run(bench(linux(), job("macos"), job("beos")))).failsWith("job-missing");
        RuleAssert.that(run(good().file("run", Bench.signed(job("windows")))))
                .failsWith("job-twice");
    }

    @Test
    void shouldRefuseAJobThatFailedOrIsOfAnotherRun() {
        fails(linux().with("conclusion", "failure"), "conclusion-differs");
        fails(linux().with("workflow", "other.yml"), "workflow-differs");
        fails(linux().with("commit", "f".repeat(40)), "commit-differs");
        fails(linux().with("run", "78"), "several-runs");
        fails(linux().without("run"), "no-run");
        fails(linux().without("job_id"), "no-job-id", "job-missing");
        fails(linux().with("commit", "main"), "commit-differs", "no-commit");
        fails(linux().with("finished_at", "2026-10-21T11:59:59Z"), "stale");
        RuleAssert.that(
                        run(
                                bench(
                                        linux().with("finished_at", "2026-11-20T12:01:00Z"),
                                        job("macos"),
                                        job("windows"))))
                .errsWith("future-dated");
    }

    @Test
    void shouldRefuseAManifestThatTheRunDidNotMake() {
        fails(linux().with("bundle_sha384", "0".repeat(96)), "other-manifest");
        fails(linux().without("bundle_sha384"), "other-manifest");
        // the digest of one platform's bundle does not stand for another's
        RuleAssert.that(
                        run(
                                bench(
                                        job("linux"),
                                        job("macos")
                                                .with(
                                                        "bundle_sha384",
                                                        linux().requireText("bundle_sha384")),
                                        job("windows"))))
                .failsWith("other-manifest");
    }

    @Test
    void shouldAdmitAReportThatNamesNoManifestOnlyWhereTheGateSaysSo() {
        Map<String, Object> lenient = new java.util.HashMap<>(DEMAND);
        lenient.put("names-manifest", false);
        Bench silent = bench(linux().without("bundle_sha384"), job("macos"), job("windows"));
        RuleAssert.that(silent.run("bundle-ci-run", lenient)).passes();
        // what it does say is checked in any case
        for (Object said : new Object[] {"0".repeat(96), 7, "none"}) {
            Bench other = bench(linux().with("bundle_sha384", said), job("macos"), job("windows"));
            RuleAssert.that(other.run("bundle-ci-run", lenient)).failsWith("other-manifest");
        }
    }

    @Test
    void shouldNotDecideOverAManifestWithoutAPlatform() {
        for (String manifest : new String[] {"{}", "[]", "{", "{\"platform\":\"beos\"}"}) {
            Bench bench = good();
            bench.observations.set(
                    0, bench.observation("manifest", manifest.getBytes(UTF_8), Bench.NOW));
            RuleAssert.that(run(bench)).refusesWithError();
        }
    }

    @Test
    void shouldRefuseAnEditedReport() {
        JsonObject edited =
                Bench.envelope(linux(), "ci-1").with("payload", linux().with("job_id", "x"));
        Bench bench = new Bench().file("manifest", MANIFEST);
        bench.file("run", CanonicalJson.text(edited));
        RuleAssert.that(run(bench)).failsWith("bad-signature");
        RuleAssert.that(run(good().file("run", Bench.signed(job("x").with("kind", "review")))))
                .failsWith("other-kind");
    }

    @Test
    void shouldWaitForReportsAndTakeOneManifest() {
        RuleAssert.that(run(new Bench().artefact("run").artefact("manifest")))
                .waitsWith("missing", "missing");
        RuleAssert.that(run(good().file("manifest", MANIFEST))).failsWith("several-files");
    }

    /** Property: a report that passes says what was signed. */
    @Test
    void shouldAcceptNoReportWithAnotherPayload() {
        String good = Bench.signed(linux());
        JsonObject said = Bench.envelope(linux(), "ci-1");
        ReportFuzzTest.fuzz(
                "packaging runs",
                good.getBytes(UTF_8),
                bytes -> {
                    Bench bench = good();
                    bench.observations.set(1, bench.observation("run", bytes, Bench.NOW));
                    return run(bench);
                },
                bytes ->
                        io.gatehouse.audit.json.StrictJson.readSigned(bytes)
                                .objectOrThrow()
                                .equals(said));
    }
}
