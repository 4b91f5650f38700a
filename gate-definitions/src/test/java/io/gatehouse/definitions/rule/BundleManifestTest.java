package io.gatehouse.definitions.rule;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonValue;
import io.gatehouse.core.port.MacAnswer;
import io.gatehouse.core.rule.RuleResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BundleManifestTest {

    private static final Map<String, Object> BUNDLE =
            Map.of("manifest", "manifest", "signature", "signature", "report", "report");
    private static final List<String> FILES =
            List.of("bootstrap/install.sh", "config/core.yaml", "daemon/bot", "ui/app.bin");

    private final ToolKeys keys = new ToolKeys().with("bundle", "bundle-1");

    static JsonObject manifest(List<String> paths) {
        List<JsonValue> rows = new ArrayList<>();
        for (String path : paths) {
            rows.add(
                    JsonObject.builder()
                            .put("path", path)
                            .put("sha384", Digest.sha384(path.getBytes(UTF_8)).hex())
                            .build());
        }
        return JsonObject.builder()
                .put("bundle", "core-oem")
                .put("created", "2026-11-20T10:00:15Z")
                .put("files", rows)
                .put("platform", "linux")
                .put("version", "1.4.0")
                .build();
    }

    static JsonObject payload(byte[] manifest) {
        return JsonObject.builder()
                .put("path", "manifest.json")
                .put("sha384", Digest.sha384(manifest).hex())
                .build();
    }

    private RuleResult run(JsonObject manifest) {
        byte[] bytes = CanonicalJson.bytes(manifest);
        return run(
                bytes,
                CanonicalJson.text(keys.envelope("bundle", "bundle-1", false, payload(bytes))),
                report(bytes));
    }

    private RuleResult run(byte[] manifest, String signature, String report) {
        Bench bench =
                new Bench()
                        .file("manifest", manifest, Bench.NOW.minusSeconds(60))
                        .file("signature", signature)
                        .file("report", report);
        bench.macs = keys;
        return bench.run("bundle-manifest", BUNDLE);
    }

    private static String report(byte[] manifest) {
        return "{\"bundle\":\"core-oem\",\"discrepancies\":[],\"manifest_sha384\":\""
                + Digest.sha384(manifest).hex()
                + "\"}";
    }

    private void fails(JsonObject manifest, String... codes) {
        RuleAssert.that(run(manifest)).failsWith(codes);
    }

    private static JsonObject with(String... more) {
        List<String> paths = new ArrayList<>(FILES);
        paths.addAll(Arrays.asList(more));
        return manifest(paths);
    }

    @Test
    void shouldAcceptASignedManifestWithoutDiscrepancy() {
        RuleAssert.that(run(manifest(FILES))).passes();
        assertThat(keys.asked).hasSize(1);
        assertThat(keys.asked.get(0).purpose()).isEqualTo("bundle");
        assertThat(keys.asked.get(0).keyId()).isEmpty();
        // folders before the names that only begin like them
        RuleAssert.that(
                        run(
                                manifest(
                                        List.of(
                                                "bootstrap/a",
                                                "config/a/b",
                                                "config/a-b",
                                                "daemon/x",
                                                "ui/\ud83d\ude00",
                                                "ui2/z"))))
                .passes();
    }

    @Test
    void shouldTakeAKeyThatIsNamedButNotChooseBetweenSeveral() {
        keys.with("bundle", "bundle-2");
        fails(manifest(FILES), "unknown-key");
        byte[] bytes = CanonicalJson.bytes(manifest(FILES));
        RuleAssert.that(
                        run(
                                bytes,
                                CanonicalJson.text(
                                        keys.envelope("bundle", "bundle-2", true, payload(bytes))),
                                report(bytes)))
                .passes();
    }

    @Test
    void shouldTakeKeysThatSignBundlesHere() {
        keys.with("bundle-signing", "own-1");
        byte[] bytes = CanonicalJson.bytes(manifest(FILES));
        JsonObject own = keys.envelope("bundle-signing", "own-1", true, payload(bytes));
        RuleAssert.that(run(bytes, CanonicalJson.text(own), report(bytes))).passes();
        // a key of another purpose signs no bundle
        keys.with("licence-signing", "lic-1");
        JsonObject other = keys.envelope("licence-signing", "lic-1", true, payload(bytes));
        RuleAssert.that(run(bytes, CanonicalJson.text(other), report(bytes)))
                .failsWith("unknown-key");
    }

    @Test
    void shouldRefuseTheSignatureOfAnotherManifest() {
        byte[] bytes = CanonicalJson.bytes(manifest(FILES));
        JsonObject payload = payload(bytes);
        for (JsonObject other :
                List.of(
                        payload.with("sha384", "0".repeat(96)),
                        payload.with("sha384", "sha384:" + payload.requireText("sha384")),
                        payload.with("path", "other.json"),
                        payload.with("size", 7),
                        payload.without("path"))) {
            RuleAssert.that(
                            run(
                                    bytes,
                                    CanonicalJson.text(
                                            keys.envelope("bundle", "bundle-1", false, other)),
                                    report(bytes)))
                    .failsWith("other-manifest");
        }
    }

    @Test
    void shouldRefuseAForgedSignature() {
        byte[] bytes = CanonicalJson.bytes(manifest(FILES));
        ToolKeys thief = new ToolKeys().with("bundle", "bundle-1", new byte[48]);
        String forged =
                CanonicalJson.text(thief.envelope("bundle", "bundle-1", false, payload(bytes)));
        RuleAssert.that(run(bytes, forged, report(bytes))).failsWith("bad-code");
        String good =
                CanonicalJson.text(keys.envelope("bundle", "bundle-1", false, payload(bytes)));
        RuleAssert.that(run(bytes, good.replace("SHA384\"", "SHA256\""), report(bytes)))
                .failsWith("other-algorithm");
        for (String bad :
                List.of(
                        "{",
                        "[]",
                        good.replace("}}", "},\"note\":1}"),
                        good.replace("\"value\":\"", "\"value\":\" "))) {
            RuleAssert.that(run(bytes, bad, report(bytes))).errsWith("malformed");
        }
    }

    @Test
    void shouldNotPassWhereTheCodeCannotBeChecked() {
        byte[] bytes = CanonicalJson.bytes(manifest(FILES));
        String signature =
                CanonicalJson.text(keys.envelope("bundle", "bundle-1", false, payload(bytes)));
        Map<MacAnswer, String> answers =
                Map.of(
                        MacAnswer.INVALID, "bad-code",
                        MacAnswer.UNKNOWN_KEY, "unknown-key",
                        MacAnswer.KEY_NOT_USABLE, "key-not-usable",
                        MacAnswer.UNAVAILABLE, "code-not-checked");
        answers.forEach(
                (answer, code) -> {
                    Bench bench =
                            new Bench()
                                    .file("manifest", bytes, Bench.NOW)
                                    .file("signature", signature)
                                    .file("report", report(bytes));
                    bench.macs = claim -> answer;
                    RuleResult result = bench.run("bundle-manifest", BUNDLE);
                    assertThat(Bench.codes(result)).containsExactly(code);
                });
    }

    @Test
    void shouldRefusePathsThatMeanAnotherFileSomewhere() {
        for (String path :
                List.of(
                        "/etc/passwd",
                        "ui/../../etc/passwd",
                        "ui/./x",
                        "ui//x",
                        "ui/",
                        "",
                        "..",
                        "ui\\x",
                        "C:x",
                        "ui/CON",
                        "ui/nul.txt",
                        "ui/x.",
                        "ui/x ",
                        "ui/a\u0007",
                        "ui/a?",
                        "ui/e\u0301",
                        "manifest.json",
                        "manifest.sig",
                        "ui/" + "x".repeat(510))) {
            RuleAssert.that(run(with(path))).failsWith("path-refused");
        }
    }

    @Test
    void shouldRefuseFilesThatCollide() {
        fails(with("ui/app.bin"), "path-collides");
        fails(
                manifest(
                        List.of("bootstrap/a", "config/a", "daemon/x", "ui/APP.BIN", "ui/app.bin")),
                "path-collides");
        fails(
                manifest(List.of("bootstrap/a", "config/a", "daemon/x", "ui/\u00d6", "ui/\u00f6")),
                "path-collides");
        fails(with("ui/app.bin/x"), "path-collides");
    }

    @Test
    void shouldDemandTheBundlersOrder() {
        fails(
                manifest(List.of("bootstrap/a", "config/a-b", "config/a/b", "daemon/x", "ui/x")),
                "order");
        fails(manifest(List.of("config/a", "bootstrap/a", "daemon/x", "ui/x")), "order");
    }

    @Test
    void shouldRefuseAManifestThatTheBundlerDoesNotMake() {
        JsonObject good = manifest(FILES);
        fails(good.with("bundle", "core"), "manifest-refused", "discrepancy");
        for (JsonObject bad :
                List.of(
                        good.with("platform", "beos"),
                        good.without("platform"),
                        good.with("version", "1.4.0-"),
                        good.with("version", ".1"),
                        good.with("version", "x".repeat(65)),
                        good.with("version", "1 4"),
                        good.with("created", "2026-11-20T12:00:06Z"),
                        good.with("created", "today"),
                        manifest(List.of("config/core.yaml", "daemon/bot", "ui/app.bin")))) {
            fails(bad, "manifest-refused");
        }
        fails(manifest(FILES).with("files", files(good, "sha384", "0".repeat(95))), "digest-form");
        fails(manifest(FILES).with("files", files(good, "sha384", "A".repeat(96))), "digest-form");
        RuleAssert.that(run(good.with("files", files(good, "mode", "0755"))))
                .errsWith("malformed", "manifest-refused");
        RuleAssert.that(run(good.with("files", List.of())))
                .errsWith("malformed", "manifest-refused");
        RuleAssert.that(run("[]".getBytes(UTF_8), "{}", "{\"discrepancies\":[]}"))
                .errsWith("malformed", "malformed");
    }

    /** Size and mode are said together, and in one way, or not at all. */
    @Test
    void shouldTakeRowsThatSayHowLongAFileIsAndWhetherItRuns() {
        List<JsonValue> rows = new ArrayList<>();
        manifest(FILES)
                .array("files")
                .forEach(row -> rows.add(((JsonObject) row).with("size", 10).with("mode", "0644")));
        RuleAssert.that(run(manifest(FILES).with("files", rows))).passes();
        for (JsonObject bad :
                List.of(
                        ((JsonObject) rows.get(0)).with("size", -1),
                        ((JsonObject) rows.get(0)).with("size", "10"),
                        ((JsonObject) rows.get(0)).with("mode", "4755"),
                        ((JsonObject) rows.get(0)).without("mode"))) {
            List<JsonValue> changed = new ArrayList<>(rows);
            changed.set(0, bad);
            RuleAssert.that(run(manifest(FILES).with("files", changed)))
                    .errsWith("malformed", "manifest-refused");
        }
    }

    private static List<JsonValue> files(JsonObject manifest, String member, String value) {
        List<JsonValue> rows = new ArrayList<>(manifest.array("files"));
        rows.set(0, ((JsonObject) rows.get(0)).with(member, value));
        return rows;
    }

    @Test
    void shouldRefuseAReportThatDoesNotAgree() {
        byte[] bytes = CanonicalJson.bytes(manifest(FILES));
        String signature =
                CanonicalJson.text(keys.envelope("bundle", "bundle-1", false, payload(bytes)));
        for (String report :
                List.of(
                        "{}",
                        "{\"discrepancies\":[\"ui/app.bin differs\"]}",
                        "{\"discrepancies\":{}}",
                        "{\"discrepancies\":[],\"platform\":\"windows\"}",
                        "{\"discrepancies\":[],\"version\":\"1.3.9\"}",
                        "{\"discrepancies\":[],\"manifest_sha384\":\"" + "0".repeat(96) + "\"}",
                        "{\"pipeline\":{\"fingerprint\":{\"signature_valid\":true,\"issues\":[\"placeholder\"]}}}",
                        "{\"pipeline\":{\"fingerprint\":{\"signature_valid\":false,\"issues\":[]}}}",
                        "{\"pipeline\":{\"fingerprint\":{\"issues\":[]}}}")) {
            RuleAssert.that(run(bytes, signature, report)).failsWith("discrepancy");
        }
        RuleAssert.that(
                        run(
                                bytes,
                                signature,
                                "{\"platform\":\"linux\",\"pipeline\":{\"fingerprint\":{\"signature_valid\":true,\"issues\":[]}}}"))
                .passes();
    }

    @Test
    void shouldDemandOneManifestAndOneSignature() {
        byte[] bytes = CanonicalJson.bytes(manifest(FILES));
        Bench bench =
                new Bench()
                        .file("manifest", bytes, Bench.NOW)
                        .file("manifest", bytes, Bench.NOW)
                        .artefact("signature")
                        .file("report", report(bytes));
        bench.macs = keys;
        RuleAssert.that(bench.run("bundle-manifest", BUNDLE))
                .failsWith("several-files", "missing", "discrepancy");
    }

    @Test
    void shouldJudgeTheBundlersOwnManifest() throws IOException {
        Path folder = Interop.folder("bundle");
        assumeTrue(Files.isDirectory(folder), "no interop files here");
        byte[] manifest = Files.readAllBytes(folder.resolve("staging/manifest.json"));
        byte[] signature = Files.readAllBytes(folder.resolve("staging/manifest.sig"));
        keys.with("bundle", "bundle-1", Files.readAllBytes(folder.resolve("key")));
        RuleAssert.that(run(manifest, new String(signature, UTF_8), report(manifest))).passes();

        byte[] changed =
                new String(manifest, UTF_8).replace("daemon.bin", "daemon.bit").getBytes(UTF_8);
        RuleAssert.that(run(changed, new String(signature, UTF_8), report(changed)))
                .failsWith("other-manifest");
        keys.with("bundle", "bundle-1", new byte[32]);
        RuleAssert.that(run(manifest, new String(signature, UTF_8), report(manifest)))
                .failsWith("bad-code");
    }
}
