package io.gatehouse.core.event;

import io.gatehouse.core.state.AggregateId;

/**
 * Something that happened, in the past tense; the only thing that changes state.
 *
 * <p>Each event touches exactly one aggregate. Events are records; their journal form is that of
 * {@link EventCodec}. Their shapes are versioned: a changed shape is a new version with a reader of
 * the old one, since journals live for years.
 */
public sealed interface Event
        permits GovernanceEvent, LedgerEvent, EnvironmentEvent, PromotionEvent, LogEvent {

    /** The aggregate that the event touches. */
    AggregateId aggregate();
}
