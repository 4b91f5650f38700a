/**
 * The command {@code gatehouse}; start with {@link io.gatehouse.cli.Main} and {@link
 * io.gatehouse.cli.GatehouseCommand}.
 */
package io.gatehouse.cli;
