package io.gatehouse.cli.command;

import io.gatehouse.app.query.ReadOnlyInstallation;
import io.gatehouse.audit.json.JsonReading;
import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.audit.key.Ed25519PublicKey;
import io.gatehouse.audit.key.KeyEntry;
import io.gatehouse.audit.key.KeyPurpose;
import io.gatehouse.audit.key.KeyStanding;
import io.gatehouse.audit.permit.Permit;
import io.gatehouse.core.id.KeyId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.rule.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which public key a permit has to be verified with, and whether that key still counts. */
final class PermitKeys {

    private final ReadOnlyInstallation installation;

    PermitKeys(ReadOnlyInstallation installation) {
        this.installation = installation;
    }

    /**
     * The adopted key that the permit names; the founding one where it names none that was adopted,
     * under which a forged name then fails.
     */
    Ed25519PublicKey of(byte[] permit) {
        return name(StrictJson.readSigned(permit))
                .flatMap(this::entry)
                .flatMap(KeyEntry::publicKey)
                .orElseGet(
                        () -> new Ed25519PublicKey(installation.state().governance().engineKey()));
    }

    private static Optional<KeyId> name(JsonReading reading) {
        if (reading instanceof JsonReading.Refused) {
            return Optional.empty();
        }
        try {
            return reading.orThrow() instanceof JsonObject document
                    ? document.object("signature").flatMap(s -> s.text("key_id")).map(KeyId::new)
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Optional<KeyEntry> entry(KeyId key) {
        return installation
                .keys()
                .ring()
                .find(key)
                .filter(k -> k.purpose().equals(KeyPurpose.ENGINE));
    }

    /** What stands against the key: it must have been usable then, and not be revoked since. */
    List<Finding> against(Permit permit) {
        List<Finding> findings = new ArrayList<>();
        Optional<KeyEntry> entry = entry(permit.key());
        if (entry.isEmpty()) {
            findings.add(
                    finding(permit, "key-not-adopted", "an adopted key of the engine", "none"));
            return findings;
        }
        KeyStanding then = entry.get().standingAt(permit.issued());
        if (then != KeyStanding.USABLE) {
            findings.add(
                    finding(
                            permit,
                            "key-not-valid",
                            "key " + permit.key() + " usable at " + permit.issued(),
                            then.name()));
        } else if (entry.get().revokedAt().isPresent()) {
            // Whoever stole the key can date a permit back: it has to be issued anew.
            findings.add(
                    finding(
                            permit,
                            "key-revoked",
                            "a key that nobody else has",
                            permit.key() + " revoked at " + entry.get().revokedAt().get()));
        }
        return findings;
    }

    private static Finding finding(Permit permit, String code, String expected, String observed) {
        return Finding.of(
                "engine-permit",
                code,
                permit.id().value(),
                expected,
                observed,
                "revoke the permit and let 'gatehouse settle' issue one under the new key");
    }
}
