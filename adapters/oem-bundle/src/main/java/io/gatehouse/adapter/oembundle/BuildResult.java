package io.gatehouse.adapter.oembundle;

import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.rule.Finding;
import java.nio.file.Path;
import java.util.List;

/** How a build ended. */
public sealed interface BuildResult {

    /**
     * The archive is on the disk, and verified.
     *
     * @param sha384 of the archive
     * @param size of the archive in bytes
     */
    record Built(Path archive, Digest sha384, long size, BundleManifest manifest)
            implements BuildResult {}

    /**
     * A dry run wrote what would be signed.
     *
     * @param report the report's file
     * @param manifestFile the manifest's file
     */
    record Described(Path report, Path manifestFile, Digest reportDigest, BundleManifest manifest)
            implements BuildResult {}

    /** Nothing was written. */
    record Refused(List<Finding> findings) implements BuildResult {
        public Refused {
            findings = List.copyOf(findings);
            if (findings.isEmpty()) {
                throw new IllegalArgumentException("a refusal has a reason");
            }
        }
    }
}
