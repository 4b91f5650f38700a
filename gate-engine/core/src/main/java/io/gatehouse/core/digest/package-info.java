/** Digests of bytes and of canonical values; start with {@link io.gatehouse.core.digest.Digest}. */
package io.gatehouse.core.digest;
