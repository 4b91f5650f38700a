/**
 * The whole engine on disks that fail or fill up, under clocks that jump, and beside other writers;
 * start with {@link io.gatehouse.systemtests.adversity.Faults} and {@link
 * io.gatehouse.systemtests.adversity.FaultySystem}.
 */
package io.gatehouse.systemtests.adversity;
