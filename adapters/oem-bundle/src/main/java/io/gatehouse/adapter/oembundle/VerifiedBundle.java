package io.gatehouse.adapter.oembundle;

import io.gatehouse.core.digest.Digest;
import java.util.Optional;

/**
 * A bundle of which everything was checked.
 *
 * @param archive SHA-384 of the archive's bytes
 * @param archiveBytes size of the archive
 * @param manifest what it holds, each file of it measured
 * @param manifestDigest SHA-384 of the manifest's bytes
 * @param keyId the key that signed it; empty for one of the existing builder
 * @param fingerprint the device that it is for, or a placeholder
 */
public record VerifiedBundle(
        Digest archive,
        long archiveBytes,
        BundleManifest manifest,
        Digest manifestDigest,
        Optional<String> keyId,
        String fingerprint) {}
