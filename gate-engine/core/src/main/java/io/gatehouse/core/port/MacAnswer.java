package io.gatehouse.core.port;

/** What became of a {@link MacClaim}. Only {@link #VALID} may let a rule pass. */
public enum MacAnswer {
    /** The code is that key's over these bytes. */
    VALID,
    /** It is not: the bytes, the code or the key is another. */
    INVALID,
    /** No adopted key of that purpose has that id, or none is named and several might be meant. */
    UNKNOWN_KEY,
    /** The key may not be used at that time, or not with that algorithm. */
    KEY_NOT_USABLE,
    /** The secret of the key is not here, so that nobody can say. */
    UNAVAILABLE
}
