package io.gatehouse.adapter.metrics.tls;

import io.gatehouse.configuration.Masking;
import io.gatehouse.core.rule.Finding;
import java.util.Locale;

/** Why an endpoint does not listen; rule {@value #RULE}. */
public enum TlsCode {
    FILE_UNREADABLE("put the file where the configuration says, readable by this user alone"),
    FILE_MALFORMED("write PEM: certificates, or one private key as PKCS #8 without a passphrase"),
    KEY_EXPOSED("chmod 600 the key, and replace it if others could read it"),
    KEY_MISMATCH("put the key of this very certificate there"),
    NOT_YET_VALID("mend the clock, or wait until the certificate is valid"),
    EXPIRED("replace the certificate and record the rotation"),
    WRONG_PURPOSE("use a certificate for servers; an authority for those of clients"),
    CHAIN_BROKEN("put the certificates in order, each signed by the next");

    /** The rule under which the endpoint reports. */
    public static final String RULE = "metrics-tls";

    private final String remedy;

    TlsCode(String remedy) {
        this.remedy = remedy;
    }

    /** The stable code: {@code key-mismatch}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Finding at(String subject, String expected, String observed) {
        return Finding.of(
                RULE,
                code(),
                Masking.printable(subject),
                Masking.printable(expected),
                Masking.printable(observed),
                remedy);
    }
}
