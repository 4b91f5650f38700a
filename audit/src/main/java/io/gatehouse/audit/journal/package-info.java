/**
 * The journal as segment files: start with {@link io.gatehouse.audit.journal.SegmentJournal} to
 * write and {@link io.gatehouse.audit.journal.JournalReader} to read.
 *
 * <p>Formats: {@link io.gatehouse.audit.journal.EventLine}, {@link
 * io.gatehouse.audit.journal.CommitRecord}, {@link io.gatehouse.audit.journal.JournalHead}. What
 * can be wrong: {@link io.gatehouse.audit.journal.JournalFault}.
 */
package io.gatehouse.audit.journal;
