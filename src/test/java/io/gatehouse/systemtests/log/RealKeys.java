package io.gatehouse.systemtests.log;

import io.gatehouse.audit.key.Base64Text;
import io.gatehouse.audit.key.DomainSignature;
import io.gatehouse.audit.key.Ed25519Signer;
import io.gatehouse.audit.key.KeyEntry;
import io.gatehouse.audit.key.KeyPurpose;
import io.gatehouse.audit.key.KeyRing;
import io.gatehouse.audit.key.KeyValidity;
import io.gatehouse.audit.key.LocalKeySecrets;
import io.gatehouse.audit.key.OpenKeyRing;
import io.gatehouse.audit.key.PersonSignatures;
import io.gatehouse.audit.key.SecretLocation;
import io.gatehouse.audit.key.SignatureDomain;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.KeyId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.testkit.World;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A key ring and persons' Ed25519 keys that follow from their names: for tests alone. */
final class RealKeys implements World.Signing {

    private static final KeyValidity YEAR =
            KeyValidity.between(
                    Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2027-01-01T00:00:00Z"));
    private static final String ENGINE = "permit-1";

    static OpenKeyRing ring() {
        List<KeyEntry> keys = new ArrayList<>();
        for (String role : List.of("runtime", "owner", "compliance", "risk")) {
            keys.add(hmac(role + "-1", KeyPurpose.role(role)));
        }
        keys.add(hmac("engine-1", KeyPurpose.ENGINE));
        keys.add(hmac("outer-1", KeyPurpose.OUTER));
        keys.add(hmac("journal-1", KeyPurpose.JOURNAL));
        keys.add(
                KeyEntry.engine(
                        new KeyId(ENGINE), YEAR, signer(ENGINE).publicKey(), variable(ENGINE)));
        return new OpenKeyRing(
                KeyRing.of(keys),
                new LocalKeySecrets(
                        Path.of("."),
                        name -> {
                            String id = name.toLowerCase(Locale.ROOT).replace('_', '-');
                            byte[] secret = secret(id);
                            return Optional.of(
                                    Base64Text.encodeUrl(
                                            id.equals(ENGINE)
                                                    ? Arrays.copyOf(secret, 32)
                                                    : secret));
                        }));
    }

    private static KeyEntry hmac(String id, KeyPurpose purpose) {
        return KeyEntry.hmac(new KeyId(id), purpose, YEAR, variable(id));
    }

    private static SecretLocation variable(String id) {
        return SecretLocation.parse("env:" + id.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    private static byte[] secret(String id) {
        return HexFormat.of()
                .parseHex(Digest.sha384(("secret " + id).getBytes(StandardCharsets.UTF_8)).hex());
    }

    private static Ed25519Signer signer(String id) {
        return Ed25519Signer.ofSeed(Arrays.copyOf(secret(id), 32));
    }

    @Override
    public String publicKey(String keyId) {
        return signer(keyId).publicKey().text();
    }

    @Override
    public String sign(String keyId, JsonObject statement) {
        return DomainSignature.sign(signer(keyId), SignatureDomain.STATEMENT, statement);
    }

    @Override
    public boolean verify(String publicKey, JsonObject statement, String signature) {
        return PersonSignatures.verifier().verify(publicKey, statement, signature);
    }
}
