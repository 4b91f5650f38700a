package io.gatehouse.adapter.oembundle;

import java.util.Locale;

/** What is worth knowing of a bundle that was verified. */
public enum BundleNote {
    /** Signed without a key id: which key it was is the caller's statement. */
    LEGACY_KEY,
    /** The manifest states neither size nor mode, so modes were not checked. */
    LEGACY_MANIFEST,
    /** It is for no device yet: the fingerprint is the placeholder. */
    NOT_PROVISIONED,
    /** A person who may release it here signed this very archive. */
    RELEASED;

    /** {@code legacy-key}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
