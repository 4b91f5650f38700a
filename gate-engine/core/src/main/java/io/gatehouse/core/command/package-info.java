/** What can be asked for; start with {@link io.gatehouse.core.command.Command}. */
package io.gatehouse.core.command;
