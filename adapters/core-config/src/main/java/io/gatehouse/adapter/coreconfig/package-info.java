/**
 * The trading configuration ({@code config/core.yaml}) as paths and values; start with {@link
 * io.gatehouse.adapter.coreconfig.ConfigTree} and {@link
 * io.gatehouse.adapter.coreconfig.ConfigDiff}.
 */
package io.gatehouse.adapter.coreconfig;
