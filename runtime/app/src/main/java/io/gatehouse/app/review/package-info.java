/**
 * What an auditor asks of a history, whether it lies in a workspace or in a pack: the state at a
 * moment, verdicts run again, what a pack proves; start with {@link
 * io.gatehouse.app.review.History}.
 */
package io.gatehouse.app.review;
