/**
 * The emergency stop, on a path of its own; start with {@link
 * io.gatehouse.adapter.liverouter.kill.KillSwitch}.
 */
package io.gatehouse.adapter.liverouter.kill;
