package io.gatehouse.core.machine;

import java.util.List;
import java.util.Set;

/** The machine of the rules themselves: nothing can be done before they are founded and adopted. */
public final class GovernanceMachine {

    public static final String NEW = "NEW";
    public static final String FOUNDED = "FOUNDED";
    public static final String GOVERNED = "GOVERNED";

    private static final MachineDefinition DEFINITION =
            new MachineDefinition(
                    "governance",
                    NEW,
                    List.of(NEW, FOUNDED, GOVERNED),
                    Set.of(),
                    List.of(
                            new Transition(NEW, Triggers.FOUND, FOUNDED, ""),
                            new Transition(FOUNDED, Triggers.SIGN_ADOPTION, FOUNDED, ""),
                            new Transition(FOUNDED, Triggers.ADOPT, GOVERNED, ""),
                            new Transition(FOUNDED, Triggers.RECORD_TAIL_CUT, FOUNDED, ""),
                            new Transition(GOVERNED, Triggers.SIGN_ADOPTION, GOVERNED, ""),
                            new Transition(GOVERNED, Triggers.ADOPT, GOVERNED, ""),
                            new Transition(GOVERNED, Triggers.REVOKE_PERSON, GOVERNED, ""),
                            new Transition(GOVERNED, Triggers.APPEND_LINE, GOVERNED, ""),
                            new Transition(GOVERNED, Triggers.RECOVER, GOVERNED, ""),
                            new Transition(GOVERNED, Triggers.RECORD_TAIL_CUT, GOVERNED, "")));

    private GovernanceMachine() {}

    public static MachineDefinition definition() {
        return DEFINITION;
    }
}
