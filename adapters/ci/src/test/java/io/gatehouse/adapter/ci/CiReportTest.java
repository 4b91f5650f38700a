package io.gatehouse.adapter.ci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.gatehouse.audit.key.DomainSignature;
import io.gatehouse.audit.key.Ed25519Signer;
import io.gatehouse.audit.key.SignatureDomain;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.KeyId;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonNull;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CiReportTest {

    private static final Ed25519Signer MACHINE = Ed25519Signer.ofSeed(new byte[32]);
    private static final KeyId KEY = new KeyId("ci-1");
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00.987654Z");
    private static final String COMMIT = "c".repeat(40);

    private static final CiPayload.Run RUN =
            new CiPayload.Run(
                    "Stage4 multi-strategy smoke", "job-7", "12", COMMIT, "success", NOON);
    private static final CiPayload.Run PACKAGING =
            new CiPayload.Run(
                    "oem",
                    "package-linux",
                    "12",
                    COMMIT,
                    "success",
                    NOON,
                    Optional.of(Digest.ZERO));
    private static final CiPayload.MergedPullRequest PULL =
            new CiPayload.MergedPullRequest(
                    42,
                    "ann",
                    List.of("bob", "eve"),
                    COMMIT,
                    "a".repeat(40),
                    "b".repeat(40),
                    Digest.ZERO,
                    NOON);

    @TempDir Path directory;

    @Test
    void shouldReadAndVerifyWhatItSignsAndWrites() throws IOException {
        for (CiPayload payload : List.of(RUN, PACKAGING, PULL)) {
            Path file = directory.resolve("report.json");
            CiReport.sign(payload, KEY, MACHINE).write(file);

            CiReport report = parsed(Files.readAllBytes(file));

            assertThat(report.payload()).isEqualTo(payload);
            assertThat(report.verify(KEY, MACHINE.publicKey())).isEmpty();
        }
        assertThat(RUN.finishedAt()).isEqualTo(Instant.parse("2026-11-20T12:00:00Z"));
    }

    @Test
    void shouldSignThePayloadUnderTheDomainOfContinuousIntegration() {
        CiReport report = CiReport.sign(RUN, KEY, MACHINE);

        assertThat(SignatureDomain.CI.prefix()).isEqualTo("gatehouse/ci/v1\n");
        assertThat(
                        DomainSignature.verify(
                                MACHINE.publicKey(),
                                SignatureDomain.CI,
                                RUN.toJson(),
                                report.signature()))
                .isTrue();
    }

    @Test
    void shouldRefuseASignatureOfAnotherKeyOrDomain() {
        byte[] seed = new byte[32];
        seed[5] = 9;
        Ed25519Signer other = Ed25519Signer.ofSeed(seed);
        CiReport report = CiReport.sign(RUN, KEY, MACHINE);
        String permit = DomainSignature.sign(MACHINE, SignatureDomain.PERMIT, RUN.toJson());

        assertThat(report.verify(KEY, other.publicKey()))
                .get()
                .extracting(f -> f.code())
                .isEqualTo("bad-signature");
        assertThat(report.verify(new KeyId("ci-2"), MACHINE.publicKey()))
                .get()
                .extracting(f -> f.code())
                .isEqualTo("other-key");
        assertThat(new CiReport(RUN, RUN.toJson(), KEY, permit).verify(KEY, MACHINE.publicKey()))
                .isPresent();
    }

    @Test
    void shouldRefuseMembersOutsideThePayload() {
        JsonObject file = CiReport.sign(RUN, KEY, MACHINE).toJson();

        assertThat(code(file.with("conclusion", "success"))).isEqualTo("malformed");
        assertThat(code(file.without("signature"))).isEqualTo("malformed");
        assertThat(
                        code(
                                file.with(
                                        "signature",
                                        file.object("signature")
                                                .orElseThrow()
                                                .with("algorithm", "none"))))
                .isEqualTo("malformed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"kind", "workflow", "job_id", "run", "commit", "conclusion", "finished_at"})
    void shouldRefuseARunWithoutAMember(String name) {
        assertThat(code(signed(RUN.toJson().without(name)))).isEqualTo("malformed");
        assertThat(code(signed(RUN.toJson().with(name, "")))).isEqualTo("malformed");
        assertThat(code(signed(RUN.toJson().with("more", "x")))).isEqualTo("malformed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "number",
                "author",
                "approvers",
                "merge_commit",
                "base",
                "head",
                "diff_sha384",
                "merged_at"
            })
    void shouldRefuseAPullRequestWithoutAMember(String name) {
        assertThat(code(signed(PULL.toJson().without(name)))).isEqualTo("malformed");
    }

    @Test
    void shouldAcceptAJobIdThatIsANumber() {
        CiReport report = parsed(CanonicalJson.bytes(signed(RUN.toJson().with("job_id", 71))));

        assertThat(report.payload())
                .asInstanceOf(type(CiPayload.Run.class))
                .extracting(CiPayload.Run::jobId)
                .isEqualTo("71");
        assertThat(report.verify(KEY, MACHINE.publicKey())).isEmpty();
    }

    @Test
    void shouldNameAManifestOnlyByASha384() {
        assertThat(PACKAGING.toJson().text("bundle_sha384")).contains(Digest.ZERO.value());
        assertThat(RUN.toJson().names()).doesNotContain("bundle_sha384");
        Digest sha256 = Digest.sha256(new byte[0]);
        assertThatThrownBy(
                        () ->
                                new CiPayload.Run(
                                        "w",
                                        "j",
                                        "1",
                                        COMMIT,
                                        "success",
                                        NOON,
                                        Optional.of(sha256)))
                .hasMessageContaining("bundle_sha384");
        int refused = 0;
        for (JsonValue other :
                List.of(
                        JsonValue.of(""),
                        JsonValue.of("sha384:00"),
                        JsonValue.of(sha256.value()),
                        JsonNull.NULL,
                        JsonValue.of(7))) {
            JsonObject changed = PACKAGING.toJson().with("bundle_sha384", other);
            assertThat(CiReport.read(CanonicalJson.bytes(signed(changed))))
                    .as(other.toString())
                    .isInstanceOf(CiReading.Refused.class);
            refused++;
        }
        assertThat(refused).isEqualTo(5);
    }

    @Test
    void shouldRefuseToMakeAPayloadThatMakesNoSense() {
        assertThatThrownBy(() -> new CiPayload.Run("w", "j", "1", "abc123", "success", NOON))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("commit");
        assertThatThrownBy(
                        () ->
                                new CiPayload.MergedPullRequest(
                                        1,
                                        "ann",
                                        List.of("bob", "bob"),
                                        COMMIT,
                                        COMMIT,
                                        COMMIT,
                                        Digest.ZERO,
                                        NOON))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldRefuseEveryMutationOfThePayload() {
        long seed = 90_210L;
        Random random = new Random(seed);
        byte[] good = CiReport.sign(PULL, KEY, MACHINE).fileBytes();
        int tried = 0;
        for (int i = 0; i < 5_000; i++) {
            byte[] bytes =
                    random.nextInt(5) == 0
                            ? Arrays.copyOf(good, random.nextInt(good.length))
                            : good.clone();
            if (bytes.length > 0) {
                for (int change = random.nextInt(3); change >= 0; change--) {
                    bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                }
            }
            tried++;
            CiReading reading = CiReport.read(bytes);
            boolean sound =
                    reading instanceof CiReading.Parsed p
                            && p.report().verify(KEY, MACHINE.publicKey()).isEmpty()
                            && !p.report().signed().equals(PULL.toJson());
            assertThat(sound).as("seed %s, input %s", seed, i).isFalse();
        }
        assertThat(tried).isEqualTo(5_000);
    }

    private static JsonObject signed(JsonObject payload) {
        return JsonObject.builder()
                .put("payload", payload)
                .put(
                        "signature",
                        JsonObject.builder()
                                .put("algorithm", "Ed25519")
                                .put("key_id", KEY.value())
                                .put(
                                        "value",
                                        DomainSignature.sign(MACHINE, SignatureDomain.CI, payload))
                                .build())
                .build();
    }

    private static CiReport parsed(byte[] bytes) {
        return assertThat(CiReport.read(bytes))
                .asInstanceOf(type(CiReading.Parsed.class))
                .actual()
                .report();
    }

    private static String code(JsonObject file) {
        byte[] bytes = CanonicalJson.text(file).getBytes(StandardCharsets.UTF_8);
        return assertThat(CiReport.read(bytes))
                .asInstanceOf(type(CiReading.Refused.class))
                .actual()
                .finding()
                .code();
    }
}
