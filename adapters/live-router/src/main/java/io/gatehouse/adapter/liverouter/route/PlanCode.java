package io.gatehouse.adapter.liverouter.route;

import io.gatehouse.core.rule.FindingCode;

/** Why a configuration gave no plan of routes; codes of rule {@value RouteCode#RULE}. */
public enum PlanCode implements FindingCode {
    PLAN_UNREADABLE("mend the file; gatehouse config validate tells where"),
    PLAN_MISSING("add execution.live to the configuration"),
    PLAN_UNKNOWN_KEY("remove the key, or spell it as documented"),
    PLAN_REPEATED_KEY("keep one of them"),
    PLAN_VALUE("write a value of the documented form and range"),
    PLAN_TOO_MANY("configure fewer"),
    PLAN_NO_ROUTE("set default_route or routes");

    private final String remedy;

    PlanCode(String remedy) {
        this.remedy = remedy;
    }

    @Override
    public String rule() {
        return RouteCode.RULE;
    }

    @Override
    public String remedy() {
        return remedy;
    }
}
