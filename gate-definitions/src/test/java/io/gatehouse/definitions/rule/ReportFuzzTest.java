package io.gatehouse.definitions.rule;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonValue;
import io.gatehouse.core.rule.RuleResult;
import io.gatehouse.core.rule.Verdict;
import io.gatehouse.core.testkit.Mutations;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Mutated files of the existing tools: never a crash, and never a pass for a file that says
 * something else than was coded. With the property {@code gatehouse.campaign} 100,000 for each
 * format.
 */
class ReportFuzzTest {

    private static final boolean CAMPAIGN = Boolean.getBoolean("gatehouse.campaign");
    private static final int INPUTS = CAMPAIGN ? 100_000 : 2_000;
    private static final String ID = "0123456789abcdef0123456789abcdef";

    private final ToolKeys keys = new ToolKeys().with("licence", "l").with("bundle", "b");

    /**
     * Property: a registry that passes has only lines whose payload was coded with the key, and the
     * licence of this device among them.
     */
    @Test
    void shouldAcceptNoRegistryWithAnotherPayload() {
        JsonObject ours = LicenceRegistryTest.rich("box", ID);
        JsonObject other = LicenceRegistryTest.rich("other", ID.replace('0', '9'));
        Set<JsonValue> coded = Set.of(ours, other);
        String good = line(other) + line(ours);
        fuzz(
                "licence registry lines",
                good.getBytes(UTF_8),
                bytes -> {
                    Bench bench = new Bench().file("a", bytes, Bench.NOW);
                    bench.device = LicenceRegistryTest.fingerprint("box");
                    return run(
                            bench,
                            "licence-registry",
                            Map.of("registry", "a", "profiles", List.of("paper")));
                },
                bytes -> {
                    List<JsonValue> payloads =
                            new String(bytes, UTF_8)
                                    .lines()
                                    .map(l -> StrictJson.readSigned(l.getBytes(UTF_8)))
                                    .map(r -> r.objectOrThrow().object("payload").orElseThrow())
                                    .collect(Collectors.toList());
                    return coded.containsAll(payloads)
                            && payloads.contains(ours)
                            && new HashSet<>(payloads).size() == payloads.size();
                });
    }

    /** Property: a manifest that passes is, to the last byte, the one that was signed. */
    @Test
    void shouldAcceptNoManifestWithAnotherByte() {
        byte[] manifest = manifest();
        String signature = signature(manifest);
        fuzz(
                "bundle manifests",
                manifest,
                bytes -> bundle(bytes, signature.getBytes(UTF_8)),
                bytes -> Arrays.equals(bytes, manifest));
    }

    /** Property: a signature that passes has the payload that was coded, and the same code. */
    @Test
    void shouldAcceptNoSignatureWithAnotherPayload() {
        byte[] manifest = manifest();
        String signature = signature(manifest);
        JsonObject good = StrictJson.readSigned(signature.getBytes(UTF_8)).objectOrThrow();
        fuzz(
                "manifest.sig",
                signature.getBytes(UTF_8),
                bytes -> bundle(manifest, bytes),
                bytes -> StrictJson.readSigned(bytes).objectOrThrow().equals(good));
    }

    /**
     * Property: a labs report that passes still counts no breach and no failure, has all profiles,
     * and says that its data is real.
     */
    @Test
    void shouldAcceptNoLabsReportWithABreach() {
        fuzz(
                "Paper Labs reports",
                LabsReportTest.report().getBytes(UTF_8),
                bytes ->
                        run(
                                new Bench()
                                        .file("a", bytes, Bench.NOW.minusSeconds(60))
                                        .file(
                                                "b",
                                                LabsReportTest.pdf("no time"),
                                                Bench.NOW.minusSeconds(60)),
                                "labs-report",
                                Map.of("artefact", "a", "pdf", "b", "max-age", "P7D")),
                bytes -> {
                    String text = new String(bytes, UTF_8);
                    JsonObject report = StrictJson.readEvidence(bytes).objectOrThrow();
                    return report.integer("breach_count").orElse(1L) == 0
                            && report.integer("stress_failures").orElse(1L) == 0
                            && !report.flag("synthetic_data").orElse(true)
                            && report.array("profiles").size() == 4
                            && LabsFigures.PROFILES.stream()
                                    .allMatch(p -> text.contains('"' + p + '"'));
                });
    }

    /** Property: a summary that passes is INFO and holds no status but those that are in order. */
    @Test
    void shouldAcceptNoSmokeSummaryThatIsNotInOrder() {
        fuzz(
                "smoke summaries",
                SmokeReportTest.SUMMARY.getBytes(UTF_8),
                bytes ->
                        run(
                                new Bench()
                                        .file("a", bytes, Bench.NOW)
                                        .file("b", SmokeReportTest.MARKDOWN),
                                "smoke-report",
                                Map.of("artefact", "a", "kind", "paper", "markdown", "b")),
                bytes -> {
                    JsonObject summary = StrictJson.readEvidence(bytes).objectOrThrow();
                    return summary.text("severity").orElse("").equals("INFO")
                            && summary.text("timestamp")
                                    .filter(SmokeReportTest.MARKDOWN::contains)
                                    .isPresent()
                            && summary.object("precheck")
                                    .flatMap(p -> p.text("status"))
                                    .filter(s -> s.equalsIgnoreCase("ok"))
                                    .isPresent();
                });
    }

    /** A run of a rule over some bytes. */
    interface Judge {
        RuleResult of(byte[] bytes);
    }

    static void fuzz(String name, byte[] seed, Judge judge, Predicate<byte[]> holds) {
        long start = 20_261_121L;
        Random random = new Random(start);
        int tried = 0;
        int passed = 0;
        assertThat(judge.of(seed).verdict()).as("%s as it was made", name).isEqualTo(Verdict.PASS);
        for (; tried < INPUTS; tried++) {
            byte[] bytes = Mutations.mutate(seed, random);
            String input = name + ", seed " + start + ", input " + tried;
            RuleResult result;
            try {
                result = judge.of(bytes);
            } catch (RuntimeException | StackOverflowError e) {
                throw new AssertionError(input + ": " + new String(bytes, UTF_8), e);
            }
            if (result.verdict() == Verdict.PASS) {
                passed++;
                assertThat(holds.test(bytes))
                        .as("%s: %s", input, new String(bytes, UTF_8))
                        .isTrue();
            }
        }
        System.out.printf(
                "mutated inputs: %s, tried %d, accepted %d, seed %d%n", name, tried, passed, start);
        assertThat(tried).isEqualTo(INPUTS);
    }

    private RuleResult bundle(byte[] manifest, byte[] signature) {
        return run(
                new Bench().file("m", manifest, Bench.NOW).file("s", signature, Bench.NOW),
                "bundle-manifest",
                Map.of("manifest", "m", "signature", "s"));
    }

    private RuleResult run(Bench bench, String rule, Map<String, ?> parameters) {
        bench.macs = keys;
        RuleResult result = bench.run(rule, parameters);
        keys.asked.clear();
        return result;
    }

    private String line(JsonObject payload) {
        return CanonicalJson.text(keys.envelope("licence", "l", true, payload)) + "\n";
    }

    private String signature(byte[] manifest) {
        return CanonicalJson.text(
                keys.envelope("bundle", "b", false, BundleManifestTest.payload(manifest)));
    }

    private static byte[] manifest() {
        return CanonicalJson.bytes(
                BundleManifestTest.manifest(
                        List.of("bootstrap/x", "config/core.yaml", "daemon/bot", "ui/a", "ui/b")));
    }
}
