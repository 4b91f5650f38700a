/**
 * Reads what a smoke needs from a workspace, runs it and writes its report. Start at {@link
 * io.gatehouse.adapter.smoke.job.SmokeJob}.
 */
package io.gatehouse.adapter.smoke.job;
