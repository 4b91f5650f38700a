package io.gatehouse.core.evidence;

import io.gatehouse.core.digest.Digest;

/**
 * A damaged file that a recovery put into quarantine.
 *
 * @param file path in the workspace
 * @param source what its place was filled from, such as {@code journal} or {@code copy}
 * @param damaged SHA-384 of the file as it was found; {@link Digest#ZERO} when there was none
 * @param kept where it is kept, a path in the workspace; empty when there was none
 */
public record RestoredFile(String file, String source, Digest damaged, String kept) {}
