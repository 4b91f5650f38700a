package io.gatehouse.core.decide;

import io.gatehouse.core.event.Event;
import io.gatehouse.core.rule.Finding;
import java.util.List;

/**
 * What was decided about one command. Either way there are events to journal: a refusal is one too.
 */
public sealed interface Decision {

    /** One group, to be appended as a whole. */
    List<Event> events();

    /**
     * The command takes effect.
     *
     * @param machines the states in which the box left the machines it moved, to be compared with
     *     what the events make of the state: {@code promotion/<id>} or {@code environment} to state
     */
    record Admitted(List<Event> events, List<Landing> machines) implements Decision {
        public Admitted {
            events = List.copyOf(events);
            machines = List.copyOf(machines);
        }
    }

    /** The command has no effect but its own record. */
    record Refused(List<Event> events, Reason reason, List<Finding> findings) implements Decision {
        public Refused {
            events = List.copyOf(events);
            findings = List.copyOf(findings);
        }
    }

    /** Where the box left a machine. */
    record Landing(String aggregate, String state) {}

    /** Why a command was refused: each has an exit code of its own. */
    enum Reason {
        /** A rule or a condition says no. */
        REFUSED,
        /** It could not be decided. */
        UNDECIDED,
        /** The person may not: role, key, signature, separation. */
        NOT_PERMITTED,
        /** Not in this state; somebody else was faster, or it is not its turn. */
        CONFLICT,
        /** Something that a person still has to do is missing. */
        PENDING;

        /** Why a command was refused whose refusal bears these findings. */
        public static Reason of(List<Finding> findings) {
            return Findings.reason(findings);
        }
    }
}
