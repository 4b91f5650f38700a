package io.gatehouse.adapter.liverouter.journal;

/** The journal has ended: nothing more can be kept, so nothing more may be sent. */
public final class OrderJournalException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    OrderJournalException(String message) {
        super(message);
    }
}
