package io.gatehouse.definitions.rule;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.audit.key.Argon2Cost;
import io.gatehouse.audit.key.PersonCredential;
import io.gatehouse.audit.key.PersonSigner;
import io.gatehouse.audit.key.SignatureDomain;
import io.gatehouse.core.definition.Environment;
import io.gatehouse.core.definition.GateDefinition;
import io.gatehouse.core.definition.Role;
import io.gatehouse.core.definition.RuleReference;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.KeyId;
import io.gatehouse.core.id.LogName;
import io.gatehouse.core.id.PersonId;
import io.gatehouse.core.id.RuleId;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.rule.RuleResult;
import io.gatehouse.core.state.GrantRecord;
import io.gatehouse.core.state.PromotionState;
import io.gatehouse.core.state.SealedLine;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BundleSameAsAdmittedTest {

    private static final String MANIFEST = "{\"version\":\"1.4.0\"}";
    private static final Map<String, ?> DEMAND =
            Map.of("manifest", "candidate", "admitted-to", "PAPER");
    private static final Digest OLDER = Digest.of(JsonObject.of("gate", "older"));

    /** The gate to paper was granted over this evidence, which a rule looked at. */
    private static Bench granted(Bench candidate, String rule, Bench paper) {
        GateDefinition gate =
                paper.gate(
                        List.of(
                                new RuleReference(
                                        new RuleId(rule),
                                        JsonObject.of("manifest", "bundle")
                                                .with("archive", "archive"),
                                        false,
                                        false)));
        PromotionState promotion = paper.promotion(gate);
        candidate.past.put(promotion.id(), promotion);
        candidate.definitions.put(OLDER, gate);
        candidate.grants.put(
                Environment.PAPER,
                new GrantRecord(
                        gate.id(),
                        OLDER,
                        promotion.id(),
                        Digest.ZERO,
                        Optional.empty(),
                        Bench.RELEASE,
                        new SealedLine(new LogName("paper"), 1, Digest.ZERO, 10),
                        Bench.NOW.minusSeconds(7_200)));
        return candidate;
    }

    private static Bench candidate() {
        return new Bench().file("candidate", MANIFEST);
    }

    private static Bench paper() {
        return new Bench().file("bundle", MANIFEST).file("other", "{}");
    }

    private static RuleResult run(Bench bench) {
        return bench.run("bundle-same-as-admitted", DEMAND);
    }

    @Test
    void shouldAcceptTheVeryManifestThatWasAdmitted() {
        for (String rule : List.of("bundle-manifest", "bundle-verified")) {
            RuleAssert.that(run(granted(candidate(), rule, paper()))).passes();
        }
    }

    @Test
    void shouldTakeTheSameBytesAttachedTwiceForOneManifest() {
        Bench paper = paper().file("bundle", MANIFEST);

        RuleAssert.that(run(granted(candidate(), "bundle-manifest", paper))).passes();
    }

    @Test
    void shouldRefuseAnotherManifest() {
        Bench other = new Bench().file("candidate", MANIFEST + "\n");

        RuleResult result = run(granted(other, "bundle-manifest", paper()));
        assertThat(RuleAssert.that(result).failsWith("other-bundle").expected())
                .contains(
                        Digest.sha384(MANIFEST.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                                .value());
    }

    @Test
    void shouldRefuseWithoutAStandingGrant() {
        RuleAssert.that(run(candidate())).failsWith("not-admitted");
    }

    @Test
    void shouldNotDecideWhereTheGateJudgedNoManifestOrSeveral() {
        RuleAssert.that(run(granted(candidate(), "artefact-present", paper())))
                .errsWith("no-admitted-manifest");
        RuleAssert.that(
                        run(
                                granted(
                                        candidate(),
                                        "bundle-manifest",
                                        new Bench().file("other", MANIFEST).artefact("bundle"))))
                .errsWith("no-admitted-manifest");
        RuleAssert.that(run(granted(candidate(), "bundle-manifest", paper().file("bundle", "{}"))))
                .errsWith("no-admitted-manifest");
    }

    @Test
    void shouldNotDecideWhenHistoryIsNotAtHand() {
        Bench noDefinition = granted(candidate(), "bundle-manifest", paper());
        noDefinition.definitions.clear();
        RuleAssert.that(run(noDefinition)).errsWith("no-admitted-manifest");
        Bench noPromotion = granted(candidate(), "bundle-manifest", paper());
        noPromotion.past.clear();
        RuleAssert.that(run(noPromotion)).errsWith("no-admitted-manifest");
    }

    @Test
    void shouldNeedOneUnchangedManifestAndAKnownEnvironment() {
        Bench none = new Bench().artefact("candidate");
        RuleAssert.that(run(granted(none, "bundle-manifest", paper()))).waitsWith("missing");
        Bench two = candidate().file("candidate", MANIFEST);
        RuleAssert.that(run(granted(two, "bundle-manifest", paper()))).failsWith("several-files");
        Bench changed = candidate().changed();
        RuleAssert.that(run(granted(changed, "bundle-manifest", paper()))).failsWith("changed");
        RuleAssert.that(
                        candidate()
                                .run(
                                        "bundle-same-as-admitted",
                                        Map.of("manifest", "candidate", "admitted-to", "MOON")))
                .errsWith("bad-parameters");
    }

    private static final byte[] ARCHIVE = "archive".getBytes(UTF_8);
    private static final Map<String, ?> RELEASED =
            Map.of(
                    "manifest", "candidate",
                    "admitted-to", "PAPER",
                    "release", "release",
                    "release-signature", "required");

    private static PersonSigner signer(String person) {
        char[] passphrase = "correct horse".toCharArray();
        return PersonCredential.create(
                        new PersonId(person),
                        new KeyId(person + "-1"),
                        passphrase,
                        new SecureRandom(),
                        Argon2Cost.FLOOR)
                .open(passphrase);
    }

    /** As {@code bundle sign} writes it. */
    private static JsonObject statement(PersonSigner signer, Instant at) {
        return JsonObject.builder()
                .put("schema", "gatehouse.bundle-release/1")
                .put("bundle", "core-oem")
                .put("sha384", Digest.sha384(ARCHIVE).hex())
                .put("size", (long) ARCHIVE.length)
                .put("person", signer.person().value())
                .put("key", signer.key().value())
                .put("at", at.toString())
                .build();
    }

    private static byte[] signed(PersonSigner signer, JsonObject statement) {
        return CanonicalJson.bytes(
                JsonObject.builder()
                        .put("statement", statement)
                        .put("signature", signer.sign(SignatureDomain.FILE, statement))
                        .build());
    }

    private static Bench released(PersonSigner known, byte[] file) {
        Bench bench = candidate().file("release", file, Bench.NOW.minusSeconds(60));
        return released(known, bench);
    }

    private static Bench released(PersonSigner known, Bench bench) {
        bench.person(known.person().value(), known.publicKey().toString(), Role.RELEASE);
        Bench paper = paper().file("archive", ARCHIVE, Bench.NOW.minusSeconds(9_000));
        return granted(bench, "bundle-verified", paper);
    }

    private static RuleResult released(Bench bench) {
        return bench.run("bundle-same-as-admitted", RELEASED);
    }

    @Test
    void shouldAcceptTheAdmittedArchiveThatAReleaserSigned() {
        PersonSigner remy = signer("remy");
        Instant at = Bench.NOW.minusSeconds(3_600);
        RuleAssert.that(released(released(remy, signed(remy, statement(remy, at))))).passes();
    }

    @Test
    void shouldRefuseEverySignatureThatIsNotOfAReleaserOverThatArchive() {
        PersonSigner remy = signer("remy");
        Instant at = Bench.NOW.minusSeconds(3_600);
        JsonObject right = statement(remy, at);
        for (JsonObject other :
                List.of(
                        right.with("sha384", "0".repeat(96)),
                        right.with("size", 8L),
                        right.with("bundle", "other"),
                        right.with("schema", "gatehouse.bundle-release/2"),
                        right.with("at", "yesterday"),
                        right.with("note", "fine"))) {
            RuleAssert.that(released(released(remy, signed(remy, other))))
                    .failsWith("release-other");
        }
        RuleAssert.that(released(released(remy, "{}".getBytes(UTF_8)))).failsWith("release-other");
        byte[] forged = signed(signer("remy"), right);
        RuleAssert.that(released(released(remy, forged))).failsWith("release-invalid");
        // not adopted, of another role, dated ahead, revoked since
        PersonSigner ola = signer("ola");
        byte[] others = signed(ola, statement(ola, at));
        RuleAssert.that(released(released(remy, others))).failsWith("release-untrusted");
        Bench owner = released(remy, others);
        owner.person("ola", ola.publicKey().toString(), Role.OWNER);
        RuleAssert.that(released(owner)).failsWith("release-untrusted");
        byte[] ahead = signed(remy, statement(remy, Bench.NOW.plusSeconds(3_600)));
        RuleAssert.that(released(released(remy, ahead))).failsWith("release-untrusted");
        Bench revoked = released(remy, signed(remy, right));
        revoked.revokeKey("remy", Bench.NOW.minusSeconds(60));
        RuleAssert.that(released(revoked)).failsWith("release-untrusted");
    }

    @Test
    void shouldWaitForASignatureThatIsRequiredAndLetOneBeMissingElsewhere() {
        PersonSigner remy = signer("remy");
        RuleAssert.that(released(released(remy, candidate().artefact("release"))))
                .waitsWith("release-missing");
        Map<String, Object> ifPresent = new HashMap<>(RELEASED);
        ifPresent.put("release-signature", "if-present");
        RuleAssert.that(
                        released(remy, candidate().artefact("release"))
                                .run("bundle-same-as-admitted", ifPresent))
                .passes();
        byte[] forged = signed(signer("remy"), statement(remy, Bench.NOW));
        RuleAssert.that(released(remy, forged).run("bundle-same-as-admitted", ifPresent))
                .failsWith("release-invalid");
        Map<String, Object> unsaid = new HashMap<>(RELEASED);
        unsaid.remove("release-signature");
        RuleAssert.that(
                        released(remy, candidate().artefact("release"))
                                .run("bundle-same-as-admitted", unsaid))
                .waitsWith("release-missing");
        unsaid.remove("release");
        unsaid.put("release-signature", "required");
        RuleAssert.that(candidate().run("bundle-same-as-admitted", unsaid))
                .errsWith("bad-parameters");
        ifPresent.put("release-signature", "never");
        RuleAssert.that(released(remy, forged).run("bundle-same-as-admitted", ifPresent))
                .errsWith("bad-parameters");
    }

    @Test
    void shouldNotDecideAboutAReleaseWhereNoArchiveWasJudged() {
        PersonSigner remy = signer("remy");
        Bench bench =
                candidate().file("release", signed(remy, statement(remy, Bench.NOW)), Bench.NOW);
        bench.person("remy", remy.publicKey().toString(), Role.RELEASE);
        RuleAssert.that(released(granted(bench, "bundle-verified", paper())))
                .errsWith("no-admitted-archive");
    }
}
