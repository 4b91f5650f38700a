/**
 * A run of the laboratory: what it is asked ({@link io.gatehouse.adapter.risklabs.run.LabOptions}),
 * the process of its own that computes it ({@link io.gatehouse.adapter.risklabs.run.LabProcess}),
 * and what it answers.
 */
package io.gatehouse.adapter.risklabs.run;
