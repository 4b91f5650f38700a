package io.gatehouse.core.decide;

import io.gatehouse.core.decide.Decision.Landing;
import io.gatehouse.core.decide.Decision.Reason;
import io.gatehouse.core.event.Event;
import io.gatehouse.core.event.LogEvent.LineAppended;
import io.gatehouse.core.rule.Finding;
import java.util.List;

/** What a handler says about a command, before the ledger's own events are added. */
sealed interface Ruling {

    /**
     * A command that is admitted, with what follows from it.
     *
     * @param lines decision-log lines: they come first in the group, so that the journal number and
     *     digest that each carries are those of its own event and the one before it
     */
    record Admit(List<LineAppended> lines, List<Event> events, List<Landing> machines)
            implements Ruling {
        public Admit {
            lines = List.copyOf(lines);
            events = List.copyOf(events);
            machines = List.copyOf(machines);
        }
    }

    /**
     * A command that is refused, with the reason.
     *
     * @param records verdicts that are kept although the command is refused
     */
    record Refuse(Reason reason, List<Finding> findings, List<Event> records) implements Ruling {
        public Refuse {
            findings = List.copyOf(findings);
            records = List.copyOf(records);
        }
    }

    static Ruling refuse(List<Finding> findings) {
        return new Refuse(Findings.reason(findings), findings, List.of());
    }

    static Ruling refuse(Finding finding) {
        return refuse(List.of(finding));
    }

    static Ruling admit(Landing machine, Event... events) {
        return new Admit(List.of(), List.of(events), List.of(machine));
    }
}
