/**
 * What is derived from the journal: the read model, its search, and the job queue; start with
 * {@link io.gatehouse.store.Store}. Nothing here is true by itself: it answers questions and starts
 * work, and is thrown away and rebuilt whenever it does not follow from the journal (ADR 0002).
 */
package io.gatehouse.store;
