package io.gatehouse.embedded.oem;

import io.gatehouse.adapter.oembundle.BundleKey;
import io.gatehouse.adapter.oembundle.BundleKeys;
import io.gatehouse.app.workspace.Workspace;
import io.gatehouse.audit.key.KeyEntry;
import io.gatehouse.audit.key.KeyRing;
import io.gatehouse.audit.key.KeySecrets;
import io.gatehouse.audit.key.LocalKeySecrets;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Keys of bundles, from the workspace's key ring: those of purpose {@link OemPurposes#BUNDLES}.
 * Thread-safe; secrets are fetched when first used and wiped by {@link #close}.
 *
 * <p>A key that is expired, retired or revoked is found all the same, so that the verifier can name
 * what is wrong with it.
 */
public final class OemKeys implements BundleKeys, AutoCloseable {

    private final RingSecrets secrets;
    private final Optional<String> legacy;

    private OemKeys(RingSecrets secrets, Optional<String> legacy) {
        this.secrets = secrets;
        this.legacy = legacy;
    }

    /**
     * @param ring what counts now: limited to what was adopted, asked anew each time
     */
    public OemKeys(Supplier<KeyRing> ring, KeySecrets secrets) {
        this(new RingSecrets(OemPurposes.BUNDLES, ring, secrets), Optional.empty());
    }

    /** With the secrets of a workspace. */
    public static OemKeys of(Workspace workspace, Supplier<KeyRing> ring) {
        return new OemKeys(ring, LocalKeySecrets.of(workspace.rules()));
    }

    /** The same, with the one key for signatures that name none; closing either closes both. */
    public OemKeys withLegacy(String keyId) {
        return new OemKeys(secrets, Optional.of(keyId));
    }

    /** The key that signs at a time: of those in force the youngest; empty when there is none. */
    public Optional<BundleKey> signing(Instant time) {
        return secrets.signing(time).flatMap(this::open);
    }

    @Override
    public Answer find(String keyId) {
        Optional<KeyEntry> entry = secrets.find(keyId);
        if (entry.isEmpty()) {
            return new Answer.Unknown();
        }
        return open(entry.get()).<Answer>map(Answer.Found::new).orElseGet(Answer.Unavailable::new);
    }

    @Override
    public Answer legacy() {
        return legacy.map(this::find).orElseGet(Answer.Unknown::new);
    }

    private Optional<BundleKey> open(KeyEntry entry) {
        return secrets.secret(entry)
                .map(secret -> new BundleKey(entry.id().value(), entry.validity(), secret));
    }

    @Override
    public void close() {
        secrets.close();
    }

    @Override
    public String toString() {
        return "OemKeys[" + secrets + "]";
    }
}
