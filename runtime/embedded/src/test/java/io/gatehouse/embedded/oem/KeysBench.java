package io.gatehouse.embedded.oem;

import io.gatehouse.audit.key.KeyAlgorithm;
import io.gatehouse.audit.key.KeyEntry;
import io.gatehouse.audit.key.KeyPurpose;
import io.gatehouse.audit.key.KeyRing;
import io.gatehouse.audit.key.KeySecrets;
import io.gatehouse.audit.key.KeyValidity;
import io.gatehouse.audit.key.LocalKeySecrets;
import io.gatehouse.audit.key.SecretBytes;
import io.gatehouse.audit.key.SecretLocation;
import io.gatehouse.core.id.KeyId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A key ring that a test changes, with secrets in a folder. */
final class KeysBench {

    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    static final String SECRET = "a secret of forty-eight bytes for the test bench";

    final Path folder;
    KeyRing ring = KeyRing.of(java.util.List.of());

    KeysBench(Path folder) {
        this.folder = folder;
    }

    KeySecrets secrets() {
        return new LocalKeySecrets(folder, name -> Optional.empty());
    }

    /** In force from 30 days before to 30 days after {@link #NOW}. */
    KeyEntry add(String id, KeyPurpose purpose) throws IOException {
        return add(id, purpose, KeyAlgorithm.HMAC_SHA384, -30, 30);
    }

    KeyEntry add(String id, KeyPurpose purpose, KeyAlgorithm algorithm, int from, int until)
            throws IOException {
        KeyEntry entry =
                KeyEntry.evidence(
                        new KeyId(id),
                        purpose,
                        algorithm,
                        KeyValidity.between(day(from), day(until)),
                        new SecretLocation.File(id + ".key"));
        Path file = folder.resolve(id + ".key");
        byte[] text =
                LocalKeySecrets.fileText(
                        SecretBytes.copyOf((id + SECRET).getBytes(StandardCharsets.UTF_8)));
        Files.write(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        ring = ring.with(entry);
        return entry;
    }

    void change(KeyEntry entry) {
        ring = ring.with(entry);
    }

    static Instant day(int offset) {
        return NOW.plus(Duration.ofDays(offset));
    }
}
