package io.gatehouse.adapter.oembundle;

/** Compares the device with the fingerprint in a bundle. Implementations are thread-safe. */
@FunctionalInterface
public interface FingerprintCheck {

    /** What was found. */
    enum Answer {
        MATCHES,
        DIFFERS,
        /** The bundle is for no device yet. */
        NOT_PROVISIONED,
        /** This device's fingerprint cannot be read. */
        UNAVAILABLE
    }

    /** Compares; it measures the device itself and believes no environment variable. */
    Answer check(String expected);
}
