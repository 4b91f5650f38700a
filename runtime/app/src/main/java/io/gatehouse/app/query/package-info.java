/**
 * The state as readers see it: from the journal's segments alone, without lock, database or
 * framework; start with {@link io.gatehouse.app.query.ReadOnlyInstallation}.
 */
package io.gatehouse.app.query;
