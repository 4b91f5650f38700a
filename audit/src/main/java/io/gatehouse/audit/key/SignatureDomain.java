package io.gatehouse.audit.key;

import java.nio.charset.StandardCharsets;

/**
 * What an Ed25519 signature is about. The prefix is signed in front of the canonical bytes, so that
 * a signature under a permit can never be shown as one under an approval.
 */
public enum SignatureDomain {
    /** Requests, sign-offs, approvals and waivers of persons. */
    STATEMENT("gatehouse/statement/v1\n"),
    PERMIT("gatehouse/permit/v1\n"),
    LEASE("gatehouse/lease/v1\n"),
    CHECKPOINT("gatehouse/checkpoint/v1\n"),
    EXPORT("gatehouse/export/v1\n"),
    DEFINITIONS("gatehouse/definitions/v1\n"),
    /** Reports of runs and pull requests. */
    CI("gatehouse/ci/v1\n"),
    /** Approvals of files by persons; see {@link FileApproval}. */
    FILE("gatehouse/file/v1\n");

    private final String prefix;

    SignatureDomain(String prefix) {
        this.prefix = prefix;
    }

    public String prefix() {
        return prefix;
    }

    /** The bytes to sign: prefix and canonical bytes. */
    byte[] message(byte[] canonical) {
        byte[] front = prefix.getBytes(StandardCharsets.US_ASCII);
        byte[] message = new byte[front.length + canonical.length];
        System.arraycopy(front, 0, message, 0, front.length);
        System.arraycopy(canonical, 0, message, front.length, canonical.length);
        return message;
    }
}
