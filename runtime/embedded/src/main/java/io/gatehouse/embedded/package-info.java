/**
 * Wires the use cases in one process, without a Spring container; start with {@link
 * io.gatehouse.embedded.EmbeddedEngine}.
 */
package io.gatehouse.embedded;
