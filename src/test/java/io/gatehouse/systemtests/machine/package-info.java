/** The machines over the box that production uses. */
package io.gatehouse.systemtests.machine;
