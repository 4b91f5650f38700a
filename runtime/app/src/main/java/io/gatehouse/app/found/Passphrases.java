package io.gatehouse.app.found;

import io.gatehouse.core.id.PersonId;

/** Port: asks a person for a new passphrase; the caller wipes what it gets. */
@FunctionalInterface
public interface Passphrases {

    char[] ask(PersonId person);
}
