/**
 * Holds the project to its specification, row by row; start with {@link
 * io.gatehouse.systemtests.traceability.TraceabilityTest}.
 */
package io.gatehouse.systemtests.traceability;
