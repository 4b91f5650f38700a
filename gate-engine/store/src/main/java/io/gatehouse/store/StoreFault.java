package io.gatehouse.store;

/**
 * The store cannot be used as it is. The message is fit for an operator: it names no content and no
 * secret. Nothing is lost by {@link Store#discard} where {@link #isCuredByDiscarding()} says so,
 * since the journal has it all.
 */
public final class StoreFault extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What is wrong. */
    public enum Kind {
        /** Another process, or another store of this one, has it open. */
        LOCKED,
        /** The file cannot be read as a database, or not any more. */
        CORRUPT,
        /** It was made by another build and its tables cannot be brought up to date. */
        INCOMPATIBLE,
        /** It follows another history than the journal. */
        DIVERGED,
        /**
         * An event of the journal cannot be understood: a fault of the journal, not of the store.
         */
        UNREADABLE_EVENT,
        /** Directory, disk or memory do not serve. */
        UNAVAILABLE
    }

    private final Kind kind;

    public StoreFault(Kind kind, String message) {
        this(kind, message, null);
    }

    public StoreFault(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    /** Whether throwing the store away and rebuilding it from the journal is the cure. */
    public boolean isCuredByDiscarding() {
        return switch (kind) {
            case CORRUPT, INCOMPATIBLE, DIVERGED -> true;
            case LOCKED, UNREADABLE_EVENT, UNAVAILABLE -> false;
        };
    }
}
