package io.gatehouse.audit.key;

import java.util.Optional;

/** What a key of the ring computes. */
public enum KeyAlgorithm {
    HMAC_SHA384("HMAC-SHA384", "HmacSHA384", 48),
    HMAC_SHA256("HMAC-SHA256", "HmacSHA256", 32),
    ED25519("Ed25519", "", 64);

    private final String text;
    private final String platformName;
    private final int length;

    KeyAlgorithm(String text, String platformName, int length) {
        this.text = text;
        this.platformName = platformName;
        this.length = length;
    }

    /** The name in files; exact, with case. */
    public String text() {
        return text;
    }

    public boolean isHmac() {
        return this != ED25519;
    }

    /** Bytes of a signature or code. */
    public int length() {
        return length;
    }

    String platformName() {
        return platformName;
    }

    static Optional<KeyAlgorithm> parse(String text) {
        for (KeyAlgorithm algorithm : values()) {
            if (algorithm.text.equals(text)) {
                return Optional.of(algorithm);
            }
        }
        return Optional.empty();
    }
}
