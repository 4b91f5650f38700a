package io.gatehouse.definitions.rule;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonNull;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.port.MacAnswer;
import io.gatehouse.core.port.MacClaim;
import io.gatehouse.core.rule.RuleResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LicenceRegistryTest {

    private static final Map<String, Object> PAPER =
            Map.of("registry", "licences", "profiles", List.of("paper"), "min-remaining", "P7D");
    private static final String ID = "0123456789abcdef0123456789abcdef";

    private final ToolKeys keys = new ToolKeys().with("licence", "lic-2026");

    /** A licence with an id for a device of this name. */
    static JsonObject rich(String device, String id) {
        JsonObject component =
                JsonObject.builder()
                        .put("raw", device)
                        .put("normalized", device)
                        .put("digest", Digest.sha256(device.getBytes(UTF_8)).hex())
                        .build();
        JsonObject digests =
                JsonObject.builder()
                        .put("cpu", component.requireText("digest"))
                        .put("dongle", JsonNull.NULL)
                        .build();
        JsonObject fingerprint =
                JsonObject.builder()
                        .put("algorithm", "sha256")
                        .put("value", fingerprint(device))
                        .build();
        return plain(device)
                .with("license_id", id)
                .with("fingerprint", fingerprint)
                .with("mode", "qr")
                .with("notes", JsonNull.NULL)
                .with(
                        "fingerprint_payload",
                        JsonObject.builder()
                                .put("version", 1)
                                .put("collected_at", "2026-01-15T12:00:00Z")
                                .put(
                                        "components",
                                        JsonObject.builder()
                                                .put("cpu", component)
                                                .put("dongle", JsonNull.NULL)
                                                .build())
                                .put("component_digests", digests)
                                .put("fingerprint", fingerprint)
                                .build())
                .with(
                        "fingerprint_signature",
                        Map.of("algorithm", "HMAC-SHA384", "value", "A".repeat(64)))
                .with("policy", Map.of("require_mac", true))
                .with("policy_evaluation", Map.of("errors", List.of(), "warnings", List.of()));
    }

    static String fingerprint(String device) {
        JsonObject digests =
                JsonObject.builder()
                        .put("cpu", Digest.sha256(device.getBytes(UTF_8)).hex())
                        .put("dongle", JsonNull.NULL)
                        .build();
        return Digest.sha256(
                        CanonicalJson.bytes(
                                JsonObject.builder()
                                        .put("components", digests)
                                        .put("version", 1)
                                        .build()))
                .hex();
    }

    private static JsonObject plain(String fingerprint) {
        return JsonObject.builder()
                .put("schema", "core.oem.license")
                .put("schema_version", "1.0")
                .put("fingerprint", fingerprint)
                .put("issued_at", "2026-01-15T12:00:00Z")
                .put("expires_at", "2027-01-15T12:00:00Z")
                .put("profile", "paper")
                .put("issuer", "security")
                .put("bundle_version", "1.4.0")
                .put("features", List.of("daemon", "ui"))
                .put("notes", "Zażółć gęślą")
                .build();
    }

    private String line(JsonObject payload) {
        return CanonicalJson.text(keys.envelope("licence", "lic-2026", true, payload)) + "\n";
    }

    private Bench bench(String... lines) {
        Bench bench = new Bench().file("licences", String.join("", lines));
        bench.device = "sha256:" + fingerprint("box");
        bench.macs = keys;
        return bench;
    }

    private static RuleResult run(Bench bench) {
        return bench.run("licence-registry", PAPER);
    }

    @Test
    void shouldAcceptACurrentLicenceOfThisDevice() {
        Bench bench = bench(line(plain("WXYZ-9")), line(rich("box", ID)));

        RuleResult result = run(bench);

        RuleAssert.that(result).passes();
        assertThat(result.facts()).isEqualTo(JsonObject.of("devices", List.of(bench.device)));
        assertThat(keys.asked).hasSize(2);
    }

    @Test
    void shouldTakeKeysThatSignLicencesHere() {
        keys.with("licence-signing", "own-1");
        JsonObject own = keys.envelope("licence-signing", "own-1", true, rich("box", ID));
        RuleAssert.that(run(bench(line(plain("WXYZ-9")), CanonicalJson.text(own) + "\n"))).passes();
    }

    @Test
    void shouldKnowTheDeviceByEveryNameThatAnInstallationHas() {
        for (String device :
                List.of(
                        fingerprint("box"),
                        "sha256:" + fingerprint("box"),
                        fingerprint("box").toUpperCase(java.util.Locale.ROOT),
                        Digest.sha384(("gatehouse device\n" + fingerprint("box")).getBytes(UTF_8))
                                .value())) {
            Bench bench = bench(line(rich("box", ID)));
            bench.device = device;
            RuleAssert.that(run(bench)).passes();
        }
    }

    @Test
    void shouldSayThatTheRuntimeRefusesAPlainLicence() {
        Bench bench = bench(line(plain("ABCD-1234-EFGH")));
        bench.device = "abcd-1234-efgh";
        assertThat(RuleAssert.that(run(bench)).failsWith("plain-licence").observed())
                .contains("runtime refuses");

        Map<String, Object> lenient = new HashMap<>(PAPER);
        lenient.put("plain", true);
        RuleAssert.that(bench.run("licence-registry", lenient)).passes();
    }

    @Test
    void shouldRefuseADeviceWithoutALicence() {
        RuleAssert.that(run(bench(line(rich("other", ID))))).failsWith("not-licensed");
        RuleAssert.that(run(bench())).failsWith("not-licensed");
        RuleAssert.that(run(new Bench().artefact("licences"))).waitsWith("missing");
    }

    @Test
    void shouldRefuseALicenceThatIsNotInForce() {
        JsonObject good = rich("box", ID);
        for (JsonObject payload :
                List.of(
                        good.with("profile", "live"),
                        good.with("expires_at", "2026-11-27T12:00:00Z"),
                        good.with("expires_at", "2026-11-01T12:00:00Z"),
                        good.with("issued_at", "2026-11-20T12:00:06Z"),
                        good.with("revoked_at", "2026-11-01T12:00:00Z"),
                        good.with("revoked", true),
                        good.with("policy_evaluation", Map.of("errors", List.of("no mac"))))) {
            RuleAssert.that(run(bench(line(payload)))).failsWith("licence-not-valid");
        }
        RuleAssert.that(run(bench(line(good.with("issued_at", "2026-11-20T12:00:05Z"))))).passes();
        Instant last = Instant.parse("2027-01-08T11:59:59Z");
        Bench bench = bench(line(good));
        bench.now = last;
        RuleAssert.that(run(bench)).passes();
    }

    @Test
    void shouldCountTheLastLicenceOfADeviceAlone() {
        String longer = line(rich("box", ID));
        String shorter =
                line(rich("box", ID.replace('0', '1')).with("expires_at", "2026-11-21T12:00:00Z"));

        RuleAssert.that(run(bench(longer, shorter))).failsWith("licence-not-valid");
        RuleAssert.that(run(bench(shorter, longer))).passes();
        RuleAssert.that(
                        run(
                                bench(
                                        line(
                                                rich("other", ID.replace('0', '2'))
                                                        .with("supersedes", ID)),
                                        longer)))
                .failsWith("licence-not-valid");
    }

    @Test
    void shouldRefuseALicenceThatStandsTwice() {
        RuleAssert.that(run(bench(line(rich("other", ID)), line(rich("box", ID)))))
                .failsWith("licence-twice");
        RuleAssert.that(run(bench(line(plain("A")), line(plain("A")), line(rich("box", ID)))))
                .failsWith("licence-twice");
    }

    @Test
    void shouldRefuseEveryLineThatIsNotGenuine() {
        String good = line(rich("box", ID));
        String forged = line(plain("OTHER-1")).replace("OTHER-1", "OTHER-2");
        RuleAssert.that(run(bench(forged, good))).failsWith("bad-code");
        RuleAssert.that(run(bench(good.replace("2027-01-15", "2027-02-15")))).failsWith("bad-code");
        RuleAssert.that(run(bench(good, line(plain("A")).replace("lic-2026", "lic-2025"))))
                .failsWith("unknown-key");
        RuleAssert.that(run(bench(good.replace("HMAC-SHA384", "HMAC-SHA256"))))
                .failsWith("other-algorithm");
    }

    @Test
    void shouldNotPassWhereACodeCannotBeChecked() {
        Map<MacAnswer, String> answers =
                Map.of(
                        MacAnswer.INVALID, "bad-code",
                        MacAnswer.UNKNOWN_KEY, "unknown-key",
                        MacAnswer.KEY_NOT_USABLE, "key-not-usable");
        Bench bench = bench(line(rich("box", ID)));
        answers.forEach(
                (answer, code) -> {
                    bench.macs = claim -> answer;
                    RuleAssert.that(run(bench)).failsWith(code);
                    assertThat(run(bench).facts()).isEqualTo(JsonObject.EMPTY);
                });
        bench.macs = claim -> MacAnswer.UNAVAILABLE;
        RuleAssert.that(run(bench)).errsWith("code-not-checked");
    }

    @Test
    void shouldAskForAKeyOfNowWhereTheLicenceIsToCount() {
        Bench bench = bench(line(plain("OLD-1")), line(rich("box", ID)));
        run(bench);

        assertThat(keys.asked)
                .extracting(MacClaim::at)
                .containsExactly(Instant.parse("2026-01-15T12:00:00Z"), Bench.NOW);
        assertThat(keys.asked).extracting(MacClaim::purpose).containsOnly("licence");
    }

    @Test
    void shouldNotDecideOverALineThatIsNoLicence() {
        JsonObject good = rich("box", ID);
        JsonObject document = good.object("fingerprint_payload").orElseThrow();
        List<String> faulty =
                List.of(
                        "{oops\n",
                        "[1]\n",
                        "\n",
                        "{}\n",
                        line(good).replace("\"1.0\"", "1.0"),
                        line(good).replace("{\"payload\"", "{\"note\":\"\",\"payload\""),
                        line(good).replace("\"key_id\":\"lic-2026\",", "\"key_id\":7,"),
                        line(good).replace("\"value\":\"", "\"value\":\"="),
                        line(good.with("schema", "core.oem.licence")),
                        line(good.with("schema_version", "1.1")),
                        line(good.with("license_id", "7")),
                        line(good.with("fingerprint", "BOX")),
                        line(good.with("status", "revoked")),
                        line(good.with("expires_at", "2026-01-15T12:00:00Z")),
                        line(good.with("expires_at", "2029-01-15T12:00:00Z")),
                        line(good.with("expires_at", "soon")),
                        line(good.with("supersedes", 7)),
                        line(good.without("policy")),
                        line(good.without("issuer")),
                        line(plain("abcd")),
                        line(plain("AB CD")),
                        line(plain("A").with("mode", "qr")),
                        line(
                                good.with(
                                        "fingerprint_payload",
                                        document.with("component_digests", Map.of()))),
                        line(
                                good.with(
                                        "fingerprint_payload",
                                        document.with("components", Map.of()))));
        for (String line : faulty) {
            RuleResult result = run(bench(line(rich("box", ID)), line));
            RuleAssert.that(result).errsWith("malformed");
        }
        assertThat(faulty).hasSize(24);
        String cut = line(good);
        RuleAssert.that(run(bench(cut.substring(0, cut.length() - 1)))).errsWith("malformed");
    }

    @Test
    void shouldReadAThousandLicencesAndNoMore() {
        String[] lines = new String[1_001];
        java.util.Arrays.fill(lines, line(rich("box", ID)));
        RuleAssert.that(run(bench(lines))).errsWith("malformed");
        assertThat(new StandardRules().find(new io.gatehouse.core.id.RuleId("licence-registry")))
                .hasValueSatisfying(
                        rule -> {
                            // a licence ends an environment when it ends itself
                            assertThat(rule.canStand()).isTrue();
                            assertThat(rule.version()).isEqualTo(3);
                        });
    }

    @Test
    void shouldRefuseALicenceWhoseMembersDoNotFollowFromEachOther() {
        JsonObject good = rich("box", ID);
        for (String name : List.of("profile", "issuer", "bundle_version")) {
            RuleAssert.that(run(bench(line(good.with(name, " "))))).errsWith("malformed");
        }
        JsonObject payload = good.object("fingerprint_payload").orElseThrow();
        JsonObject components = payload.object("components").orElseThrow();
        JsonObject cpu = components.object("cpu").orElseThrow();
        JsonObject digests = payload.object("component_digests").orElseThrow();
        for (JsonObject other :
                List.of(
                        payload.with("components", components.with("cpu", cpu.with("digest", "0"))),
                        payload.with(
                                "components", components.with("cpu", cpu.with("normalized", "x"))),
                        payload.with("components", components.with("cpu", JsonNull.NULL)),
                        payload.with("component_digests", digests.with("dongle", "0")),
                        payload.with("components", components.with("dongle", cpu)))) {
            RuleAssert.that(run(bench(line(good.with("fingerprint_payload", other)))))
                    .errsWith("malformed");
        }
    }

    @Test
    void shouldNeedADevice() {
        Bench bench = bench(line(rich("box", ID)));
        bench.device = "";
        RuleAssert.that(run(bench)).errsWith("no-device");
    }

    @Test
    void shouldJudgeTheProvisionersOwnRegistries() throws IOException {
        Path folder = Interop.folder("license");
        assumeTrue(Files.isDirectory(folder), "no interop files here");
        byte[] secret = "license-signing-key-0123456789abcdef0123456789abcdef".getBytes(UTF_8);
        Map<String, String> expected =
                Map.of(
                        "registry_rich.jsonl", "",
                        "registry_simple.jsonl", "not-licensed",
                        "registry_expired.jsonl", "not-licensed",
                        "registry_no_keyid.jsonl", "not-licensed",
                        "registry_newline_key.jsonl", "unknown-key",
                        "registry_rotation_select.jsonl", "unknown-key",
                        "registry_bad_lines.jsonl", "malformed",
                        "registry_tampered_fp.jsonl", "malformed");
        for (Map.Entry<String, String> each : expected.entrySet()) {
            Bench bench =
                    new Bench()
                            .file(
                                    "licences",
                                    Files.readAllBytes(folder.resolve(each.getKey())),
                                    Bench.NOW);
            bench.now = Instant.parse("2026-01-20T12:00:00Z");
            bench.device = "d47a500079fe4652bf3a32a74f3f5db28b998c90fd88a76ccd08ffade3679750";
            bench.macs = new ToolKeys().with("licence", "lic-2026", secret);
            List<String> codes = Bench.codes(run(bench));
            assertThat(codes)
                    .as(each.getKey())
                    .containsAll(each.getValue().isEmpty() ? List.of() : List.of(each.getValue()));
            assertThat(codes.isEmpty()).as(each.getKey()).isEqualTo(each.getValue().isEmpty());
        }
        Bench plain =
                new Bench()
                        .file(
                                "licences",
                                Files.readAllBytes(folder.resolve("registry_simple.jsonl")),
                                Bench.NOW);
        plain.now = Instant.parse("2026-01-20T12:00:00Z");
        plain.macs = new ToolKeys().with("licence", "lic-2026", secret);
        RuleAssert.that(run(plain)).failsWith("plain-licence");
    }
}
