/** Digests of files of any size; start with {@link io.gatehouse.audit.digest.StreamingDigests}. */
package io.gatehouse.audit.digest;
