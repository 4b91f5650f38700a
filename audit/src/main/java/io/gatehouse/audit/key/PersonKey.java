package io.gatehouse.audit.key;

import io.gatehouse.core.id.KeyId;
import io.gatehouse.core.id.PersonId;
import java.util.Set;

/**
 * The public half of a person's key, as the list of persons holds it.
 *
 * @param roles the roles the person may act in; an approval in any other role does not count
 */
public record PersonKey(
        PersonId person,
        KeyId key,
        Ed25519PublicKey publicKey,
        KeyValidity validity,
        Set<String> roles) {

    public PersonKey {
        KeyEntry.requireForm(key);
        roles = Set.copyOf(roles);
    }
}
