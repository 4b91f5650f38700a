package io.gatehouse.adapter.liverouter.lease;

import io.gatehouse.core.rule.Finding;

/** The findings about lease and arming; rule id {@code router-lease}. */
final class LeaseFindings {

    private static final String RULE = "router-lease";

    private LeaseFindings() {}

    static Finding lapsed() {
        return finding(
                "lapsed",
                "permit",
                "a lease that is still running",
                "nothing is left of it",
                "see whether the engine runs and what its re-verification found");
    }

    static Finding fault(String kind) {
        return finding(
                "fault",
                "permit",
                "an answer",
                "a fault of the program: " + kind,
                "report this; until it is mended nothing that increases risk is sent");
    }

    static Finding otherBundle(String expected, String observed) {
        return finding(
                "other-bundle",
                "permit",
                expected + ", the bundle that runs",
                observed,
                "run the bundle that was promoted, or promote this one");
    }

    static Finding limitsDiffer() {
        return finding(
                "limits-differ",
                "permit",
                "the limits that the router was started with",
                "other limits",
                "start the router again, so that it keeps the limits of the permit");
    }

    static Finding notArmed() {
        return finding(
                "not-armed",
                Arming.NAME,
                "the file that the gate of LIVE writes",
                "no file: never armed, or disarmed by a demotion or a halt",
                "pass the gate of LIVE; the file is never written by hand");
    }

    static Finding armingUnreadable(String observed) {
        return finding(
                "arming-unreadable",
                Arming.NAME,
                "the file that the gate of LIVE writes",
                observed,
                "find out who changed the file; pass the gate of LIVE again");
    }

    static Finding armedOtherwise(String member) {
        return finding(
                "armed-otherwise",
                Arming.NAME,
                "armed for what the permit allows",
                "another " + member,
                "pass the gate of LIVE again, so that arming and permit agree");
    }

    static Finding notWritten(String code, String observed) {
        return finding(
                code,
                Arming.NAME,
                "a change that is on the disk",
                observed,
                "free or mend the disk and repeat; the router asks for the permit all the same");
    }

    private static Finding finding(
            String code, String subject, String expected, String observed, String remedy) {
        return Finding.of(RULE, code, subject, expected, observed, remedy);
    }
}
