/**
 * How the existing Python verifier of decision logs behaves, weaknesses included, for users who
 * must still ask its question; {@link io.gatehouse.audit.compat.CompatVerification} is the way in.
 *
 * <p>Nothing here is evidence. The values that are read here never leave the package, and an
 * architecture test allows only the command line to call it (ADR 0032).
 */
package io.gatehouse.audit.compat;
