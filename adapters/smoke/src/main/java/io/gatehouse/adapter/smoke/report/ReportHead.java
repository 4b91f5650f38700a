package io.gatehouse.adapter.smoke.report;

import java.time.Instant;

/**
 * What a report says of itself besides figures.
 *
 * @param kind {@code demo}, {@code stage4} or {@code paper}
 * @param time when it was made, in whole seconds
 * @param operator who answers for the run
 * @param job number of the job that ran it; empty when no job did
 */
public record ReportHead(String kind, Instant time, String operator, String job) {}
