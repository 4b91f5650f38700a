/** Processes that are killed in the middle of their work, and what is left of it. */
package io.gatehouse.systemtests.crash;
