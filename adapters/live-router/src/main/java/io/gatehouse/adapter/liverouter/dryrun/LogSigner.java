package io.gatehouse.adapter.liverouter.dryrun;

/** Signs the log entry of a dry run. */
public interface LogSigner {

    /** Name of the key, as it stands in the signature. */
    String keyId();

    /** {@code HMAC-SHA384}, or {@code HMAC-SHA256} for readers of the older form. */
    String algorithm();

    /**
     * The code over those bytes.
     *
     * @throws IllegalStateException when the key is not here; then no entry is written
     */
    byte[] sign(byte[] canonical);
}
