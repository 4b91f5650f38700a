/**
 * The trading configuration ({@code config/core.yaml}): reading it, what differs between two of
 * them, and, in {@code check}, whether it may be used. Start with {@link
 * io.gatehouse.configuration.ConfigTree}. Everything here is pure.
 */
package io.gatehouse.configuration;
