package io.gatehouse.audit.key;

import io.gatehouse.core.id.KeyId;
import io.gatehouse.core.id.PersonId;
import io.gatehouse.core.json.JsonObject;

/** A person's opened credential: signs until it is closed, then is wiped. Thread-safe. */
public final class PersonSigner implements AutoCloseable {

    private final PersonId person;
    private final KeyId key;
    private final Ed25519Signer signer;

    PersonSigner(PersonId person, KeyId key, Ed25519Signer signer) {
        this.person = person;
        this.key = key;
        this.signer = signer;
    }

    public PersonId person() {
        return person;
    }

    public KeyId key() {
        return key;
    }

    public Ed25519PublicKey publicKey() {
        return signer.publicKey();
    }

    /**
     * The signature as base64url.
     *
     * @throws KeyFaultException of kind CLOSED after {@link #close}
     */
    public String sign(SignatureDomain domain, JsonObject value) {
        return DomainSignature.sign(signer, domain, value);
    }

    @Override
    public void close() {
        signer.close();
    }

    @Override
    public String toString() {
        return "PersonSigner[" + person + ", " + key + "]";
    }
}
