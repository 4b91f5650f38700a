package io.gatehouse.core.machine;

import io.gatehouse.core.definition.Environment;
import io.gatehouse.core.id.StepId;

/** The names of the triggers of both kinds of machine; those of a step carry its id. */
public final class Triggers {

    public static final String OPEN = "OPEN";
    public static final String FOUND = "FOUND";
    public static final String SIGN_ADOPTION = "SIGN_ADOPTION";
    public static final String ADOPT = "ADOPT";
    public static final String REVOKE_PERSON = "REVOKE_PERSON";
    public static final String APPEND_LINE = "APPEND_LINE";
    public static final String RECORD_TAIL_CUT = "RECORD_TAIL_CUT";
    public static final String RECOVER = "RECOVER";
    public static final String REVOKE_PERMIT = "REVOKE_PERMIT";
    public static final String RENEW_PERMIT = "RENEW_PERMIT";
    public static final String REVERIFY = "REVERIFY";
    public static final String SIGN_RESUME = "SIGN_RESUME";
    public static final String WAIVE = "WAIVE";
    public static final String PROPOSE = "PROPOSE";
    public static final String VOID = "VOID";
    public static final String APPROVE = "APPROVE";
    public static final String SEAL = "SEAL";
    public static final String ACTIVATE = "ACTIVATE";
    public static final String ACTIVATION = "ACTIVATION";
    public static final String GRANT = "GRANT";
    public static final String ABORT = "ABORT";
    public static final String REFUSE = "REFUSE";
    public static final String WITHDRAW = "WITHDRAW";
    public static final String EXPIRE = "EXPIRE";
    public static final String HALT = "HALT";

    private Triggers() {}

    public static String run(StepId step) {
        return "RUN:" + step;
    }

    public static String start(StepId step) {
        return "START:" + step;
    }

    public static String succeed(StepId step) {
        return "SUCCEED:" + step;
    }

    public static String fail(StepId step) {
        return "FAIL:" + step;
    }

    public static String lose(StepId step) {
        return "LOSE:" + step;
    }

    public static String resolveSucceeded(StepId step) {
        return "RESOLVE_SUCCEEDED:" + step;
    }

    public static String resolveFailed(StepId step) {
        return "RESOLVE_FAILED:" + step;
    }

    public static String retry(StepId step) {
        return "RETRY:" + step;
    }

    public static String reopen(StepId step) {
        return "REOPEN:" + step;
    }

    public static String attach(StepId step) {
        return "ATTACH:" + step;
    }

    public static String submit(StepId step) {
        return "SUBMIT:" + step;
    }

    public static String signOff(StepId step) {
        return "SIGN_OFF:" + step;
    }

    public static String accept(StepId step) {
        return "ACCEPT:" + step;
    }

    public static String reject(StepId step) {
        return "REJECT:" + step;
    }

    public static String promote(Environment to) {
        return "PROMOTE:" + to;
    }

    public static String demote(Environment to) {
        return "DEMOTE:" + to;
    }

    public static String resume(Environment to) {
        return "RESUME:" + to;
    }
}
