/**
 * Tells people and other programs what happened, from the journal and at least once; start with
 * {@link io.gatehouse.app.outbox.Delivery}.
 */
package io.gatehouse.app.outbox;
