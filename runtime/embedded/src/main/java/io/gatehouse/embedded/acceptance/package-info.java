/**
 * The parts of an acceptance that ask an adapter; start with {@link
 * io.gatehouse.cli.acceptance.HandedIn}.
 */
package io.gatehouse.cli.acceptance;
