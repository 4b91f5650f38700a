package io.gatehouse.adapter.liverouter.journal;

import io.gatehouse.core.rule.Finding;

/** The findings about an order journal; rule id {@code order-journal}. */
final class JournalFindings {

    private static final String RULE = "order-journal";

    private JournalFindings() {}

    static Finding unreadable(String subject, String reason) {
        return finding(
                "unreadable",
                subject,
                "a journal that can be read",
                reason,
                "mend the disk or the permissions; nothing is sent before");
    }

    static Finding locked() {
        return finding(
                "locked",
                "order journal",
                "a journal that nobody else writes",
                "another router has it open",
                "stop the other router; two of them would send the same orders");
    }

    static Finding missing(String subject, long expected) {
        return finding(
                "segment-missing",
                subject,
                "the segment that begins with event " + expected,
                "another one",
                "put the segment back from a copy; reconcile with the venues before trading");
    }

    static Finding damaged(String subject, String expected, String observed) {
        return finding(
                "damaged",
                subject,
                expected,
                observed,
                "keep the files as they are, find out who or what changed them, and reconcile with"
                        + " the venues before trading");
    }

    static Finding cut(long events) {
        return finding(
                "cut",
                JournalHead.NAME,
                "a journal that goes as far as its head says",
                "one that ends at event " + events + ", or another one",
                "put the whole journal back from a copy; reconcile with the venues before trading");
    }

    static Finding headMissing() {
        return finding(
                "head-missing",
                JournalHead.NAME,
                "the file that says how far the journal went",
                "none",
                "put it back from a copy; without it an end that was cut off is not seen");
    }

    private static Finding finding(
            String code, String subject, String expected, String observed, String remedy) {
        return Finding.of(RULE, code, subject, expected, observed, remedy);
    }
}
