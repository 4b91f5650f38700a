package io.gatehouse.audit.key;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The one thing a key may be used for: {@code outer}, {@code journal}, {@code engine}, {@code ci},
 * {@code role:<name>} or {@code evidence:<name>}.
 *
 * <p>One purpose per key, so that a code made for one place can never be shown in another.
 */
public record KeyPurpose(String value) {

    private static final Pattern FORM =
            Pattern.compile(
                    "outer|journal|engine|ci|role:([a-z][a-z0-9-]{0,31})"
                            + "|evidence:([a-z][a-z0-9-]{0,31})");

    /** Fewest bytes of a secret that an existing tool made; it demands no more itself. */
    private static final int MIN_EVIDENCE_BYTES = 32;

    /** The outer HMAC-SHA256 of decision lines, for the existing verifier. */
    public static final KeyPurpose OUTER = new KeyPurpose("outer");

    /** Commit records of the journal and heads of the decision logs. */
    public static final KeyPurpose JOURNAL = new KeyPurpose("journal");

    /** Revocation, evidence and supersede lines (HMAC); permits, checkpoints, exports (Ed25519). */
    public static final KeyPurpose ENGINE = new KeyPurpose("engine");

    /** Reports of runs and pull requests, signed (Ed25519) by the machine that made them. */
    public static final KeyPurpose CI = new KeyPurpose("ci");

    private static final KeyPurpose OWNER = role("owner");
    private static final KeyPurpose COMPLIANCE = role("compliance");

    public KeyPurpose {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "a key's purpose is outer, journal, engine, ci, role:<name> or"
                            + " evidence:<name>");
        }
    }

    /** The HMAC role signature of that role in decision lines. */
    public static KeyPurpose role(String role) {
        return new KeyPurpose("role:" + role);
    }

    /**
     * The key with which an existing tool codes its reports of that kind: {@code bundle}, {@code
     * licence}, with which the engine only checks; or with which adapters of the engine sign:
     * {@code bundle-signing}, {@code licence-signing}.
     */
    public static KeyPurpose evidence(String kind) {
        return new KeyPurpose("evidence:" + kind);
    }

    /** The purpose of the key behind {@code signatures.<name>}: {@code engine} or a role. */
    public static KeyPurpose ofSignatureName(String name) {
        return switch (name) {
            case "engine" -> ENGINE;
            case "owner" -> OWNER;
            case "compliance" -> COMPLIANCE;
            default -> role(name);
        };
    }

    public Optional<String> role() {
        Matcher matcher = FORM.matcher(value);
        return matcher.matches() ? Optional.ofNullable(matcher.group(1)) : Optional.empty();
    }

    /** Whether it is a key of an existing tool. */
    public boolean isEvidence() {
        return value.startsWith("evidence:");
    }

    /** Fewest bytes of an HMAC secret for this purpose. */
    public int minSecretBytes() {
        return isEvidence() ? MIN_EVIDENCE_BYTES : HmacKey.MIN_SECRET_BYTES;
    }

    boolean allows(KeyAlgorithm algorithm) {
        if (isEvidence()) {
            return algorithm.isHmac();
        }
        if (equals(OUTER)) {
            return algorithm == KeyAlgorithm.HMAC_SHA256;
        }
        if (equals(CI)) {
            // whoever can check an HMAC can forge it, and everybody checks these
            return algorithm == KeyAlgorithm.ED25519;
        }
        return algorithm == KeyAlgorithm.HMAC_SHA384
                || (equals(ENGINE) && algorithm == KeyAlgorithm.ED25519);
    }

    @Override
    public String toString() {
        return value;
    }
}
