package io.gatehouse.embedded.acceptance;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What was handed in for an acceptance. What is missing makes its part skipped, and the whole a no.
 *
 * @param bundle archive of the OEM bundle
 * @param licence licence of this machine
 * @param fingerprint signed hardware document of this machine
 * @param revocations signed revocation list
 * @param profile {@code paper} or {@code live}
 * @param labs JSON report of the risk laboratory
 * @param mtls folder with the mTLS bundle at the places that gate live names
 */
public record HandedIn(
        Optional<Path> bundle,
        Optional<Path> licence,
        Optional<Path> fingerprint,
        Optional<Path> revocations,
        String profile,
        Optional<Path> labs,
        Optional<Path> mtls) {}
