package io.gatehouse.audit.journal;

import io.gatehouse.audit.key.KeyEntry;
import io.gatehouse.audit.key.KeyPurpose;
import io.gatehouse.audit.key.KeyRing;
import io.gatehouse.audit.key.KeySecrets;
import io.gatehouse.audit.key.KeyValidity;
import io.gatehouse.audit.key.OpenKeyRing;
import io.gatehouse.audit.key.SecretBytes;
import io.gatehouse.audit.key.SecretLocation;
import io.gatehouse.core.id.KeyId;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** Journal keys of the tests: one key from 2020 to 2040, its secret a repeated byte. */
public final class TestKeys {

    private static final KeyValidity LONG =
            KeyValidity.between(
                    Instant.parse("2020-01-01T00:00:00Z"), Instant.parse("2040-01-01T00:00:00Z"));

    private TestKeys() {}

    public static CommitKeys standard() {
        return of("journal-1", 1);
    }

    /** A key of that id whose secret differs from that of every other fill. */
    public static CommitKeys of(String id, int fill) {
        return CommitKeys.of(
                new OpenKeyRing(
                        ring(id, LONG),
                        entry -> {
                            byte[] secret = new byte[48];
                            Arrays.fill(secret, (byte) fill);
                            return SecretBytes.copyOf(secret);
                        }));
    }

    /** The same ring without any secret. */
    public static CommitKeys auditor() {
        return CommitKeys.of(new OpenKeyRing(ring("journal-1", LONG), KeySecrets.NONE));
    }

    /** The key, valid only until a time. */
    public static CommitKeys validUntil(Instant end) {
        KeyValidity validity = KeyValidity.between(Instant.parse("2020-01-01T00:00:00Z"), end);
        return CommitKeys.of(
                new OpenKeyRing(
                        ring("journal-1", validity),
                        entry -> {
                            byte[] secret = new byte[48];
                            Arrays.fill(secret, (byte) 1);
                            return SecretBytes.copyOf(secret);
                        }));
    }

    private static KeyRing ring(String id, KeyValidity validity) {
        return KeyRing.of(
                List.of(
                        KeyEntry.hmac(
                                new KeyId(id),
                                KeyPurpose.JOURNAL,
                                validity,
                                SecretLocation.parse("env:GATEHOUSE_TEST_JOURNAL"))));
    }
}
