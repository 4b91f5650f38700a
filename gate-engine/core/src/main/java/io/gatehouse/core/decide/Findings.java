package io.gatehouse.core.decide;

import io.gatehouse.core.decide.Decision.Reason;
import io.gatehouse.core.rule.Finding;
import java.util.List;

/** The engine's own findings: those that no rule of a definition makes. */
final class Findings {

    static final String STATE = "engine-state";
    static final String CLOCK = "engine-clock";
    static final String SIGNATURE = "engine-signature";
    static final String ROLE = "engine-role";
    static final String SEPARATION = "engine-separation";
    static final String APPROVAL = "engine-approval";
    static final String EVIDENCE = "engine-evidence";
    static final String GOVERNANCE = "engine-governance";
    static final String LOG = "engine-log";

    private Findings() {}

    static Finding state(String subject, String expected, String observed) {
        return Finding.of(
                STATE,
                "not-in-this-state",
                subject,
                expected,
                observed,
                "look at 'gatehouse status' and 'gatehouse next' for what can be done now");
    }

    static Finding role(String person, String expected, String observed) {
        return Finding.of(
                ROLE,
                "role-missing",
                person,
                expected,
                observed,
                "let a person with that role do it, or change people.yaml and adopt it");
    }

    static Finding signature(String code, String person, String expected, String observed) {
        return Finding.of(
                SIGNATURE,
                code,
                person,
                expected,
                observed,
                "sign the command anew with a key that people.yaml lists and that is valid now");
    }

    static Finding separation(String code, String person, String expected, String observed) {
        return Finding.of(SEPARATION, code, person, expected, observed, "let another person do it");
    }

    /**
     * Why a command with these findings was refused. The gravest reason wins: what could not be
     * decided before who may not, before whose turn it is not, before what is merely missing.
     */
    static Reason reason(List<Finding> findings) {
        Reason reason = Reason.PENDING;
        for (Finding finding : findings) {
            Reason one = reasonOf(finding);
            if (gravity(one) > gravity(reason)) {
                reason = one;
            }
        }
        return reason;
    }

    private static Reason reasonOf(Finding finding) {
        return switch (finding.rule().value()) {
            case CLOCK,
                    "engine-decide",
                    "engine-guard",
                    "engine-machine",
                    "engine-rule",
                    "decision-log-seal" ->
                    Reason.UNDECIDED;
            case SIGNATURE, ROLE, SEPARATION -> Reason.NOT_PERMITTED;
            case STATE -> Reason.CONFLICT;
            default -> finding.pending() ? Reason.PENDING : Reason.REFUSED;
        };
    }

    private static int gravity(Reason reason) {
        return switch (reason) {
            case PENDING -> 0;
            case REFUSED -> 1;
            case CONFLICT -> 2;
            case NOT_PERMITTED -> 3;
            case UNDECIDED -> 4;
        };
    }
}
