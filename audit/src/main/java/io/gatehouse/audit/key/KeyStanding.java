package io.gatehouse.audit.key;

/** How a key stands at a given time. */
public enum KeyStanding {
    USABLE,
    NOT_YET_VALID,
    EXPIRED,
    /** Taken out of use in good order: what it signed earlier stays good. */
    RETIRED,
    /** Lost or stolen: nothing dated at or after the revocation is good. */
    REVOKED
}
