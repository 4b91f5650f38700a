/**
 * Whether a trading configuration may be used (runbook 1.1): one small class per section, all of
 * them listed in {@link io.gatehouse.configuration.check.ConfigChecks}. Pure; what files exist
 * comes in through {@link io.gatehouse.configuration.check.ConfigFiles}.
 */
package io.gatehouse.configuration.check;
