package io.gatehouse.embedded.router;

import io.gatehouse.core.rule.FindingCode;

/** What keeps the router's process from starting, or from taking a line; rule {@value #RULE}. */
public enum RouterCode implements FindingCode {
    CONFIG_UNREADABLE("mend the file; gatehouse config validate tells where"),
    GUARDS_MISSING("add execution.live.guards with the limits of each risk profile"),
    GUARD_KEY("write each documented key once, and no other"),
    GUARD_VALUE("write a value of the documented form and range"),
    PROFILE_UNKNOWN("name a profile of risk_profiles"),
    CAPITAL_MISSING("write execution.live.guards.<profile>.capital in the profile's currency"),
    PROFILE_LOOSER("lower the router's limit, or take a looser risk profile through the gates"),
    VENUE_UNKNOWN("name a venue that this build has a client for"),
    PAPER_IN_LIVE("route live orders to venues; what is on paper stands in execution.paper"),
    OTHER_ENVIRONMENT("start the router of the environment that the installation stands in"),
    MARKET("write candles, steps and bounds of each symbol as documented"),
    METRICS_VALUE("write listen, certificate, private_key and client_ca as documented"),
    VENUE_VALUE("write address, timeout_ms, key and secret as documented"),
    LABELS("route fewer symbols, profiles and venues"),
    LOG_KEY("adopt a key of purpose evidence:router-log and start again"),
    LOG_FAILED("free the disk; orders go on, their lines are missing"),
    ALERTS("mend the alert rules and start again"),
    PERMIT("pass the gate of LIVE, then start again"),
    NOT_COMPARED("wait until every venue has been compared with the journal"),
    NOT_REDUCING("order at most what is held, on the other side"),
    ENDING("start the router, then send the line again"),
    LINE_TOO_LONG("send one order a line, at most 16 KiB"),
    LINE_MALFORMED("send one JSON object with the documented members"),
    SYMBOL_UNKNOWN("order a configured symbol, once its venue has listed it"),
    OFF_SCALE("write a decimal on the venue's tick or lot"),
    ORDER_MALFORMED("write the order as documented");

    /** The rule under which the process reports. */
    public static final String RULE = "router-process";

    private final String remedy;

    RouterCode(String remedy) {
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
