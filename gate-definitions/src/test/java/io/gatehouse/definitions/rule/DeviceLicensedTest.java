package io.gatehouse.definitions.rule;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonNull;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonValue;
import io.gatehouse.core.port.MacAnswer;
import io.gatehouse.core.rule.RuleResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeviceLicensedTest {

    private static final String ID = "0123456789abcdef0123456789abcdef";
    private static final String TAKEN = "2026-11-20T11:00:00Z";
    private static final Map<String, Object> DEMAND =
            Map.of("fingerprint", "fingerprint", "licence", "licence", "max-age", "P1D");
    private static final Map<String, Object> WITH_BUNDLE =
            Map.of(
                    "fingerprint", "fingerprint",
                    "expected", "expected",
                    "licence", "licence",
                    "max-age", "P1D");

    /** Of {cpu_id: X, f: true, l: [b, a], n: 1, none: null}, made with another program. */
    private static final String BASE32 =
            "PADLOC3Y-KAZKNT3C-JJ3QVIXL-Q3BV75RX-XMKJN3SM-OMZKMEEV-MHP4EZPM-VJLMD22K-FHHUGWIH-4TWAQ";

    private final ToolKeys keys =
            new ToolKeys().with("licence-signing", "lic-1").with("fingerprint-signing", "fp-1");

    private String document(JsonObject payload) {
        return CanonicalJson.text(keys.envelope("fingerprint-signing", "fp-1", true, payload));
    }

    private String licence(JsonObject payload) {
        return CanonicalJson.text(keys.envelope("licence-signing", "lic-1", true, payload));
    }

    /** What the hardware service says of the machine that a licence of this name is for. */
    private static JsonObject hardware(String device) {
        return LicenceRegistryTest.rich(device, ID)
                .object("fingerprint_payload")
                .orElseThrow()
                .with("collected_at", TAKEN);
    }

    private static JsonObject factors() {
        return JsonObject.builder()
                .put("algorithm", "SHA384")
                .put("created_at", TAKEN)
                .put(
                        "factors",
                        JsonObject.builder()
                                .put("cpu_id", "X")
                                .put("f", true)
                                .put("l", List.of("b", "a"))
                                .put("n", 1)
                                .put("none", JsonNull.NULL)
                                .build())
                .put("fingerprint", BASE32)
                .build();
    }

    private static JsonObject own() {
        JsonObject components =
                JsonObject.of("board", List.of("a".repeat(96)))
                        .with("cpu", List.of("b".repeat(96)));
        return JsonObject.builder()
                .put("schema", "gatehouse.fingerprint/1")
                .put("created_at", TAKEN)
                .put("components", components)
                .put("tpm", "absent")
                .put("device", "GH-" + Digest.of(components).hex().substring(0, 40))
                .build();
    }

    /** A licence that names its device by a text. */
    private static JsonObject plain(String fingerprint) {
        JsonObject plain = LicenceRegistryTest.rich("box", ID).with("fingerprint", fingerprint);
        for (String rich :
                List.of(
                        "license_id",
                        "mode",
                        "fingerprint_payload",
                        "fingerprint_signature",
                        "policy",
                        "policy_evaluation")) {
            plain = plain.without(rich);
        }
        return plain;
    }

    private Bench bench(String document, String licence) {
        Bench bench = new Bench().file("fingerprint", document).file("licence", licence);
        bench.device = "sha256:" + LicenceRegistryTest.fingerprint("box");
        bench.macs = keys;
        return bench;
    }

    private Bench good() {
        return bench(document(hardware("box")), licence(LicenceRegistryTest.rich("box", ID)));
    }

    private static RuleResult run(Bench bench) {
        return bench.run("device-licensed", DEMAND);
    }

    private RuleResult run(JsonObject document) {
        return run(bench(document(document), licence(LicenceRegistryTest.rich("box", ID))));
    }

    @Test
    void shouldAcceptTheLicenceOfThisVeryDevice() {
        RuleAssert.that(run(good())).passes();
        assertThat(keys.asked.get(0).at()).isEqualTo(Instant.parse(TAKEN));
    }

    @Test
    void shouldReadEveryFormOfADocument() {
        Bench script = bench(document(factors()), licence(plain(BASE32)));
        script.device = BASE32;
        RuleAssert.that(run(script)).passes();

        String name = own().requireText("device").toUpperCase(java.util.Locale.ROOT);
        Bench ours = bench(document(own()), licence(plain(name)));
        ours.device = name;
        RuleAssert.that(run(ours)).passes();
    }

    @Test
    void shouldRefuseALicenceThatWasCopiedFromAnotherDevice() {
        String copied = licence(LicenceRegistryTest.rich("other", ID));
        RuleAssert.that(run(bench(document(hardware("box")), copied)))
                .failsWith("fingerprint-differs", "other-device");
        // with its document it is still not this installation's
        RuleAssert.that(run(bench(document(hardware("other")), copied))).failsWith("other-device");
        // and a device that has another machine's licence is found by its own document
        RuleAssert.that(run(hardware("other"))).failsWith("fingerprint-differs");
    }

    @Test
    void shouldRefuseADocumentThatIsOldOrFromTheFuture() {
        Bench late = good();
        late.now = Instant.parse(TAKEN).plus(Duration.ofDays(1)).plusSeconds(1);
        RuleAssert.that(run(late)).failsWith("stale");
        late.now = late.now.minusSeconds(1);
        RuleAssert.that(run(late)).passes();
        late.now = Instant.parse(TAKEN).minusSeconds(6);
        RuleAssert.that(run(late)).errsWith("future-dated");
    }

    @Test
    void shouldRefuseWhatIsNotGenuine() {
        Bench forged = good();
        String edited = document(hardware("box")).replace("T11:00:00Z", "T11:30:00Z");
        RuleAssert.that(run(bench(edited, licence(LicenceRegistryTest.rich("box", ID)))))
                .failsWith("bad-code");
        String other = licence(LicenceRegistryTest.rich("box", ID)).replace("qr", "qx");
        RuleAssert.that(run(bench(document(hardware("box")), other))).failsWith("bad-code");
        // a key of licences makes no fingerprints
        RuleAssert.that(run(bench(licence(hardware("box")), licence(plain("A")))))
                .failsWith("unknown-key", "other-device");
        forged.macs = claim -> MacAnswer.UNAVAILABLE;
        RuleAssert.that(run(forged)).errsWith("code-not-checked", "code-not-checked");
    }

    @Test
    void shouldNotDecideOverADocumentWhosePartsSayAnotherDevice() {
        JsonObject hardware = hardware("box");
        JsonObject digests = hardware.object("component_digests").orElseThrow();
        for (JsonObject wrong :
                List.of(
                        hardware.with("component_digests", digests.with("cpu", "0".repeat(64))),
                        hardware.with("components", JsonObject.EMPTY),
                        hardware.with("version", 2),
                        hardware.with("collected_at", "today"),
                        hardware.with("more", 1),
                        hardware.without("collected_at"),
                        factors().with("fingerprint", BASE32.replace(BASE32.charAt(0), 'Z')),
                        factors().with("factors", JsonObject.of("cpu_id", "Y")),
                        factors().with("algorithm", "SHA256"),
                        own().with("device", "GH-" + "0".repeat(40)),
                        own().with("components", JsonObject.EMPTY),
                        own().with("schema", "gatehouse.fingerprint/2"),
                        own().without("tpm"),
                        JsonObject.EMPTY)) {
            RuleAssert.that(run(wrong)).errsWith("malformed");
        }
        RuleAssert.that(run(bench("{", licence(LicenceRegistryTest.rich("box", ID)))))
                .errsWith("malformed");
    }

    @Test
    void shouldRefuseABundleForAnotherDevice() {
        String taken = "\",\"generated_at\":\"2026-01-01T00:00:00Z\"}";
        for (String right : List.of("sha256:", "")) {
            Bench bench =
                    good().file(
                                    "expected",
                                    "{\"fingerprint\":\""
                                            + right
                                            + LicenceRegistryTest.fingerprint("box")
                                            + taken);
            RuleAssert.that(bench.run("device-licensed", WITH_BUNDLE)).passes();
        }
        for (String wrong : List.of("UNPROVISIONED", LicenceRegistryTest.fingerprint("other"))) {
            Bench bench = good().file("expected", "{\"fingerprint\":\"" + wrong + taken);
            RuleAssert.that(bench.run("device-licensed", WITH_BUNDLE))
                    .failsWith("bundle-for-another-device");
        }
        for (String malformed :
                List.of("[]", "{}", "{\"fingerprint\":\"A\"}", "{\"fingerprint\":1" + taken)) {
            Bench bench = good().file("expected", malformed);
            RuleAssert.that(bench.run("device-licensed", WITH_BUNDLE)).errsWith("malformed");
        }
        RuleAssert.that(good().artefact("expected").run("device-licensed", WITH_BUNDLE))
                .waitsWith("missing");
    }

    @Test
    void shouldNeedADeviceAndOneOfEachFile() {
        Bench none = good();
        none.device = "";
        RuleAssert.that(run(none)).errsWith("no-device");
        Bench empty = new Bench().artefact("fingerprint").artefact("licence");
        RuleAssert.that(run(empty)).waitsWith("missing", "missing");
        RuleAssert.that(run(good().file("fingerprint", "{}"))).failsWith("several-files");
    }

    @Test
    void shouldReadTheDocumentsOfTheExistingTools() throws IOException {
        Path folder = Interop.folder("license");
        assumeTrue(Files.isDirectory(folder), "no interop files here");
        JsonObject secrets =
                StrictJson.readEvidence(Files.readAllBytes(folder.resolve("results.json")))
                        .objectOrThrow()
                        .object("keys")
                        .orElseThrow();
        ToolKeys real = new ToolKeys();
        for (String id : List.of("fp-1", "lic-2026")) {
            String text = secrets.requireText(id);
            byte[] secret = HexFormat.of().parseHex(text.substring("hex:".length()));
            real.with(id.equals("fp-1") ? "fingerprint-signing" : "licence", id, secret);
        }
        Map<String, Object> patient = new HashMap<>(DEMAND);
        patient.put("max-age", "P30D");
        Map<String, List<String>> expected =
                Map.of(
                        "fingerprint_rich.json", List.of(),
                        "fingerprint_oem_legacy.json", List.of("fingerprint-differs"),
                        "fingerprint_tampered.json", List.of("malformed"));
        for (Map.Entry<String, List<String>> each : expected.entrySet()) {
            Bench bench =
                    bench(
                            Files.readString(folder.resolve(each.getKey())),
                            Files.readString(folder.resolve("license_active.json")));
            bench.now = Instant.parse("2026-01-20T12:00:00Z");
            bench.device = "d47a500079fe4652bf3a32a74f3f5db28b998c90fd88a76ccd08ffade3679750";
            bench.macs = real;
            assertThat(Bench.codes(bench.run("device-licensed", patient)))
                    .as(each.getKey())
                    .isEqualTo(each.getValue());
        }
    }

    /** Property: a document that passes says what was signed, in each of its forms. */
    @Test
    void shouldAcceptNoDocumentWithAnotherPayload() {
        List<JsonObject> forms = new ArrayList<>(List.of(hardware("box"), factors(), own()));
        List<String> devices =
                List.of(
                        LicenceRegistryTest.fingerprint("box"),
                        BASE32,
                        own().requireText("device").toUpperCase(java.util.Locale.ROOT));
        for (int i = 0; i < forms.size(); i++) {
            JsonObject licence =
                    i == 0 ? LicenceRegistryTest.rich("box", ID) : plain(devices.get(i));
            String device = devices.get(i);
            byte[] good = document(forms.get(i)).getBytes(UTF_8);
            JsonValue said = StrictJson.readSigned(good).objectOrThrow();
            ReportFuzzTest.fuzz(
                    "fingerprint documents, form " + i,
                    good,
                    bytes -> {
                        Bench bench =
                                new Bench()
                                        .file("fingerprint", bytes, Bench.NOW)
                                        .file("licence", licence(licence));
                        bench.device = device;
                        bench.macs = keys;
                        keys.asked.clear();
                        return run(bench);
                    },
                    bytes ->
                            Arrays.equals(bytes, good)
                                    || StrictJson.readSigned(bytes).objectOrThrow().equals(said));
        }
    }

    private static JsonObject activation() {
        return JsonObject.builder()
                .put("schema", "gatehouse.licence-activation/1")
                .put("license_id", ID)
                .put("fingerprint", LicenceRegistryTest.fingerprint("box"))
                .put("proof", "code")
                .put("activated_at", TAKEN)
                .build();
    }

    private RuleResult activated(Bench bench) {
        Map<String, Object> demand = new HashMap<>(DEMAND);
        demand.put("activation", "activation");
        return bench.run("device-licensed", demand);
    }

    /** The device of these tests is known by its processor alone. */
    @Test
    void shouldAskADeviceOfTooFewPartsForItsActivation() {
        RuleAssert.that(activated(good().artefact("activation"))).failsWith("weak-device");
        for (String proof : List.of("code", "dongle")) {
            String record = document(activation().with("proof", proof));
            RuleAssert.that(activated(good().file("activation", record))).passes();
        }
        JsonObject dongle = hardware("box");
        JsonObject known = dongle.object("components").orElseThrow().object("cpu").orElseThrow();
        JsonObject digests =
                dongle.object("component_digests")
                        .orElseThrow()
                        .with("dongle", known.requireText("digest"));
        byte[] whole = CanonicalJson.bytes(JsonObject.of("components", digests).with("version", 1));
        JsonObject payload =
                dongle.with("component_digests", digests)
                        .with(
                                "components",
                                dongle.object("components").orElseThrow().with("dongle", known))
                        .with(
                                "fingerprint",
                                JsonObject.of("algorithm", "sha256")
                                        .with("value", Digest.sha256(whole).hex()));
        Bench other = bench(document(payload), licence(LicenceRegistryTest.rich("box", ID)));
        RuleAssert.that(activated(other.artefact("activation"))).failsWith("fingerprint-differs");
    }

    @Test
    void shouldRefuseAnActivationOfAnotherLicenceOrDeviceOrThatNobodySigned() {
        for (JsonObject other :
                List.of(
                        activation().with("license_id", ID.replace('0', '9')),
                        activation().with("fingerprint", "a".repeat(64)))) {
            RuleAssert.that(activated(good().file("activation", document(other))))
                    .failsWith("other-activation");
        }
        for (JsonObject other :
                List.of(
                        activation().with("proof", "word"),
                        activation().with("schema", "x"),
                        activation().with("activated_at", "now"),
                        activation().with("more", 1),
                        activation().without("proof"))) {
            RuleAssert.that(activated(good().file("activation", document(other))))
                    .errsWith("malformed");
        }
        JsonObject ahead = activation().with("activated_at", "2031-01-01T00:00:00Z");
        RuleAssert.that(activated(good().file("activation", document(ahead))))
                .errsWith("future-dated");
        String edited = document(activation().with("proof", "dongle")).replace("dongle", "code");
        RuleAssert.that(activated(good().file("activation", edited))).failsWith("bad-code");
        RuleAssert.that(activated(good().file("activation", licence(activation()))))
                .failsWith("unknown-key");
    }
}
