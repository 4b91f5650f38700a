/**
 * Runbook pages made from gate definitions, in Polish and English; start at {@link
 * io.gatehouse.definitions.runbook.Runbook}.
 */
package io.gatehouse.definitions.runbook;
