package io.gatehouse.adapter.liverouter.state;

import io.gatehouse.audit.key.DomainSignature;
import io.gatehouse.audit.key.Ed25519Signer;
import io.gatehouse.audit.key.KeyValidity;
import io.gatehouse.audit.key.PersonKey;
import io.gatehouse.audit.key.PersonKeys;
import io.gatehouse.audit.key.SignatureDomain;
import io.gatehouse.core.id.InstallationId;
import io.gatehouse.core.id.KeyId;
import io.gatehouse.core.id.PersonId;
import io.gatehouse.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Two listed persons, of whom Anna may enable the router again. */
public final class Persons {

    public static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    public static final InstallationId INSTALLATION = new InstallationId("bot-1");
    static final PersonId ANNA = new PersonId("anna");
    static final PersonId BEN = new PersonId("ben");
    static final KeyId KEY = new KeyId("k1");
    static final Ed25519Signer ANNAS = Ed25519Signer.ofSeed(seed(1));
    static final Ed25519Signer BENS = Ed25519Signer.ofSeed(seed(2));

    private Persons() {}

    private static byte[] seed(int number) {
        byte[] seed = new byte[32];
        seed[0] = (byte) number;
        return seed;
    }

    public static SignedReenable check() {
        return check(
                KeyValidity.between(
                        NOON.minus(Duration.ofDays(9)), NOON.plus(Duration.ofDays(365_000))));
    }

    static SignedReenable check(KeyValidity validity) {
        return new SignedReenable(
                INSTALLATION,
                PersonKeys.of(
                        List.of(
                                new PersonKey(
                                        ANNA, KEY, ANNAS.publicKey(), validity, Set.of("risk")),
                                new PersonKey(BEN, KEY, BENS.publicKey(), validity, Set.of("ui")))),
                Set.of("risk", "owner"));
    }

    static JsonObject statement(LatchEntry latch, Instant issued) {
        return SignedReenable.statement(
                INSTALLATION,
                latch,
                ANNA,
                KEY,
                "cause found and mended",
                issued,
                issued.plus(Duration.ofMinutes(10)));
    }

    static JsonObject sign(Ed25519Signer signer, JsonObject statement) {
        return SignedReenable.document(
                statement, DomainSignature.sign(signer, SignatureDomain.STATEMENT, statement));
    }

    public static JsonObject document(LatchEntry latch, Instant issued) {
        return sign(ANNAS, statement(latch, issued));
    }
}
