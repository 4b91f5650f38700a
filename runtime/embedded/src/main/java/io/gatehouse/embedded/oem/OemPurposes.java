package io.gatehouse.embedded.oem;

import io.gatehouse.audit.key.KeyPurpose;

/**
 * What the keys of bundles and licences are for. Each has a purpose of its own: whoever may license
 * must not be able to make a bundle, and a code made for one is none for another.
 */
public final class OemPurposes {

    /** Manifest, configuration and fingerprint of a bundle. */
    public static final KeyPurpose BUNDLES = KeyPurpose.evidence("bundle-signing");

    /** Licences, and the chain of their registry. */
    public static final KeyPurpose LICENCES = KeyPurpose.evidence("licence-signing");

    /** Documents of a device's parts. */
    public static final KeyPurpose FINGERPRINTS = KeyPurpose.evidence("fingerprint-signing");

    /** Lists of licences that count no longer. */
    public static final KeyPurpose REVOCATIONS = KeyPurpose.evidence("revocation-signing");

    /** What this machine remembers: the latest time, the active licence. */
    public static final KeyPurpose DEVICE_STATE = KeyPurpose.evidence("device-state");

    private OemPurposes() {}
}
