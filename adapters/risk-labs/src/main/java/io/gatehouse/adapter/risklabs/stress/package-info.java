/** Flash crash, dry liquidity, latency spike, all at once, and the smallest shock that breaks. */
package io.gatehouse.adapter.risklabs.stress;
