package io.gatehouse.adapter.oembundle;

import io.gatehouse.core.rule.Finding;
import java.nio.file.Path;
import java.util.List;

/** How an installation or a removal ended. */
public sealed interface InstallResult {

    /**
     * The folder holds the bundle's files and nothing else.
     *
     * @param fingerprint what the check said: {@code MATCHES}, or for a trial {@code
     *     NOT_PROVISIONED}
     */
    record Installed(Path folder, VerifiedBundle bundle, FingerprintCheck.Answer fingerprint)
            implements InstallResult {}

    /** The bundle's files are gone, and the folder with them. */
    record Removed(Path folder, int files) implements InstallResult {}

    /** Nothing was installed; or, of a removal, what is not the bundle's is still there. */
    record Refused(List<Finding> findings) implements InstallResult {
        public Refused {
            findings = List.copyOf(findings);
            if (findings.isEmpty()) {
                throw new IllegalArgumentException("a refusal has a reason");
            }
        }
    }
}
