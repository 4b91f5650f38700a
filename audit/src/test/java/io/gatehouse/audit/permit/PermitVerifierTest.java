package io.gatehouse.audit.permit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.gatehouse.audit.key.Ed25519Signer;
import io.gatehouse.core.definition.Environment;
import io.gatehouse.core.id.KeyId;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonArray;
import io.gatehouse.core.json.JsonNull;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonValue;
import io.gatehouse.core.rule.Finding;
import io.gatehouse.core.testkit.Mutations;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PermitVerifierTest {

    private static final Ed25519Signer ENGINE = Ed25519Signer.ofSeed(new byte[32]);
    private static final Ed25519Signer OTHER = Ed25519Signer.ofSeed(filled((byte) 7));
    private static final KeyId KEY = new KeyId("engine-1");

    @Test
    void shouldReadBackASignedPermit() {
        Permit permit = verified(bytes(signed(unsigned())));

        assertThat(permit.id().value()).isEqualTo("permit-1");
        assertThat(permit.environment()).isEqualTo(Environment.LIVE);
        assertThat(permit.lease()).contains(Duration.ofSeconds(150));
        assertThat(permit.leaseStart()).isEqualTo(Instant.parse("2026-11-20T10:01:00Z"));
        assertThat(permit.requireDemoMode()).isFalse();
        assertThat(permit.complianceConfirmed()).isTrue();
        assertThat(permit.limits().text("notional")).contains("1000.00");
    }

    @Test
    void shouldAcceptOneLineFeedBehindTheObjectAndNothingElse() {
        String text = CanonicalJson.text(signed(unsigned()));

        verified((text + "\n").getBytes(StandardCharsets.UTF_8));
        assertThat(code((text + "\n\n").getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("not-canonical");
        assertThat(code((" " + text).getBytes(StandardCharsets.UTF_8))).isEqualTo("not-canonical");
        assertThat(code((text + "{}").getBytes(StandardCharsets.UTF_8))).isEqualTo("not-json");
    }

    @Test
    void shouldRefuseASignatureOfAnotherKey() {
        assertThat(code(bytes(PermitVerifier.sign(unsigned(), KEY, OTHER))))
                .isEqualTo("bad-signature");
    }

    @Test
    void shouldRefuseASignatureMadeUnderAnotherDomain() {
        JsonObject permit = signed(unsigned());
        String lease =
                io.gatehouse.audit.key.DomainSignature.sign(
                        ENGINE, io.gatehouse.audit.key.SignatureDomain.LEASE, unsigned());
        JsonObject signature = permit.object("signature").orElseThrow().with("value", lease);

        assertThat(code(bytes(permit.with("signature", signature)))).isEqualTo("bad-signature");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "permit",
                "installation",
                "environment",
                "device",
                "configuration",
                "bundle",
                "release",
                "commit",
                "decision",
                "journal",
                "status",
                "flags",
                "limits",
                "issued",
                "expires"
            })
    void shouldRefuseAMissingOrMistypedMember(String name) {
        assertThat(code(bytes(signed(unsigned().without(name))))).isEqualTo("malformed");
        for (JsonValue wrong :
                List.of(JsonNull.NULL, JsonArray.EMPTY, JsonValue.of(-1), JsonValue.of(""))) {
            assertThat(code(bytes(signed(unsigned().with(name, wrong)))))
                    .as("%s", wrong)
                    .isEqualTo("malformed");
        }
    }

    @Test
    void shouldRefuseMembersThatAreNotKnownOrMakeNoSense() {
        Map<String, JsonObject> faults =
                Map.of(
                        "unknown member", unsigned().with("unless", "x"),
                        "environment none", unsigned().with("environment", "NONE"),
                        "environment in lower case", unsigned().with("environment", "live"),
                        "expired at issue", unsigned().with("expires", "2026-11-20T10:00:00Z"),
                        "time with offset", unsigned().with("issued", "2026-11-20T10:00:00+00:00"),
                        "endless lease", unsigned().with("lease", "P1000D"),
                        "negative lease", unsigned().with("lease", "-PT1S"),
                        "sha256", unsigned().with("configuration", "sha256:" + "0".repeat(64)),
                        "third flag",
                                unsigned()
                                        .with(
                                                "flags",
                                                unsigned()
                                                        .object("flags")
                                                        .orElseThrow()
                                                        .with("x", true)));
        faults.forEach(
                (name, permit) ->
                        assertThat(code(bytes(signed(permit)))).as(name).isEqualTo("malformed"));
    }

    /** Each of these is the next value beyond a limit, and what is at the limit is read. */
    @Test
    void shouldReadUpToEachLimitAndRefuseBeyondIt() {
        String digest = "sha384:" + "ab".repeat(48);
        JsonObject decision = unsigned().object("decision").orElseThrow();
        JsonObject journal = unsigned().object("journal").orElseThrow();
        JsonObject flags = unsigned().object("flags").orElseThrow();

        Permit least =
                verified(
                        bytes(
                                signed(
                                        unsigned()
                                                .with("decision", decision.with("index", 1))
                                                .with("journal", journal.with("seq", 1))
                                                .with("lease", "PT24H"))));

        assertThat(least.decision().index()).isEqualTo(1);
        assertThat(least.journal().seq()).isEqualTo(1);
        assertThat(least.lease()).contains(Duration.ofDays(1));
        assertThat(verified(bytes(signed(unsigned()))).journal().seq()).isEqualTo(40);
        assertThat(verified(bytes(signed(unsigned()))).configuration().value()).isEqualTo(digest);
        Map<String, JsonObject> beyond =
                Map.of(
                        "index 0", unsigned().with("decision", decision.with("index", 0)),
                        "seq 0", unsigned().with("journal", journal.with("seq", 0)),
                        "longer than a day", unsigned().with("lease", "PT24H0.000000001S"),
                        "no lease at all", unsigned().with("lease", "PT0S"),
                        "unknown in decision", unsigned().with("decision", decision.with("x", 1)),
                        "unknown in journal", unsigned().with("journal", journal.with("x", 1)),
                        "flag as a text",
                                unsigned()
                                        .with(
                                                "flags",
                                                flags.with(
                                                        "runtime.compliance_confirmed", "true")));
        beyond.forEach(
                (name, permit) ->
                        assertThat(code(bytes(signed(permit)))).as(name).isEqualTo("malformed"));
        JsonObject signature = signed(unsigned()).object("signature").orElseThrow();
        assertThat(code(bytes(signed(unsigned()).with("signature", signature.with("x", 1)))))
                .isEqualTo("malformed");
    }

    @Test
    void shouldReadNothingLargerThanTheLargestPermit() {
        byte[] largest = new byte[PermitVerifier.LARGEST];
        Arrays.fill(largest, (byte) ' ');
        assertThat(code(largest)).isEqualTo("not-json");
        assertThat(code(Arrays.copyOf(largest, largest.length + 1))).isEqualTo("too-large");
        assertThat(code("[]".getBytes(StandardCharsets.UTF_8))).isEqualTo("not-json");
    }

    @Test
    void shouldRefuseEveryMutationOfASignedPermit() {
        long seed = 771_203L;
        Random random = new Random(seed);
        byte[] good = bytes(signed(unsigned()));
        int tried = 0;
        for (int i = 0; i < 6_000; i++) {
            byte[] mutated = Mutations.mutate(good, random);
            if (Arrays.equals(mutated, good)
                    || Arrays.equals(mutated, Arrays.copyOf(good, good.length + 1))) {
                continue;
            }
            tried++;
            PermitReading reading = PermitVerifier.verify(mutated, ENGINE.publicKey());
            // key_id stands inside signature, which nothing covers; it names a key and proves
            // nothing
            boolean onlyKeyId =
                    reading instanceof PermitReading.Verified v
                            && v.permit().document().without("signature").equals(unsigned());
            assertThat(reading instanceof PermitReading.Refused || onlyKeyId)
                    .as("seed %s, input %s", seed, i)
                    .isTrue();
        }
        assertThat(tried).isGreaterThan(5_500);
    }

    private static JsonObject unsigned() {
        String digest = "sha384:" + "ab".repeat(48);
        return JsonObject.builder()
                .put("permit", "permit-1")
                .put("installation", "bot-1")
                .put("environment", "LIVE")
                .put("device", "device-fingerprint")
                .put("configuration", digest)
                .put("bundle", digest)
                .put("release", "2026.11")
                .put("commit", "c".repeat(40))
                .put("decision", Map.of("log", "live_execution", "index", 3, "digest", digest))
                .put("journal", Map.of("seq", 40, "digest", digest))
                .put("status", "live_ready")
                .put(
                        "flags",
                        Map.of(
                                "StrategyContext.require_demo_mode",
                                false,
                                "runtime.compliance_confirmed",
                                true))
                .put("limits", Map.of("notional", "1000.00"))
                .put("issued", "2026-11-20T10:00:00Z")
                .put("expires", "2026-11-21T10:00:00Z")
                .put("lease", "PT2M30S")
                .put("renewed", "2026-11-20T10:01:00Z")
                .build();
    }

    private static JsonObject signed(JsonObject unsigned) {
        return PermitVerifier.sign(unsigned, KEY, ENGINE);
    }

    private static byte[] bytes(JsonObject permit) {
        return CanonicalJson.bytes(permit);
    }

    private static Permit verified(byte[] bytes) {
        return assertThat(PermitVerifier.verify(bytes, ENGINE.publicKey()))
                .asInstanceOf(type(PermitReading.Verified.class))
                .actual()
                .permit();
    }

    private static String code(byte[] bytes) {
        List<Finding> findings =
                assertThat(PermitVerifier.verify(bytes, ENGINE.publicKey()))
                        .asInstanceOf(type(PermitReading.Refused.class))
                        .actual()
                        .findings();
        assertThat(findings).hasSize(1);
        return findings.get(0).code();
    }

    private static byte[] filled(byte value) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, value);
        return bytes;
    }
}
