package io.gatehouse.adapter.risklabs.report;

/** A sign that says in form what the word beside it says. */
@SuppressWarnings("ImmutableEnumChecker") // colours are constants
enum Mark {
    TICK(Ink.GREEN),
    CROSS(Ink.VERMILION),
    DASH(Ink.MUTED),
    ALERT(Ink.VERMILION);

    private final Ink ink;

    Mark(Ink ink) {
        this.ink = ink;
    }

    Ink ink() {
        return ink;
    }

    static Mark of(Verdict verdict) {
        return verdict == Verdict.PASS ? TICK : CROSS;
    }

    static Mark of(StressOutcome.Status status) {
        return switch (status) {
            case PASSED -> TICK;
            case FAILED -> CROSS;
            case NOT_TESTED -> DASH;
        };
    }
}
