/**
 * The state of an installation, made of immutable aggregates; start with {@link
 * io.gatehouse.core.state.InstallationView}. Only appliers of events make a next state.
 */
package io.gatehouse.core.state;
