package io.gatehouse.adapter.liverouter.dryrun;

import io.gatehouse.core.rule.FindingCode;

/** What a dry run can find; codes of rule {@value #RULE}. */
public enum DryRunCode implements FindingCode {
    CONFIG_UNREADABLE("correct the configuration"),
    LIVE_DISABLED("set execution.live.enabled to true"),
    NO_ROUTE("set execution.live.default_route"),
    NO_ENVIRONMENT("configure an environment whose 'environment' is live"),
    NO_ADAPTER("route only to venues that have an adapter"),
    NO_INSTRUMENT("name the venue's symbols in the environment's instrument universe"),
    ADAPTER_ERROR("see what the adapter met, then run again"),
    INSTRUMENT_UNKNOWN("correct the venue's symbol in the instrument universe"),
    FILTER_NOT_KEPT("do not use this venue until it keeps its own rules"),
    ORDER_UNFILLED("see why the venue did not fill the order"),
    LOOKUP_DIFFERS("see why the venue says two things of one order"),
    NOT_CANCELLED("see why the order could not be withdrawn"),
    OVER_LATENCY_BUDGET("run again on an idle machine, or raise the route's budget"),
    PERMISSION_MISSING("give the key the permissions that the environment requires"),
    PERMISSION_FORBIDDEN("take from the key what the environment forbids"),
    EGRESS_OPEN("run where connections to other addresses are refused"),
    CREDENTIAL_PRESENT("start the dry run without credentials in its environment"),
    DRILL_NOT_RUN("give the dry run what the drill needs"),
    DRILL_FAILED("see what the drill observed, then run again"),
    DRILL_TOO_SLOW("run again on an idle machine; what is slow here is slow when it counts"),
    NOBODY_NAMED("run the step as a person; a drill that nobody answers for counts for nothing"),
    NO_KEY("import and adopt an HMAC-SHA256 key of purpose evidence:dry-run"),
    NOT_WRITTEN("look at the paths of the definition, their permissions and the disk"),
    BAD_PARAMETERS("mend the definition: gatehouse gate lint"),
    NOTHING_TO_ARM("arm in the gate that grants, after its line is sealed");

    /** The rule under which a dry run reports. */
    public static final String RULE = "dry-run";

    private final String remedy;

    DryRunCode(String remedy) {
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
