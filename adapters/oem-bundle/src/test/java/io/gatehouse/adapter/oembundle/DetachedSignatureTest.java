package io.gatehouse.adapter.oembundle;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.audit.key.Argon2Cost;
import io.gatehouse.audit.key.Ed25519PublicKey;
import io.gatehouse.audit.key.PersonCredential;
import io.gatehouse.audit.key.PersonSigner;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.KeyId;
import io.gatehouse.core.id.PersonId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DetachedSignatureTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final Digest ARCHIVE = Digest.sha384("a".getBytes(StandardCharsets.US_ASCII));
    private static final int TRIES = Boolean.getBoolean("gatehouse.campaign") ? 100_000 : 2_000;

    private static final PersonSigner REMY = signer("remy");

    @TempDir private Path folder;

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

    /** Remy's key from an hour ago on, and whether a release is demanded. */
    private static ReleaseKeys keys(boolean demanded) {
        return new ReleaseKeys() {
            @Override
            public boolean demanded() {
                return demanded;
            }

            @Override
            public Optional<Ed25519PublicKey> find(
                    PersonId person, KeyId key, Instant signed, Instant asOf) {
                return person.equals(REMY.person())
                                && key.equals(REMY.key())
                                && signed.isAfter(NOW.minusSeconds(3600))
                        ? Optional.of(REMY.publicKey())
                        : Optional.empty();
            }
        };
    }

    private boolean judged(byte[] file, ReleaseKeys keys, FindingList findings) throws Exception {
        Path archive = folder.resolve("core.tar.gz");
        Path signature = folder.resolve("core.tar.gz" + DetachedSignature.EXTENSION);
        if (file.length > 0) {
            Files.write(signature, file);
        } else {
            Files.deleteIfExists(signature);
        }
        return new ReleaseJudge(keys, NOW, findings).judge(archive, ARCHIVE, 7);
    }

    private List<String> refused(byte[] file) throws Exception {
        FindingList findings = new FindingList();
        assertThat(judged(file, keys(false), findings)).isFalse();
        return findings.all().stream().map(f -> f.code()).toList();
    }

    @Test
    void shouldKnowAReleaseByAPersonWhoMay() throws Exception {
        FindingList findings = new FindingList();

        assertThat(judged(DetachedSignature.sign(ARCHIVE, 7, REMY, NOW), keys(true), findings))
                .isTrue();
        assertThat(findings.isEmpty()).isTrue();
    }

    @Test
    void shouldRefuseEveryOtherSignature() throws Exception {
        assertThat(refused(DetachedSignature.sign(ARCHIVE, 8, REMY, NOW)))
                .containsExactly("release-other");
        Digest other = Digest.sha384(new byte[1]);
        assertThat(refused(DetachedSignature.sign(other, 7, REMY, NOW)))
                .containsExactly("release-other");
        assertThat(refused(DetachedSignature.sign(ARCHIVE, 7, signer("otto"), NOW)))
                .containsExactly("release-untrusted");
        assertThat(refused(DetachedSignature.sign(ARCHIVE, 7, signer("remy"), NOW)))
                .containsExactly("release-invalid");
        assertThat(refused(DetachedSignature.sign(ARCHIVE, 7, REMY, NOW.minusSeconds(7200))))
                .containsExactly("release-untrusted");
        assertThat(refused(DetachedSignature.sign(ARCHIVE, 7, REMY, NOW.plusSeconds(180))))
                .containsExactly("release-untrusted");
    }

    @Test
    void shouldDemandASignatureWhereItIsDemanded() throws Exception {
        assertThat(refused(new byte[0])).isEmpty();
        FindingList findings = new FindingList();
        assertThat(judged(new byte[0], keys(true), findings)).isFalse();
        assertThat(findings.all()).extracting("code").containsExactly("release-missing");
    }

    @Test
    void shouldAcceptNoMutatedSignature() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        byte[] good = DetachedSignature.sign(ARCHIVE, 7, REMY, NOW);
        int tried = 0;
        for (int i = 0; i < TRIES; i++) {
            byte[] file = good.clone();
            int at = random.nextInt(file.length);
            byte before = file[at];
            file[at] = (byte) random.nextInt(256);
            if (file[at] == before || isSpace(file[at]) && isSpace(before)) {
                continue;
            }
            tried++;
            Optional<DetachedSignature> read = DetachedSignature.read(file);
            boolean accepted =
                    read.filter(s -> s.isOf(ARCHIVE, 7))
                            .filter(
                                    s ->
                                            keys(true)
                                                    .find(s.person(), s.key(), s.at(), NOW)
                                                    .filter(s::isBy)
                                                    .isPresent())
                            .isPresent();
            assertThat(accepted).as("seed %d, byte %d is %d", seed, at, file[at]).isFalse();
        }
        assertThat(tried).isGreaterThan(TRIES * 9 / 10);
    }

    private static boolean isSpace(byte one) {
        return one == ' ' || one == '\n' || one == '\t' || one == '\r';
    }
}
