/**
 * Order events on the disk: append-only, chained, whole or recognisably torn; start with {@link
 * io.gatehouse.adapter.liverouter.journal.FileOrderJournal}.
 */
package io.gatehouse.adapter.liverouter.journal;
