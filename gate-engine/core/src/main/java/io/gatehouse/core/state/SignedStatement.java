package io.gatehouse.core.state;

import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.KeyId;
import io.gatehouse.core.id.PersonId;
import io.gatehouse.core.json.JsonObject;

/**
 * What a person signed, exactly: the statement and an Ed25519 signature over its canonical bytes
 * under the domain of statements. Kept whole in the journal, so that an auditor needs no secret.
 *
 * @param signature base64url without padding
 */
public record SignedStatement(PersonId person, KeyId key, JsonObject statement, String signature) {

    public Digest digest() {
        return Digest.of(statement);
    }
}
