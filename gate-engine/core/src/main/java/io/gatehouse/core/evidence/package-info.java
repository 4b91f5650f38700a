/**
 * Evidence and the frozen snapshot that decisions look at; start with {@link
 * io.gatehouse.core.evidence.Snapshot}.
 */
package io.gatehouse.core.evidence;
