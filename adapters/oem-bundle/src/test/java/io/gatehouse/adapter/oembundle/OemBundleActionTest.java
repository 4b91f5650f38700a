package io.gatehouse.adapter.oembundle;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.audit.key.Argon2Cost;
import io.gatehouse.audit.key.Ed25519PublicKey;
import io.gatehouse.audit.key.PersonCredential;
import io.gatehouse.audit.key.PersonSigner;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.KeyId;
import io.gatehouse.core.id.PersonId;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.port.GateAction.Outcome;
import io.gatehouse.core.port.GateAction.Request;
import io.gatehouse.core.rule.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OemBundleActionTest {

    @TempDir private Path workspace;

    private Outcome verify(byte[] archive) throws IOException {
        Files.write(workspace.resolve("b.tar.gz"), archive);
        return verify("b.tar.gz");
    }

    private Outcome verify(String archive) {
        return verify(ReleaseKeys.NOBODY, OemBundleContractTest.verifying(archive));
    }

    private Outcome verify(ReleaseKeys releases, JsonObject with) {
        return new OemBundleAction(Draft.trusted(), releases, InstantSource.fixed(Draft.NOW))
                .run(
                        new Request(
                                "key",
                                new PromotionId("p-1"),
                                "bundle",
                                1,
                                with,
                                workspace,
                                Duration.ofSeconds(60),
                                new TreeMap<>()));
    }

    private JsonObject report() throws IOException {
        return StrictJson.readSigned(
                        Files.readAllBytes(
                                workspace.resolve("reports/bundle/verified/verification.json")))
                .objectOrThrow();
    }

    @Test
    void shouldReportASoundBundle() throws IOException {
        assertThat(verify(new Draft().seal().archive())).isInstanceOf(Outcome.Succeeded.class);
        assertThat(report().text("verdict")).contains("verified");
        assertThat(report().array("findings")).isEmpty();
    }

    @Test
    void shouldReportARefusedBundleAsEvidence() throws IOException {
        assertThat(verify(new Draft().seal().flip("ui/ui.bin").archive()))
                .isInstanceOf(Outcome.Succeeded.class);
        assertThat(report().text("verdict")).contains("refused");
        assertThat(Draft.text(report())).contains("digest-differs");
    }

    @Test
    void shouldTakeTheOneArchiveThatAPatternMeans() throws IOException {
        Path folder = Files.createDirectories(workspace.resolve("var/dist"));
        assertThat(verify("var/dist/b-*.tar.gz")).isInstanceOf(Outcome.Failed.class);

        Files.write(folder.resolve("b-1.0.tar.gz"), new Draft().seal().archive());
        assertThat(verify("var/dist/b-*.tar.gz")).isInstanceOf(Outcome.Succeeded.class);
        assertThat(report().text("verdict")).contains("verified");

        Files.write(folder.resolve("b-1.1.tar.gz"), new Draft().seal().archive());
        assertThat(verify("var/dist/b-*.tar.gz"))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed ->
                                assertThat(failed.findings())
                                        .extracting(Finding::code)
                                        .containsExactly("ambiguous"));
        assertThat(verify("var/*/b-1.0.tar.gz"))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed ->
                                assertThat(failed.findings())
                                        .extracting(Finding::code)
                                        .containsExactly("bad-parameters"));
    }

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

    private static ReleaseKeys persons(PersonSigner known, boolean demanded) {
        return new ReleaseKeys() {
            @Override
            public boolean demanded() {
                return demanded;
            }

            @Override
            public Optional<Ed25519PublicKey> find(
                    PersonId person, KeyId key, Instant signed, Instant asOf) {
                return person.equals(known.person())
                        ? Optional.of(known.publicKey())
                        : Optional.empty();
            }
        };
    }

    /** Verdict and findings of the report, and what it notes. */
    private String judged(ReleaseKeys releases, Optional<String> demand) throws IOException {
        JsonObject with = OemBundleContractTest.verifying("b.tar.gz");
        JsonObject asked = demand.map(d -> with.with("release_signature", d)).orElse(with);
        assertThat(verify(releases, asked)).isInstanceOf(Outcome.Succeeded.class);
        return Draft.text(report());
    }

    @Test
    void shouldJudgeTheSignatureOfTheReleaseBesideTheArchive() throws IOException {
        PersonSigner remy = signer("remy");
        byte[] archive = new Draft().seal().archive();
        Files.write(workspace.resolve("b.tar.gz"), archive);
        Path file = workspace.resolve("b.tar.gz" + DetachedSignature.EXTENSION);
        Optional<String> required = Optional.of("required");
        Optional<String> present = Optional.of("if-present");

        for (Optional<String> demand : List.of(present, Optional.<String>empty())) {
            assertThat(judged(persons(remy, false), demand)).contains("\"verified\"");
            assertThat(judged(ReleaseKeys.NOBODY, demand)).contains("\"verified\"");
            // an installation that names releasers demands it, whatever the step says
            assertThat(judged(persons(remy, true), demand)).contains("release-missing");
        }
        assertThat(judged(persons(remy, false), required)).contains("release-missing");

        Digest digest = Digest.sha384(archive);
        Files.write(file, DetachedSignature.sign(digest, archive.length, remy, Draft.NOW));
        for (Optional<String> demand : List.of(required, present)) {
            assertThat(judged(persons(remy, false), demand)).contains("\"released\"");
        }
        assertThat(judged(ReleaseKeys.NOBODY, present)).contains("release-untrusted");
        assertThat(judged(persons(signer("ola"), false), present)).contains("release-untrusted");
        // of that name, and yet by another key
        assertThat(judged(persons(signer("remy"), false), present)).contains("release-invalid");
        Files.write(file, DetachedSignature.sign(Digest.ZERO, archive.length, remy, Draft.NOW));
        assertThat(judged(persons(remy, false), present)).contains("release-other");
    }

    @Test
    void shouldKnowNoOtherDemand() {
        JsonObject with =
                OemBundleContractTest.verifying("b.tar.gz").with("release_signature", "never");
        assertThat(verify(ReleaseKeys.NOBODY, with)).isInstanceOf(Outcome.Failed.class);
    }

    @Test
    void shouldNotFollowALinkOutOfTheWorkspace(@TempDir Path elsewhere) throws IOException {
        Files.createSymbolicLink(workspace.resolve("reports"), elsewhere);

        assertThat(verify(new Draft().seal().archive())).isInstanceOf(Outcome.Failed.class);
        assertThat(elsewhere).isEmptyDirectory();
    }
}
