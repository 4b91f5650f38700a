package io.gatehouse.adapter.liverouter.route;

import io.gatehouse.core.rule.FindingCode;

/** Why an order was not sent, or not sent on; codes of rule {@value #RULE}. */
public enum RouteCode implements FindingCode {
    ROUTING_OFF("set execution.live.enabled to true in a configuration that passes the gate"),
    NO_ROUTE("add a route that has this symbol, profile and order type"),
    LOT("order a whole number of lots"),
    TICK("price it on the venue's tick"),
    NOTIONAL("order at least the venue's smallest value"),
    QUANTITY("split it, or order less"),
    SCALE_DIFFERS("give the instrument the same scales at every venue"),
    INSTRUMENT_UNKNOWN("load the venue's instruments, or take the venue out of the route"),
    RATE_LIMITED("send fewer orders, or raise the venue's configured rate"),
    BREAKER_OPEN("wait until the venue answers again"),
    GUARD_FAILED("mend the control that failed; orders stay refused until it answers"),
    HALTED("find out why the router halted; a named person enables it again"),
    JOURNAL_FAILED("mend the disk, and start the router again"),
    ORDER_DIFFERS("give a new order a new id"),
    ORDER_UNKNOWN("name an order that this installation has taken"),
    ENDED("give a new order a new id"),
    NOT_SENT("give a new order a new id; the process ended before this one was sent"),
    CANCELLED("nothing: it was asked for"),
    VENUE_REFUSED("mend the order as the venue's code says"),
    REMAINDER("order the rest anew, if it is still wanted"),
    NO_FALLBACK("order it anew, or allow fallback on the route"),
    BUDGET_SPENT("order it anew, if it is still wanted"),
    NO_VENUE_LEFT("order it anew later"),
    CHILD_LIMIT("compare the venues' fills with the router's before enabling it again"),
    BLIND("compare the venues' fills with the router's before enabling it again");

    /** The rule under which the router reports. */
    public static final String RULE = "live-route";

    private final String remedy;

    /** Made once: refusals are counted by it on the way of every order. */
    private final String code = FindingCode.super.code();

    RouteCode(String remedy) {
        this.remedy = remedy;
    }

    @Override
    public String rule() {
        return RULE;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public String remedy() {
        return remedy;
    }
}
