/**
 * Mutated inputs for everything that reads bytes from outside; start with {@link
 * io.gatehouse.systemtests.fuzz.FuzzTest}.
 */
package io.gatehouse.systemtests.fuzz;
