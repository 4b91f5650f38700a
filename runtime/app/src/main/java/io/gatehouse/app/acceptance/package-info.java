/**
 * The acceptance of an installer: eight parts, each of which must have run and held; start with
 * {@link io.gatehouse.app.acceptance.AcceptanceRun}.
 */
package io.gatehouse.app.acceptance;
