package io.gatehouse.adapter.liverouter.venue.xchange;

import java.util.Objects;

/** Key and secret of an account at a venue; never printed. Immutable. */
public final class VenueCredentials {

    private final String key;
    private final String secret;

    /**
     * @throws IllegalArgumentException when one is blank or not printable ASCII
     */
    public VenueCredentials(String key, String secret) {
        for (String part : new String[] {Objects.requireNonNull(key), secret}) {
            if (!part.matches("[\\x21-\\x7e]{1,512}")) {
                // neither is repeated: the message ends up in a log
                throw new IllegalArgumentException("a venue's key and secret are printable ASCII");
            }
        }
        this.key = key;
        this.secret = secret;
    }

    String key() {
        return key;
    }

    String secret() {
        return secret;
    }

    @Override
    public String toString() {
        return "VenueCredentials[hidden]";
    }
}
