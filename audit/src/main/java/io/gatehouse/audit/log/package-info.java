/**
 * Decision log v2: entries are sealed by {@link io.gatehouse.audit.log.DecisionLogSealer}, written
 * by {@link io.gatehouse.audit.log.DecisionLogWriter} and judged by {@link
 * io.gatehouse.audit.log.DecisionLogVerifier}, which needs no secret for what persons signed.
 */
package io.gatehouse.audit.log;
