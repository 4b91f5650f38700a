package io.gatehouse.adapter.liverouter.venue;

import io.gatehouse.adapter.liverouter.order.OrderReport;

/** Answer to a cancel. Cancels may be repeated: they are idempotent. */
public sealed interface Cancellation {

    /** It rests no more; the report says what had been filled before. */
    record Done(OrderReport report) implements Cancellation {}

    /** Nothing to cancel: ended before, or never known there. A look-up tells which. */
    record NotOpen(String code) implements Cancellation {}

    record Unknown(Outcome.Doubt doubt, String detail) implements Cancellation {}
}
