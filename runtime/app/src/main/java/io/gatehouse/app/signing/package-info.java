/**
 * A person's signature under a command; start with {@link io.gatehouse.app.signing.CommandSigner}.
 */
package io.gatehouse.app.signing;
