package io.gatehouse.adapter.liverouter.ledger;

/** What is known of a child order. */
public enum ChildState {
    /** Its id is durable; it may have been sent, and no answer is known. */
    RESERVED,
    /** It was sent, and the answer said nothing. */
    UNKNOWN,
    OPEN,
    PARTIALLY_FILLED,
    FILLED,
    /** Withdrawn, perhaps after partial fills. */
    CANCELLED,
    /** Ended by the venue, perhaps after partial fills. */
    EXPIRED,
    /** The venue refused it, definitively. */
    REFUSED,
    /** The venue did not know it when it could no longer arrive. */
    ABSENT;

    /** Whether only the venue can say what became of it. */
    public boolean unresolved() {
        return this == RESERVED || this == UNKNOWN;
    }

    /** Whether it rests at the venue. */
    public boolean resting() {
        return this == OPEN || this == PARTIALLY_FILLED;
    }

    /** Whether more of it may still be filled. */
    public boolean live() {
        return unresolved() || resting();
    }

    /** Whether it was never in a book. */
    public boolean never() {
        return this == REFUSED || this == ABSENT;
    }
}
