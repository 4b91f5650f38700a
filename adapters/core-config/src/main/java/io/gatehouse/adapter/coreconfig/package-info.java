/**
 * The action {@code core-config}: validates the trading configuration and writes the report; start
 * with {@link io.gatehouse.adapter.coreconfig.CoreConfigAction}.
 */
package io.gatehouse.adapter.coreconfig;
