package io.gatehouse.cli.acceptance;

import io.gatehouse.adapter.licensing.ToolKey;
import io.gatehouse.adapter.licensing.ToolKeys;
import io.gatehouse.adapter.oembundle.BundleKey;
import io.gatehouse.adapter.oembundle.BundleKeys;
import io.gatehouse.app.workspace.Workspace;
import io.gatehouse.audit.key.KeyAlgorithm;
import io.gatehouse.audit.key.KeyEntry;
import io.gatehouse.audit.key.KeyFaultException;
import io.gatehouse.audit.key.KeyPurpose;
import io.gatehouse.audit.key.KeyRing;
import io.gatehouse.audit.key.KeySecrets;
import io.gatehouse.audit.key.KeyStanding;
import io.gatehouse.audit.key.LocalKeySecrets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The keys of the tools that made bundle, licence, fingerprint and revocation list, as the
 * installation adopted them: {@code gatehouse key import --purpose evidence:bundle}, {@code
 * evidence:licence}, {@code evidence:fingerprint}, {@code evidence:revocation}. No key is taken
 * from what is judged with it.
 */
public final class EvidenceKeys {

    private final KeyRing adopted;
    private final KeySecrets secrets;
    private final Instant now;

    /**
     * @param adopted what owner and compliance signed, with the places of the secrets
     */
    public EvidenceKeys(KeyRing adopted, KeySecrets secrets, Instant now) {
        this.adopted = adopted;
        this.secrets = secrets;
        this.now = now;
    }

    /** The keys of a workspace, whose secrets are where its own list says. */
    public static EvidenceKeys of(Workspace workspace, KeyRing adopted, Instant now) {
        return new EvidenceKeys(adopted, LocalKeySecrets.of(workspace.rules()), now);
    }

    /** For bundles; one whose secret cannot be read is answered so. */
    BundleKeys bundles() {
        List<KeyEntry> entries = entries("bundle");
        return new BundleKeys() {
            @Override
            public Answer find(String id) {
                Optional<KeyEntry> entry =
                        entries.stream().filter(k -> k.id().value().equals(id)).findFirst();
                if (entry.isEmpty()) {
                    return new Answer.Unknown();
                }
                try {
                    return new Answer.Found(
                            new BundleKey(id, entry.get().validity(), secrets.load(entry.get())));
                } catch (KeyFaultException e) {
                    return new Answer.Unavailable();
                }
            }
        };
    }

    /** For licences, fingerprints and revocations: those that count now and can be read. */
    ToolKeys tools(String kind) {
        List<ToolKey> keys = new ArrayList<>();
        for (KeyEntry entry : entries(kind)) {
            if (entry.standingAt(now) == KeyStanding.USABLE) {
                try {
                    keys.add(new ToolKey(entry.id().value(), secrets.load(entry)));
                } catch (KeyFaultException | IllegalArgumentException e) {
                    // a key that cannot be read verifies nothing: what it signed is then refused
                    continue;
                }
            }
        }
        return new ToolKeys(keys);
    }

    private List<KeyEntry> entries(String kind) {
        return adopted.keys().stream()
                .filter(k -> k.purpose().equals(KeyPurpose.evidence(kind)))
                .filter(k -> k.algorithm() == KeyAlgorithm.HMAC_SHA384)
                .toList();
    }
}
