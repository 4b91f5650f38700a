package io.gatehouse.adapter.metrics.log;

import io.gatehouse.core.rule.FindingCode;

/** What can be wrong with the router log; findings of {@code router-log}. */
public enum RouterLogCode implements FindingCode {
    NOT_WRITTEN("make room or mend the disk; the router counts what is missing"),
    FOREIGN_PLACE("give the router log a file of its own, outside of decision_logs"),
    MALFORMED("keep the file as it is and find out what wrote it"),
    UNSIGNED("keep the file as it is and find out what wrote it"),
    OTHER_ALGORITHM("have it signed with HMAC-SHA384"),
    KEY_MISSING("have the router sign with a key id"),
    KEY_UNKNOWN("bring the key that it names"),
    CODE_DIFFERS("it was changed or forged: compare with a copy"),
    MEMBERS("read it with the version that wrote it"),
    STATUS_UNKNOWN("read it with the version that wrote it"),
    TOO_MANY("settle those before and read again");

    /** The rule that these findings are of. */
    public static final String RULE = "router-log";

    private final String remedy;

    RouterLogCode(String remedy) {
        this.remedy = remedy;
    }

    @Override
    public String rule() {
        return RULE;
    }

    @Override
    public String remedy() {
        return remedy;
    }
}
