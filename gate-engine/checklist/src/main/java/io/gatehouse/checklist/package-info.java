/**
 * Filled checklists in the runbook's form, as a reader of the rendered page sees them. Start with
 * {@link io.gatehouse.checklist.Checklist}. Everything here is pure.
 */
package io.gatehouse.checklist;
