package io.gatehouse.embedded.router;

import io.gatehouse.adapter.liverouter.dryrun.LogSigner;
import io.gatehouse.app.workspace.Workspace;
import io.gatehouse.audit.key.HmacKey;
import io.gatehouse.audit.key.KeyAlgorithm;
import io.gatehouse.audit.key.KeyEntry;
import io.gatehouse.audit.key.KeyFaultException;
import io.gatehouse.audit.key.KeyPurpose;
import io.gatehouse.audit.key.KeyRing;
import io.gatehouse.audit.key.KeySecrets;
import io.gatehouse.audit.key.LocalKeySecrets;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Signs the log of a dry run with the workspace's youngest key in force of purpose {@link
 * #PURPOSE}. The secret is fetched for each signature and wiped after it. Thread-safe.
 */
public final class DryRunKeys implements Supplier<Optional<LogSigner>> {

    /** What the rule {@code dry-run-pass} checks the line with. */
    public static final KeyPurpose PURPOSE = KeyPurpose.evidence("dry-run");

    private static final KeyAlgorithm ALGORITHM = KeyAlgorithm.HMAC_SHA256;

    private final Supplier<KeyRing> ring;
    private final KeySecrets secrets;
    private final InstantSource clock;

    /**
     * @param ring what counts now: limited to what was adopted, asked anew each time
     */
    public DryRunKeys(Supplier<KeyRing> ring, KeySecrets secrets, InstantSource clock) {
        this.ring = ring;
        this.secrets = secrets;
        this.clock = clock;
    }

    /** With the secrets of a workspace. */
    public static DryRunKeys of(Workspace workspace, Supplier<KeyRing> ring, InstantSource clock) {
        return new DryRunKeys(ring, LocalKeySecrets.of(workspace.rules()), clock);
    }

    /** Empty when no key of the purpose is in force, or its secret cannot be had here. */
    @Override
    public Optional<LogSigner> get() {
        return ring.get()
                .signingKey(PURPOSE, ALGORITHM, clock.instant())
                .map(entry -> new Signer(entry, secrets))
                .filter(Signer::canSign)
                .map(LogSigner.class::cast);
    }

    private record Signer(KeyEntry entry, KeySecrets secrets) implements LogSigner {

        boolean canSign() {
            try {
                sign(new byte[0]);
                return true;
            } catch (IllegalStateException e) {
                return false;
            }
        }

        @Override
        public String keyId() {
            return entry.id().value();
        }

        @Override
        public String algorithm() {
            return ALGORITHM.text();
        }

        @Override
        public byte[] sign(byte[] canonical) {
            try (HmacKey key = new HmacKey(entry.id(), ALGORITHM, secrets.load(entry))) {
                return key.sign(canonical);
            } catch (KeyFaultException | IllegalArgumentException e) {
                // never why: the reason may name where the secret is
                throw new IllegalStateException("the key of the dry run cannot sign");
            }
        }

        @Override
        public String toString() {
            return "DryRunKey[" + entry.id() + "]";
        }
    }
}
