/**
 * Keys and signatures: the engine's {@link io.gatehouse.audit.key.KeyRing} (opened with {@link
 * io.gatehouse.audit.key.OpenKeyRing}) and the persons' own {@link
 * io.gatehouse.audit.key.PersonCredential}. HMAC comes from the platform, Ed25519 and Argon2id from
 * Bouncy Castle's lightweight classes.
 */
package io.gatehouse.audit.key;
