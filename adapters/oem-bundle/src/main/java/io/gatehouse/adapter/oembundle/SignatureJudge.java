package io.gatehouse.adapter.oembundle;

import io.gatehouse.audit.key.KeyFaultException;
import io.gatehouse.core.json.JsonObject;
import java.time.Instant;
import java.util.Optional;

/**
 * Judges the signatures of one bundle: all of one key, which was in force when the bundle was made
 * and still is at the time that is asked about. Confined to one thread.
 */
final class SignatureJudge {

    private final BundleKeys keys;
    private final VerifyOptions options;
    private final Instant created;
    private final FindingList findings;
    private Optional<SignedDocument> first = Optional.empty();
    private Optional<BundleKey> key = Optional.empty();

    SignatureJudge(BundleKeys keys, VerifyOptions options, Instant created, FindingList findings) {
        this.keys = keys;
        this.options = options;
        this.created = created;
        this.findings = findings;
    }

    /** The id of the key that the manifest's signature names. */
    Optional<String> keyId() {
        return first.flatMap(SignedDocument::keyId);
    }

    /** Judges the document of the manifest first, which says which key it is. */
    Optional<JsonObject> judge(String path, byte[] bytes) {
        Optional<SignedDocument> read = SignedDocument.read(path, bytes, findings);
        if (read.isEmpty()) {
            return Optional.empty();
        }
        SignedDocument document = read.get();
        if (first.isEmpty()) {
            first = read;
            key = key(path, document.keyId());
        } else if (!first.get().keyId().equals(document.keyId())) {
            // a configuration of another signer's bundle must not pass for one of this
            findings.add(
                    BundleCode.KEYS_DIFFER,
                    path,
                    "the key of the manifest's signature",
                    document.keyId().orElse("none named"));
            return Optional.empty();
        }
        return key.filter(k -> fits(k, path, document)).map(k -> document.payload());
    }

    private boolean fits(BundleKey found, String path, SignedDocument document) {
        try {
            if (found.fits(document.code().bytes(), document.payload())) {
                return true;
            }
            findings.add(
                    BundleCode.SIGNATURE_INVALID, path, "the code of key " + found.id(), "another");
        } catch (KeyFaultException e) {
            findings.add(BundleCode.KEY_UNAVAILABLE, path, "key " + found.id(), "it was wiped");
        }
        return false;
    }

    private Optional<BundleKey> key(String path, Optional<String> id) {
        if (id.isEmpty() && !options.allowLegacy()) {
            findings.add(BundleCode.KEY_UNNAMED, path, "a signature with a key_id", "one without");
            return Optional.empty();
        }
        BundleKeys.Answer answer = id.map(keys::find).orElseGet(keys::legacy);
        if (answer instanceof BundleKeys.Answer.Found found) {
            return usable(path, found.key());
        }
        findings.add(
                answer instanceof BundleKeys.Answer.Unavailable
                        ? BundleCode.KEY_UNAVAILABLE
                        : BundleCode.KEY_UNKNOWN,
                path,
                "a key that is trusted and at hand",
                id.orElse("none named"));
        return Optional.empty();
    }

    /** In force at both times: the time in the manifest is the signer's own claim. */
    private Optional<BundleKey> usable(String path, BundleKey found) {
        Optional<BundleCode> objection =
                found.objection(options.asOf()).or(() -> found.objection(created));
        objection.ifPresent(
                code ->
                        findings.add(
                                code,
                                path,
                                "a key of "
                                        + BundleKey.MIN_SECRET_BYTES
                                        + " bytes or more, in force at "
                                        + created
                                        + " and "
                                        + options.asOf(),
                                "key " + found.id()));
        return objection.isPresent() ? Optional.empty() : Optional.of(found);
    }
}
