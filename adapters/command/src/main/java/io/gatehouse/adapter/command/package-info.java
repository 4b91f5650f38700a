/**
 * Runs a configured program as a gate's action; start with {@link
 * io.gatehouse.adapter.command.CommandAction}, and with {@link
 * io.gatehouse.adapter.command.CommandDigest} for what adopting a program means.
 */
package io.gatehouse.adapter.command;
