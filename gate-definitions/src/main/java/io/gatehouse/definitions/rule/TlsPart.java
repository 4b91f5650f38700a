package io.gatehouse.definitions.rule;

/** A part of a mutual TLS bundle; its code is the parameter's and the metadata's name. */
enum TlsPart {
    CA("ca", "", ""),
    SERVER("server", "1.3.6.1.5.5.7.3.1", "serverAuth"),
    CLIENT("client", "1.3.6.1.5.5.7.3.2", "clientAuth");

    private final String code;
    private final String purpose;
    private final String purposeName;

    TlsPart(String code, String purpose, String purposeName) {
        this.code = code;
        this.purpose = purpose;
        this.purposeName = purposeName;
    }

    String code() {
        return code;
    }

    /** Object identifier of the extended key usage; empty for the authority. */
    String purpose() {
        return purpose;
    }

    String purposeName() {
        return purposeName;
    }
}
