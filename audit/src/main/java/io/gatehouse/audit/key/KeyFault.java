package io.gatehouse.audit.key;

import java.util.Objects;

/**
 * Why a key cannot be used. Never holds key material.
 *
 * @param kind what is wrong, for programs
 * @param subject the key id, person or file concerned
 * @param message what is wrong, for people, in English
 */
public record KeyFault(Kind kind, String subject, String message) {

    /** What can be wrong. */
    public enum Kind {
        /** A key ring, secret or credential that is not of its form. */
        MALFORMED,
        /** No key of that id. */
        UNKNOWN_KEY,
        /** No key for that purpose is usable at that time. */
        NO_USABLE_KEY,
        /** The key exists but not for this purpose or algorithm. */
        WRONG_PURPOSE,
        /** The secret half is not on this machine, as for an auditor. */
        SECRET_ABSENT,
        /** The secret half is somewhere this build cannot reach. */
        LOCATION_UNSUPPORTED,
        /** The secret half has fewer bytes than demanded. */
        SECRET_TOO_SHORT,
        /** The file can be read by others. */
        INSECURE_FILE,
        /** The file cannot be read or written. */
        UNREADABLE,
        /** The secret half does not belong to the public half. */
        HALVES_DIFFER,
        /** The passphrase does not open the credential, or the file was changed. */
        WRONG_PASSPHRASE,
        /** The passphrase is too short to protect anything. */
        WEAK_PASSPHRASE,
        /** The key was wiped. */
        CLOSED
    }

    public KeyFault {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(message, "message");
    }

    /** The fault as something to throw at a port. */
    public KeyFaultException exception() {
        return new KeyFaultException(this);
    }

    static KeyFaultException of(Kind kind, String subject, String message) {
        return new KeyFault(kind, subject, message).exception();
    }

    @Override
    public String toString() {
        return kind + " (" + subject + "): " + message;
    }
}
