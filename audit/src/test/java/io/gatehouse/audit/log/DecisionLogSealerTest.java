package io.gatehouse.audit.log;

import static io.gatehouse.audit.log.LogFixture.NOON;
import static io.gatehouse.audit.log.LogFixture.PAPER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.audit.key.DomainSignature;
import io.gatehouse.audit.key.KeyPurpose;
import io.gatehouse.audit.key.KeySecrets;
import io.gatehouse.audit.key.OpenKeyRing;
import io.gatehouse.audit.key.PersonKeys;
import io.gatehouse.audit.key.PersonSignatures;
import io.gatehouse.audit.key.SignatureDomain;
import io.gatehouse.core.definition.Role;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.KeyId;
import io.gatehouse.core.id.PersonId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.port.Sealer.Sealing;
import io.gatehouse.core.rule.Finding;
import io.gatehouse.core.state.Person;
import io.gatehouse.core.state.PersonKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class DecisionLogSealerTest {

    private final DecisionLogSealer sealer =
            new DecisionLogSealer(LogFixture.keys(), LogFixture.persons());
    private final JsonObject entry = LogFixture.paperReady(1, NOON, 20);

    @Test
    void shouldGiveEqualBytesForEqualInput() {
        assertThat(seal(entry, "owner", "compliance"))
                .isInstanceOf(Sealing.Sealed.class)
                .isEqualTo(seal(entry, "owner", "compliance"));
    }

    @Test
    void shouldNotSignForARoleWhosePersonDidNotApprove() {
        assertThat(codes(seal(entry.with("approvals", List.of()), "owner", "compliance")))
                .contains("approval-missing");
        assertThat(codes(seal(entry, "owner"))).contains("signature-missing");
        assertThat(
                        codes(
                                seal(
                                        entry.with("artefacts", Map.of("config_hash", "x")),
                                        "owner",
                                        "compliance")))
                .contains("proposal-differs");
        assertThat(
                        codes(
                                seal(
                                        LogFixture.evidence(1, NOON, 20)
                                                .with("status", "live_ready"),
                                        "engine")))
                .contains("status-not-allowed");
    }

    @Test
    void shouldRefuseWhatCannotBeALine() {
        assertThat(codes(seal(entry.without("timestamp"), "owner", "compliance")))
                .contains("schema");
        assertThat(codes(seal(entry.with("ż", 1), "owner", "compliance")))
                .containsExactly("not-signable");
        assertThat(codes(seal(entry, "owner", "compliance", "nobody")))
                .containsExactly("key-no-usable-key");
        assertThat(codes(seal(entry, "owner", "Compliance"))).containsExactly("not-signable");
    }

    @Test
    void shouldRefuseWithoutSecretsOrWithARevokedKey() {
        DecisionLogSealer auditor =
                new DecisionLogSealer(
                        new OpenKeyRing(LogFixture.ring(), KeySecrets.NONE), LogFixture.persons());
        DecisionLogSealer revoked =
                new DecisionLogSealer(
                        new OpenKeyRing(
                                LogFixture.ring()
                                        .with(
                                                LogFixture.hmac("owner-1", KeyPurpose.role("owner"))
                                                        .withValidity(
                                                                LogFixture.YEAR.revoked(
                                                                        NOON.plusSeconds(1)))),
                                LogFixture.secrets()),
                        LogFixture.persons());

        assertThat(codes(auditor.sealLine(entry, List.of("owner"), PAPER, 1, Digest.ZERO, NOON)))
                .containsExactly("key-secret-absent");
        assertThat(
                        codes(
                                revoked.sealLine(
                                        entry,
                                        List.of("owner", "compliance"),
                                        PAPER,
                                        1,
                                        Digest.ZERO,
                                        NOON)))
                .containsExactly("key-revoked");
        assertThatThrownBy(() -> new DecisionLogSealer(LogFixture.context().withoutPersons()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldSealWithTheKeysOfListedPersons() {
        Person anna = listed("anna", LogFixture.ANNA.publicKey().text(), Role.OWNER);
        Person piotr = listed("piotr", LogFixture.PIOTR.publicKey().text(), Role.COMPLIANCE);

        DecisionLogSealer own =
                new DecisionLogSealer(
                        LogFixture.keys(), PersonKeys.ofPersons(List.of(anna, piotr)));

        assertThat(own.sealLine(entry, List.of("owner", "compliance"), PAPER, 1, Digest.ZERO, NOON))
                .isInstanceOf(Sealing.Sealed.class);
    }

    private static Person listed(String id, String publicKey, Role role) {
        return new Person(
                new PersonId(id),
                id,
                new TreeSet<>(List.of(role)),
                List.of(
                        new PersonKey(
                                new KeyId(id + "-1"),
                                publicKey,
                                LogFixture.YEAR.notBefore(),
                                LogFixture.YEAR.notAfter(),
                                Optional.empty())),
                false);
    }

    @Test
    void shouldSignPermitsInTheirOwnDomain() {
        JsonObject permit = JsonObject.of("permit", "p-1");

        JsonObject signed = ((Sealing.Sealed) sealer.signPermit(permit, NOON)).document();

        JsonObject signature = signed.object("signature").orElseThrow();
        assertThat(signature.requireText("key_id")).isEqualTo("permit-1");
        for (SignatureDomain domain : SignatureDomain.values()) {
            assertThat(
                            DomainSignature.verify(
                                    LogFixture.keys().engineSigner(NOON).publicKey(),
                                    domain,
                                    signed.without("signature"),
                                    signature.requireText("value")))
                    .isEqualTo(domain == SignatureDomain.PERMIT);
        }
        assertThat(sealer.signPermit(permit, Instant.parse("2028-01-01T00:00:00Z")))
                .isInstanceOf(Sealing.Impossible.class);
    }

    @Test
    void shouldServeTheSignaturePortOfCoreWithoutEverThrowing() {
        JsonObject approval = (JsonObject) entry.array("approvals").get(0);
        JsonObject statement = approval.object("statement").orElseThrow();
        String signature = approval.requireText("signature");
        String key = LogFixture.PIOTR.publicKey().text();

        assertThat(PersonSignatures.verifier().verify(key, statement, signature)).isTrue();
        assertThat(PersonSignatures.verifier().verify("AAAA", statement, signature)).isFalse();
        assertThat(PersonSignatures.verifier().verify(key, statement.with("ż", 1), signature))
                .isFalse();
        assertThat(PersonSignatures.verifier().verify(key, statement, "?")).isFalse();
    }

    private Sealing seal(JsonObject draft, String... roles) {
        return sealer.sealLine(draft, List.of(roles), PAPER, 1, Digest.ZERO, NOON);
    }

    private static List<String> codes(Sealing sealing) {
        return ((Sealing.Impossible) sealing).findings().stream().map(Finding::code).toList();
    }
}
