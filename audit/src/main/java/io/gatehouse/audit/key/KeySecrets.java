package io.gatehouse.audit.key;

/** Port: fetches the secret half of a key from where the ring says it is. */
@FunctionalInterface
public interface KeySecrets {

    /** What an auditor has: no secret at all. */
    KeySecrets NONE =
            entry -> {
                throw KeyFault.of(
                        KeyFault.Kind.SECRET_ABSENT,
                        entry.id().value(),
                        "no secret half is available here");
            };

    /**
     * The secret half, owned by the caller.
     *
     * @throws KeyFaultException when it is not here, not readable, or not safe
     */
    SecretBytes load(KeyEntry entry);
}
