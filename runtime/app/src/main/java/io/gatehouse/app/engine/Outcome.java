package io.gatehouse.app.engine;

import io.gatehouse.core.decide.Decision.Reason;
import io.gatehouse.core.event.Event;
import io.gatehouse.core.evidence.JournalPosition;
import io.gatehouse.core.rule.Finding;
import java.util.List;
import java.util.Optional;

/**
 * What became of a command, after it is durable either way.
 *
 * @param refusal empty when the command was admitted
 * @param findings why it was refused
 * @param events what was journalled
 * @param position where the journal stands now
 */
public record Outcome(
        Optional<Reason> refusal,
        List<Finding> findings,
        List<Event> events,
        JournalPosition position) {

    public Outcome {
        findings = List.copyOf(findings);
        events = List.copyOf(events);
    }

    public boolean isAdmitted() {
        return refusal.isEmpty();
    }
}
