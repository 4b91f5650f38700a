/**
 * The journal, the decision logs and the known keys of a workspace on the disk; start with {@link
 * io.gatehouse.app.history.SegmentJournals} and {@link io.gatehouse.app.history.DecisionLogFiles}.
 */
package io.gatehouse.app.history;
