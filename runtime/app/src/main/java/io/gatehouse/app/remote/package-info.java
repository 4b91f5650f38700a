/**
 * The way to a process that serves a workspace; start with {@link
 * io.gatehouse.app.remote.RemoteAccess}. What is sent and answered is written and read by {@link
 * io.gatehouse.app.remote.Wire} on both ends.
 */
package io.gatehouse.app.remote;
