package io.gatehouse.audit.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.InstallationId;
import io.gatehouse.core.id.KeyId;
import io.gatehouse.core.id.PersonId;
import io.gatehouse.core.testkit.Mutations;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileApprovalsTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final InstallationId HERE = new InstallationId("bot-1");
    private static final Digest FILE = Digest.sha384("limits".getBytes(StandardCharsets.UTF_8));
    private static final String LIMITS = "risk-limits";

    private final PersonSigner anna = signer("anna");
    private final PersonSigner piotr = signer("piotr");

    @TempDir Path folder;

    private static PersonSigner signer(String name) {
        char[] passphrase = "a long enough passphrase".toCharArray();
        return PersonCredential.create(
                        new PersonId(name),
                        new KeyId(name + "-1"),
                        passphrase.clone(),
                        new SecureRandom(),
                        Argon2Cost.FLOOR)
                .open(passphrase);
    }

    @AfterEach
    void close() {
        anna.close();
        piotr.close();
    }

    private static PersonKey key(PersonSigner signer, KeyValidity validity) {
        return new PersonKey(
                signer.person(), signer.key(), signer.publicKey(), validity, Set.of("owner"));
    }

    private static KeyValidity valid() {
        return KeyValidity.between(NOW.minusSeconds(86_400), NOW.plusSeconds(86_400));
    }

    private PersonKeys keys() {
        return PersonKeys.of(List.of(key(anna, valid()), key(piotr, valid())));
    }

    private static FileApproval approval(PersonSigner signer) {
        return FileApproval.sign(signer, HERE, LIMITS, FILE, NOW.minusSeconds(60));
    }

    @Test
    void shouldCountEachPersonOnceAfterReadingThemBack() throws IOException {
        Path file = folder.resolve("manual.yaml");
        FileApprovals.NONE
                .with(approval(anna))
                .with(approval(anna))
                .with(approval(piotr))
                .write(file);

        FileApprovals read = FileApprovals.of(file);

        assertThat(read.approvals()).hasSize(2);
        assertThat(read.valid(HERE, LIMITS, FILE, keys(), NOW))
                .containsExactly(new PersonId("anna"), new PersonId("piotr"));
    }

    @Test
    void shouldCountNobodyForAnotherFilePurposeInstallationOrTime() {
        FileApprovals all = FileApprovals.NONE.with(approval(anna));
        Digest other = Digest.sha384(new byte[1]);

        assertThat(all.valid(HERE, LIMITS, FILE, keys(), NOW)).hasSize(1);
        assertThat(all.valid(HERE, LIMITS, other, keys(), NOW)).isEmpty();
        assertThat(all.valid(HERE, "licence-request", FILE, keys(), NOW)).isEmpty();
        assertThat(all.valid(new InstallationId("bot-2"), LIMITS, FILE, keys(), NOW)).isEmpty();
        assertThat(all.valid(HERE, LIMITS, FILE, keys(), NOW.minusSeconds(61))).isEmpty();
    }

    @Test
    void shouldCountNobodyWhoseKeyDoesNotCountNow() {
        FileApprovals all = FileApprovals.NONE.with(approval(anna));
        Instant signed = NOW.minusSeconds(60);
        for (KeyValidity validity :
                List.of(
                        valid().revoked(NOW.minusSeconds(1)),
                        valid().retired(NOW.minusSeconds(1)),
                        KeyValidity.between(NOW.minusSeconds(30), NOW.plusSeconds(30)),
                        KeyValidity.between(signed.minusSeconds(9), NOW))) {
            PersonKeys keys = PersonKeys.of(List.of(key(anna, validity)));
            assertThat(all.valid(HERE, LIMITS, FILE, keys, NOW)).isEmpty();
        }
        assertThat(all.valid(HERE, LIMITS, FILE, (p, k) -> Optional.empty(), NOW)).isEmpty();
    }

    @Test
    void shouldNotTakeOnePersonsSignatureForAnothers() {
        FileApproval own = approval(anna);
        FileApproval borrowed =
                new FileApproval(
                        piotr.person(),
                        piotr.key(),
                        own.purpose(),
                        own.file(),
                        own.at(),
                        own.signature());

        assertThat(FileApprovals.NONE.with(borrowed).valid(HERE, LIMITS, FILE, keys(), NOW))
                .isEmpty();
    }

    @Test
    void shouldSayThatADamagedFileIsDamaged() throws IOException {
        Path file = folder.resolve("manual.yaml");
        Files.writeString(FileApprovals.beside(file), "{}");

        assertThat(FileApprovals.of(folder.resolve("other.yaml"))).isEqualTo(FileApprovals.NONE);
        assertThatThrownBy(() -> FileApprovals.of(file)).isInstanceOf(IOException.class);
    }

    @Test
    void shouldNeverCountMoreAfterAChange() throws IOException {
        Path file = folder.resolve("manual.yaml");
        FileApprovals.NONE.with(approval(anna)).write(file);
        byte[] good = Files.readAllBytes(FileApprovals.beside(file));
        long seed = new SecureRandom().nextLong();
        Random random = new Random(seed);
        int tried = 0;
        int counted = 0;
        int inputs = Boolean.getBoolean("gatehouse.campaign") ? 100_000 : 2_000;
        for (; tried < inputs; tried++) {
            byte[] bad = Mutations.mutate(good, random);
            Optional<FileApprovals> read = FileApprovals.parse(bad);
            if (read.isPresent()) {
                Set<PersonId> persons = read.get().valid(HERE, LIMITS, FILE, keys(), NOW);
                assertThat(persons).as("seed " + seed).isSubsetOf(Set.of(new PersonId("anna")));
                counted += persons.size();
            }
        }
        assertThat(tried).isEqualTo(inputs);
        assertThat(counted).as("seed " + seed).isLessThan(inputs / 2);
    }
}
