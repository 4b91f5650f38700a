/**
 * What the engine of a workspace needs besides the core's ports; wired in {@code runtime/embedded}.
 */
package io.gatehouse.app.port;
