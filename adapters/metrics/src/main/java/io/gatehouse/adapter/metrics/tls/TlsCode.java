package io.gatehouse.adapter.metrics.tls;

import io.gatehouse.core.rule.FindingCode;

/** Why an endpoint does not listen; rule {@value #RULE}. */
public enum TlsCode implements FindingCode {
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

    @Override
    public String rule() {
        return RULE;
    }

    @Override
    public String remedy() {
        return remedy;
    }
}
