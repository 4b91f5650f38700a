package io.gatehouse.adapter.oembundle;

import io.gatehouse.core.digest.Digest;
import java.security.interfaces.ECPublicKey;
import java.time.Instant;
import java.util.Optional;

/**
 * What is asked of a bundle. No option relaxes a check of something that is present.
 *
 * @param asOf when the signing key must be in force: now, or the time of the decision that is
 *     looked at again
 * @param allowLegacy whether bundles of the existing builder do: without size, mode and key id
 * @param platform the only one that will do
 * @param version the only one that will do
 * @param archive SHA-384 of the archive that was admitted
 * @param releases by whom the archive may be released; without it nobody looks at the signature
 *     file beside it
 * @param p256 the key of a {@link P256} signature that must lie beside the archive
 */
public record VerifyOptions(
        Instant asOf,
        boolean allowLegacy,
        Optional<Platform> platform,
        Optional<String> version,
        Optional<Digest> archive,
        BundleLimits limits,
        Optional<ReleaseKeys> releases,
        Optional<ECPublicKey> p256) {

    /** Any bundle of this builder, at a time. */
    public static VerifyOptions at(Instant asOf) {
        return new VerifyOptions(
                asOf,
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                BundleLimits.STANDARD,
                Optional.empty(),
                Optional.empty());
    }

    /** The same, and bundles of the existing builder too. */
    public VerifyOptions withLegacy() {
        return new VerifyOptions(asOf, true, platform, version, archive, limits, releases, p256);
    }

    public VerifyOptions withPlatform(Platform wanted) {
        return new VerifyOptions(
                asOf, allowLegacy, Optional.of(wanted), version, archive, limits, releases, p256);
    }

    public VerifyOptions withVersion(String wanted) {
        return new VerifyOptions(
                asOf, allowLegacy, platform, Optional.of(wanted), archive, limits, releases, p256);
    }

    /**
     * The same, of that very archive.
     *
     * @throws IllegalArgumentException when it is not a SHA-384
     */
    public VerifyOptions withArchive(Digest wanted) {
        if (!wanted.algorithm().equals("sha384")) {
            throw new IllegalArgumentException("archives are compared by SHA-384");
        }
        return new VerifyOptions(
                asOf, allowLegacy, platform, version, Optional.of(wanted), limits, releases, p256);
    }

    public VerifyOptions withLimits(BundleLimits other) {
        return new VerifyOptions(
                asOf, allowLegacy, platform, version, archive, other, releases, p256);
    }

    /** The same, and the signature file beside the archive is judged. */
    public VerifyOptions withReleases(ReleaseKeys keys) {
        return new VerifyOptions(
                asOf, allowLegacy, platform, version, archive, limits, Optional.of(keys), p256);
    }

    /** The same, and the archive must have a {@link P256} signature of that key beside it. */
    public VerifyOptions withP256(ECPublicKey key) {
        return new VerifyOptions(
                asOf, allowLegacy, platform, version, archive, limits, releases, Optional.of(key));
    }
}
