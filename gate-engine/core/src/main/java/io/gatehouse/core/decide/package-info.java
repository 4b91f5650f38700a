/**
 * From a state, a command and a snapshot to events; start with {@link
 * io.gatehouse.core.decide.Decider}.
 */
package io.gatehouse.core.decide;
