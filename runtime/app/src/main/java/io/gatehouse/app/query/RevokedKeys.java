package io.gatehouse.app.query;

import io.gatehouse.audit.key.KeyEntry;
import io.gatehouse.core.id.KeyId;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Every key that was revoked, of the engine and of persons, by what was adopted and journalled. */
public final class RevokedKeys {

    private RevokedKeys() {}

    /** Since when each of them counts no longer. */
    public static SortedMap<KeyId, Instant> of(ReadOnlyInstallation installation) {
        TreeMap<KeyId, Instant> revoked = new TreeMap<>();
        installation.state().governance().people().values().stream()
                .flatMap(p -> p.keys().stream())
                .forEach(k -> k.revokedAt().ifPresent(at -> revoked.put(k.id(), at)));
        for (KeyEntry key : installation.keys().ring().keys()) {
            key.revokedAt().ifPresent(at -> revoked.put(key.id(), at));
        }
        return revoked;
    }

    /** Those on which the grant of an environment rests, with what follows. */
    public static SortedMap<KeyId, KeyConsequences.Affected> felt(
            ReadOnlyInstallation installation) {
        TreeMap<KeyId, KeyConsequences.Affected> felt = new TreeMap<>();
        for (Map.Entry<KeyId, Instant> key : of(installation).entrySet()) {
            new KeyConsequences(installation, key.getKey())
                    .environments(key.getValue()).stream()
                            .reduce((first, second) -> second)
                            .ifPresent(affected -> felt.put(key.getKey(), affected));
        }
        return felt;
    }
}
