/**
 * Rebuilding state from the journal alone; start with {@link io.gatehouse.audit.replay.Replayer}.
 */
package io.gatehouse.audit.replay;
