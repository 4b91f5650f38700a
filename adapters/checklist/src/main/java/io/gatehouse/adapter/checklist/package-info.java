/**
 * Forms in the runbook's form; start with {@link io.gatehouse.adapter.checklist.ChecklistTemplate}
 * for making and {@link io.gatehouse.adapter.checklist.ChecklistArchive} for keeping.
 */
package io.gatehouse.adapter.checklist;
