/**
 * The days of the persons, as sessions at a terminal that are compared line by line; start with
 * {@link io.gatehouse.systemtests.transcript.Session}.
 */
package io.gatehouse.systemtests.transcript;
