/**
 * The parts of an acceptance that ask an adapter; start with {@link
 * io.gatehouse.embedded.acceptance.HandedIn}.
 */
package io.gatehouse.embedded.acceptance;
