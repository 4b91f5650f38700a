package io.gatehouse.definitions.rule;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonValue;
import io.gatehouse.core.port.MacAnswer;
import io.gatehouse.core.rule.RuleResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InstallerAcceptedTest {

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
    private static final Map<String, Object> DEMAND =
            Map.of(
                    "report", "report",
                    "manifest", "manifest",
                    "archive", "archive",
                    "configuration", "config",
                    "max-age", "P7D");

    private static final ToolKeys KEYS =
            new ToolKeys().with("acceptance", "here").with("bundle-signing", "other");

    private static JsonObject step(String name, String status) {
        return JsonObject.of("step", name).with("status", status).with("details", List.of("said"));
    }

    private static List<JsonObject> steps() {
        return new ArrayList<>(STEPS.stream().map(s -> step(s, "ok")).toList());
    }

    private static JsonObject report() {
        return report(steps());
    }

    private static JsonObject report(List<JsonObject> steps) {
        return JsonObject.builder()
                .put("schema", "gatehouse.acceptance/1")
                .put("generated_at", "2026-11-20T06:00:00Z")
                .put("workspace_installation", "bot-1")
                .put("bundle_archive_sha384", digest("archive").hex())
                .put("bundle_manifest_sha384", digest("manifest").value())
                .put("config_sha384", digest("config").hex())
                .put("steps", steps)
                .build();
    }

    private static JsonObject signed(JsonObject report) {
        return KEYS.inline("acceptance", "here", "HMAC-SHA384", report);
    }

    private static byte[] bytes(JsonObject report) {
        return CanonicalJson.bytes(signed(report));
    }

    private static Digest digest(String content) {
        return Digest.sha384(content.getBytes(UTF_8));
    }

    private static Bench bench(byte[] report) {
        Bench bench = new Bench();
        bench.macs = KEYS;
        return bench.file("report", report, Bench.NOW.minusSeconds(60))
                .file("manifest", "manifest")
                .file("archive", "archive")
                .file("config", "config");
    }

    private static RuleResult run(JsonObject report) {
        return unsigned(signed(report));
    }

    /** As it is given, with or without a signature. */
    private static RuleResult unsigned(JsonObject report) {
        return bench(CanonicalJson.bytes(report)).run("installer-accepted", DEMAND);
    }

    private static void fails(JsonObject report, String... codes) {
        RuleAssert.that(run(report)).failsWith(codes);
    }

    @Test
    void shouldAcceptARunOfAllStepsInAnyOrder() {
        RuleAssert.that(run(report())).passes();
        List<JsonObject> reversed = steps();
        Collections.reverse(reversed);
        RuleAssert.that(run(report(reversed))).passes();
    }

    @Test
    void shouldRefuseEveryStepThatIsNotOk() {
        for (int i = 0; i < STEPS.size(); i++) {
            Map<String, String> faults =
                    Map.of(
                            "failed", "step-failed",
                            "not_run", "step-not-run",
                            "skipped", "step-not-run",
                            "OK", "unknown-status");
            for (Map.Entry<String, String> fault : faults.entrySet()) {
                List<JsonObject> steps = steps();
                steps.set(i, step(STEPS.get(i), fault.getKey()));
                fails(report(steps), fault.getValue());
            }
            List<JsonObject> missing = steps();
            missing.remove(i);
            fails(report(missing), "step-missing");
        }
    }

    @Test
    void shouldRefuseAStepThatStandsTwiceOrThatNobodyKnows() {
        List<JsonObject> twice = steps();
        twice.add(step("labs", "ok"));
        fails(report(twice), "step-twice");
        List<JsonObject> hidden = steps();
        hidden.add(0, step("labs", "failed"));
        fails(report(hidden), "step-failed", "step-twice");
        List<JsonObject> unknown = steps();
        unknown.add(step("coffee", "ok"));
        fails(report(unknown), "unknown-step");
    }

    @Test
    void shouldRefuseAReportThatDoesNotSayEverything() {
        for (String member :
                List.of(
                        "schema",
                        "generated_at",
                        "workspace_installation",
                        "bundle_archive_sha384",
                        "bundle_manifest_sha384",
                        "config_sha384",
                        "steps")) {
            fails(report().without(member), "no-member");
        }
        List<JsonObject> silent = steps();
        silent.set(0, silent.get(0).without("details"));
        fails(report(silent), "no-member");
        silent.set(0, step("bundle", "ok").without("status"));
        fails(report(silent), "no-member");
        fails(report().with("schema", "gatehouse.acceptance/2"), "value-refused");
        JsonValue one = JsonValue.of(List.of(1));
        assertThat(Bench.codes(run(report().with("steps", one))))
                .startsWith("wrong-kind", "step-missing");
    }

    @Test
    void shouldLetTheDefinitionNameTheStepsThatMustBeOk() {
        Map<String, Object> some = new HashMap<>(DEMAND);
        some.put("steps", List.of("bundle", "install"));
        List<JsonObject> early = steps();
        early.set(5, step("mtls", "not_run"));
        Bench bench = bench(bytes(report(early)));
        RuleAssert.that(bench.run("installer-accepted", some)).passes();
        early.set(5, step("mtls", "failed"));
        bench = bench(bytes(report(early)));
        RuleAssert.that(bench.run("installer-accepted", some)).failsWith("step-failed");
        early.remove(5);
        bench = bench(bytes(report(early)));
        RuleAssert.that(bench.run("installer-accepted", some)).failsWith("step-missing");
        some.put("steps", List.of("coffee"));
        RuleAssert.that(bench.run("installer-accepted", some)).errsWith("bad-parameters");
    }

    @Test
    void shouldRefuseAReportOfAnotherBundleConfigurationOrInstallation() {
        for (String member :
                List.of("bundle_archive_sha384", "bundle_manifest_sha384", "config_sha384")) {
            fails(report().with(member, "0".repeat(96)), "digest-differs");
            fails(report().with(member, "none"), "digest-differs");
        }
        fails(report().with("workspace_installation", "bot-2"), "other-installation");
        RuleAssert.that(
                        bench(bytes(report().with("config_sha384", "x")))
                                .run(
                                        "installer-accepted",
                                        Map.of("report", "report", "max-age", "P7D")))
                .passes();
    }

    @Test
    void shouldRefuseAnOldReportAndOneFromTheFuture() {
        fails(report().with("generated_at", "2026-11-13T11:59:59Z"), "stale");
        RuleAssert.that(run(report().with("generated_at", "2026-11-20T12:00:06Z")))
                .errsWith("future-dated");
        RuleAssert.that(run(report().with("generated_at", "now"))).errsWith("malformed");
    }

    @Test
    void shouldWaitForFilesAndTakeOneOfEach() {
        Bench none = new Bench();
        List.of("report", "manifest", "archive", "config").forEach(none::artefact);
        RuleAssert.that(none.run("installer-accepted", DEMAND))
                .waitsWith("missing", "missing", "missing", "missing");
        RuleAssert.that(
                        bench(bytes(report()))
                                .file("report", "{}")
                                .run("installer-accepted", DEMAND))
                .failsWith("several-files");
        RuleAssert.that(bench("[]".getBytes(UTF_8)).run("installer-accepted", DEMAND))
                .errsWith("malformed");
    }

    @Test
    void shouldRefuseAReportThatWasEditedAfterItWasSigned() {
        List<JsonObject> failed = steps();
        failed.set(3, step("licence", "failed"));
        JsonObject honest = signed(report(failed));
        JsonObject edited = report().with("signature", honest.object("signature").orElseThrow());
        RuleAssert.that(unsigned(edited)).failsWith("bad-code");
        RuleAssert.that(unsigned(honest)).failsWith("step-failed");
        // what is added is covered as well: nobody signed it
        RuleAssert.that(unsigned(signed(report()).with("note", "fine"))).failsWith("bad-code");
    }

    @Test
    void shouldRefuseAReportThatNobodyOrAnotherSigned() {
        RuleAssert.that(unsigned(report())).failsWith("unsigned");
        JsonObject none = signed(report()).with("signature", JsonValue.of("none"));
        assertThat(Bench.codes(unsigned(none))).containsExactly("malformed");
        // a key of this installation, made for something else
        JsonObject bundler = KEYS.inline("bundle-signing", "other", "HMAC-SHA384", report());
        RuleAssert.that(unsigned(bundler)).failsWith("unknown-key");
        ToolKeys elsewhere = new ToolKeys().with("acceptance", "there");
        RuleAssert.that(unsigned(elsewhere.inline("acceptance", "there", "HMAC-SHA384", report())))
                .failsWith("unknown-key");
        ToolKeys forger = new ToolKeys().with("acceptance", "here", "x".repeat(40).getBytes(UTF_8));
        RuleAssert.that(unsigned(forger.inline("acceptance", "here", "HMAC-SHA384", report())))
                .failsWith("bad-code");
        RuleAssert.that(unsigned(KEYS.inline("acceptance", "here", "HMAC-SHA256", report())))
                .failsWith("other-algorithm");
    }

    /** In force when the report was made, and when it is judged: both are asked. */
    @Test
    void shouldRefuseAKeyThatWasNotYetOrIsNoMoreInForce() {
        Instant made = Instant.parse("2026-11-20T06:00:00Z");
        for (Instant refused : List.of(made, Bench.NOW)) {
            Bench bench = bench(bytes(report()));
            bench.macs =
                    claim ->
                            claim.at().equals(refused)
                                    ? MacAnswer.KEY_NOT_USABLE
                                    : KEYS.verify(claim);
            RuleAssert.that(bench.run("installer-accepted", DEMAND)).failsWith("key-not-usable");
        }
        Bench away = bench(bytes(report()));
        away.macs = claim -> MacAnswer.UNAVAILABLE;
        RuleAssert.that(away.run("installer-accepted", DEMAND)).errsWith("code-not-checked");
    }

    /** Property: what passes has all eight steps once and ok, and the digests of the files. */
    @Test
    void shouldAcceptNoReportWithAStepThatIsNotOk() {
        ReportFuzzTest.fuzz(
                "acceptance reports",
                bytes(report()),
                bytes -> bench(bytes).run("installer-accepted", DEMAND),
                bytes -> {
                    JsonObject report = StrictJson.readEvidence(bytes).objectOrThrow();
                    List<String> names = new ArrayList<>();
                    boolean ok = true;
                    for (JsonValue step : report.array("steps")) {
                        names.add(((JsonObject) step).requireText("step"));
                        ok &= ((JsonObject) step).requireText("status").equals("ok");
                    }
                    return ok
                            && names.size() == STEPS.size()
                            && names.containsAll(STEPS)
                            && report.requireText("bundle_archive_sha384")
                                    .endsWith(digest("archive").hex())
                            && report.requireText("bundle_manifest_sha384")
                                    .endsWith(digest("manifest").hex());
                });
    }
}
