package io.gatehouse.app.history;

import io.gatehouse.app.workspace.Workspace;
import io.gatehouse.audit.key.Ed25519PublicKey;
import io.gatehouse.audit.key.KeyEntry;
import io.gatehouse.audit.key.KeyFaultException;
import io.gatehouse.audit.key.KeyPurpose;
import io.gatehouse.audit.key.KeyRing;
import io.gatehouse.audit.key.KeySecrets;
import io.gatehouse.audit.key.KeyStanding;
import io.gatehouse.audit.key.LocalKeySecrets;
import io.gatehouse.audit.key.OpenKeyRing;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.KeyId;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.state.GovernanceState;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The key ring of a workspace: {@code gatehouse/keys.json}, with or without its secrets. */
public final class EngineKeys {

    private EngineKeys() {}

    /**
     * The public list.
     *
     * @throws KeyFaultException when the file is not one
     */
    public static KeyRing ring(Workspace workspace) throws IOException {
        return KeyRing.parse(Files.readAllBytes(workspace.keys()));
    }

    /** For the writer: secrets are read when they are first used. */
    public static OpenKeyRing open(Workspace workspace) throws IOException {
        return new OpenKeyRing(ring(workspace), LocalKeySecrets.of(workspace.rules()));
    }

    /**
     * For readers: with the secrets where the journal's can be had, so that commit records are
     * checked; without any otherwise, as for an auditor.
     */
    public static OpenKeyRing readable(Workspace workspace, Instant now) throws IOException {
        OpenKeyRing keys = open(workspace);
        try {
            keys.signingHmac(KeyPurpose.JOURNAL, now);
            return keys;
        } catch (KeyFaultException e) {
            keys.close();
            return withoutSecrets(workspace);
        }
    }

    /**
     * Lets only adopted keys count from here on; before the first adoption all of the file's do. A
     * list that cannot be read leaves no key at all.
     */
    public static void limit(OpenKeyRing keys, GovernanceState governance) {
        if (governance.adoption().equals(Digest.ZERO)) {
            return;
        }
        KeyRing adopted;
        try {
            adopted = KeyRing.parse(CanonicalJson.bytes(governance.keys()));
        } catch (KeyFaultException e) {
            adopted = KeyRing.of(List.of());
        }
        keys.limitTo(adopted);
    }

    /** The engine's Ed25519 key of that id, if it was adopted and counted at that time. */
    public static Optional<Ed25519PublicKey> adopted(
            GovernanceState governance, String id, Instant time) {
        try {
            return KeyRing.parse(CanonicalJson.bytes(governance.keys()))
                    .find(new KeyId(id))
                    .filter(k -> k.purpose().equals(KeyPurpose.ENGINE))
                    .filter(k -> k.standingAt(time) == KeyStanding.USABLE)
                    .flatMap(KeyEntry::publicKey);
        } catch (KeyFaultException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** For readers: nothing secret is touched. */
    public static OpenKeyRing withoutSecrets(Workspace workspace) throws IOException {
        return new OpenKeyRing(ring(workspace).withoutSecrets(), KeySecrets.NONE);
    }
}
