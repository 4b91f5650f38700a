package io.gatehouse.adapter.liverouter.ledger;

import java.util.Locale;

/** Facts about orders that cannot both be: each of them stops the router. */
public enum ContradictionCode {
    /** More of a child was filled than was ordered. */
    OVERFILL,
    /** The children of an order were filled beyond it. */
    PARENT_OVERFILL,
    /** What is filled and what may still be filled is more than the order. */
    OVERCOMMITTED,
    /** A venue told of fewer fills than before. */
    SHRUNK_FILL,
    /** A venue told of a fill after the order's end. */
    FILL_AFTER_END,
    /** An order that had ended is open. */
    REOPENED,
    /** An order that the venue had refused is there. */
    ALIVE_AFTER_REFUSAL,
    /** An order whose absence had been proven is there. */
    ALIVE_AFTER_ABSENCE,
    /** A venue refused an order that it had accepted. */
    REFUSED_BUT_KNOWN,
    /** A venue does not know an order that it had accepted. */
    ABSENT_BUT_KNOWN,
    /** A venue counts another quantity than was ordered. */
    QUANTITY_DIFFERS,
    /** The answer to an order speaks of another one. */
    ANSWER_FOR_ANOTHER,
    /** A venue tells another end of an order than the one known when it left memory. */
    ENDED_OTHERWISE,
    /** A fact about an order that was never reserved. */
    UNKNOWN_ORDER,
    /** An order rests elsewhere than where it was sent. */
    WRONG_VENUE,
    /** An id was reserved twice. */
    ID_REUSED,
    /** An order was taken twice. */
    PARENT_REUSED,
    /** A child serves an order that was never taken. */
    PARENT_UNKNOWN;

    /** The stable code: {@code parent-overfill}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
