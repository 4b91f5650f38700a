package io.gatehouse.definitions.rule;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.core.definition.ActionDefinition;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.evidence.Observation;
import io.gatehouse.core.id.AdapterId;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.rule.RuleResult;
import io.gatehouse.core.state.ActionState;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BundleVerifiedTest {

    private static final byte[] ARCHIVE = "the archive".getBytes(UTF_8);
    private static final byte[] MANIFEST = "{\"bundle\":\"core-oem\"}".getBytes(UTF_8);
    private static final Instant MADE = Bench.NOW.minusSeconds(3_600);
    private static final Map<String, Object> DEMAND =
            Map.of(
                    "report", "report",
                    "archive", "archive",
                    "manifest", "manifest",
                    "platforms", List.of("linux"),
                    "max-age", "P7D");

    private static JsonObject report() {
        return JsonObject.builder()
                .put("schema", "gatehouse.bundle-verification/1")
                .put("verdict", "verified")
                .put("findings", List.of())
                .put("notes", List.of())
                .put("bundle", "core-oem")
                .put("platform", "linux")
                .put("version", "1.4.0")
                .put("files", 4)
                .put("archive_sha384", Digest.sha384(ARCHIVE).hex())
                .put("archive_bytes", ARCHIVE.length)
                .put("manifest_sha384", Digest.sha384(MANIFEST).hex())
                .put("fingerprint", "UNPROVISIONED")
                .put("key_id", "bundle-1")
                .build();
    }

    private static ActionDefinition action(String adapter, String task) {
        return new ActionDefinition(
                new AdapterId(adapter), JsonObject.of("task", task), Duration.ofMinutes(5));
    }

    /** The step ran the verification, which wrote these bytes. */
    private static Bench bench(byte[] report) {
        Bench bench =
                new Bench()
                        .file("archive", ARCHIVE, MADE)
                        .file("manifest", MANIFEST, MADE)
                        .file("report", report, MADE);
        bench.action = Optional.of(action("oem-bundle", "verify"));
        bench.actionState =
                Optional.of(new ActionState("key", 1, ActionState.Phase.SUCCEEDED, MADE));
        bench.facts = JsonObject.of("report_sha384", Digest.sha384(report).value());
        return bench;
    }

    private static Bench bench(JsonObject report) {
        return bench(CanonicalJson.bytes(report));
    }

    private static RuleResult run(Bench bench) {
        return bench.run("bundle-verified", DEMAND);
    }

    @Test
    void shouldAskForARelease() {
        Map<String, Object> required = new HashMap<>(DEMAND);
        required.put("release-signature", "required");
        JsonObject released = report().with("notes", List.of("released"));
        RuleAssert.that(bench(released).run("bundle-verified", required)).passes();
        RuleAssert.that(bench(report()).run("bundle-verified", required))
                .failsWith("release-missing");
        required.put("release-signature", "if-present");
        RuleAssert.that(bench(report()).run("bundle-verified", required)).passes();
        required.put("release-signature", "never");
        RuleAssert.that(bench(released).run("bundle-verified", required))
                .errsWith("bad-parameters");
    }

    private static void fails(JsonObject report, String... codes) {
        RuleAssert.that(run(bench(report))).failsWith(codes);
    }

    @Test
    void shouldAcceptWhatTheStepItselfVerified() {
        RuleAssert.that(run(bench(report()))).passes();
    }

    @Test
    void shouldAcceptAnArchiveThatIsTooLargeToBeRead() {
        Bench bench = bench(report());
        Observation archive = bench.observations.get(0);
        bench.observations.set(
                0, new Observation(archive.item(), archive.now(), "too large", Optional.empty()));

        RuleAssert.that(run(bench)).passes();
    }

    @Test
    void shouldRefuseAnEditedReport() {
        Bench bench = bench(report());
        bench.facts = JsonObject.of("report_sha384", Digest.sha384(MANIFEST).value());
        RuleAssert.that(run(bench)).failsWith("report-not-of-this-run");

        Bench failed = bench(report());
        failed.actionState = Optional.of(new ActionState("key", 1, ActionState.Phase.FAILED, MADE));
        RuleAssert.that(run(failed)).failsWith("report-not-of-this-run");

        Bench never = bench(report());
        never.actionState = Optional.empty();
        never.facts = JsonObject.EMPTY;
        RuleAssert.that(run(never)).failsWith("report-not-of-this-run");
    }

    @Test
    void shouldNotServeAStepThatVerifiesNothing() {
        for (Optional<ActionDefinition> other :
                List.of(
                        Optional.<ActionDefinition>empty(),
                        Optional.of(action("oem-bundle", "dry-run")),
                        Optional.of(action("command", "verify")))) {
            Bench bench = bench(report());
            bench.action = other;
            RuleAssert.that(run(bench)).errsWith("bad-parameters");
        }
        Map<String, Object> beos = new HashMap<>(DEMAND);
        beos.put("platforms", List.of("beos"));
        RuleAssert.that(bench(report()).run("bundle-verified", beos)).errsWith("bad-parameters");
    }

    @Test
    void shouldRefuseABundleThatIsNotVerified() {
        JsonObject finding = JsonObject.of("code", "file-extra").with("subject", "daemon/x");
        fails(report().with("findings", List.of(finding)), "bundle-fault");
        fails(
                JsonObject.builder()
                        .put("schema", "gatehouse.bundle-verification/1")
                        .put("verdict", "refused")
                        .put("findings", List.of(finding))
                        .build(),
                "bundle-fault",
                "not-verified");
        fails(report().with("verdict", "not-decided"), "not-verified");
        fails(report().without("findings"), "no-member");
        fails(report().with("findings", 0), "wrong-kind");
        fails(report().with("schema", "gatehouse.bundle-verification/2"), "value-refused");
        fails(report().with("bundle", "core"), "value-refused");
    }

    @Test
    void shouldRefuseAReportAboutOtherFiles() {
        fails(report().with("archive_sha384", "0".repeat(96)), "other-archive");
        fails(report().with("manifest_sha384", "0".repeat(96)), "other-manifest");
        fails(report().with("platform", "windows"), "other-platform");
        fails(report().without("archive_sha384"), "no-member");
    }

    @Test
    void shouldRefuseAnOldReportAndOneFromTheFuture() {
        Bench old = bench(report());
        old.now = Bench.NOW.plus(Duration.ofDays(7));
        RuleAssert.that(run(old)).failsWith("stale");
        Bench future = bench(report());
        future.now = Bench.NOW.minus(Duration.ofDays(1));
        RuleAssert.that(run(future)).errsWith("future-dated");
    }

    @Test
    void shouldWaitForFilesAndTakeOneOfEach() {
        Bench none = bench(report());
        none.observations.clear();
        RuleAssert.that(run(none)).waitsWith("missing", "missing", "missing");
        RuleAssert.that(run(bench(report()).file("archive", "another"))).failsWith("several-files");
        RuleAssert.that(run(bench(report()).changed())).failsWith("changed");
        RuleAssert.that(run(bench("[1]".getBytes(UTF_8)))).errsWith("malformed");
        RuleAssert.that(run(bench("{".getBytes(UTF_8)))).errsWith("malformed");
    }

    /** Property: what passes still says that this archive is verified and without a fault. */
    @Test
    void shouldAcceptNoReportOfAFaultyBundle() {
        ReportFuzzTest.fuzz(
                "bundle verifications",
                CanonicalJson.bytes(report()),
                bytes -> run(bench(bytes)),
                bytes -> {
                    JsonObject report = StrictJson.readEvidence(bytes).objectOrThrow();
                    return report.requireText("verdict").equals("verified")
                            && report.array("findings").isEmpty()
                            && report.requireText("platform").equals("linux")
                            && report.requireText("archive_sha384")
                                    .equals(Digest.sha384(ARCHIVE).hex())
                            && report.requireText("manifest_sha384")
                                    .equals(Digest.sha384(MANIFEST).hex());
                });
    }
}
