package io.gatehouse.core.definition;

import io.gatehouse.core.id.ArtefactId;
import io.gatehouse.core.id.StepId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One row of the runbook: Krok, Odpowiedzialny, Artefakty, Akceptacja.
 *
 * @param source the row's id in the traceability table, such as {@code RB-2.1}
 * @param action empty when a person does the work and attaches the evidence
 */
public record StepDefinition(
        StepId id,
        Bilingual title,
        Role responsible,
        Optional<ActionDefinition> action,
        List<ArtefactDefinition> artefacts,
        List<Acceptance> accept,
        String source) {

    public StepDefinition {
        artefacts = List.copyOf(artefacts);
        accept = List.copyOf(accept);
        // A step without a rule would accept anything: an empty list is a definition error.
        if (accept.isEmpty()) {
            throw new IllegalArgumentException("step '" + id + "' has no acceptance rule");
        }
    }

    public Optional<ArtefactDefinition> artefact(ArtefactId artefact) {
        return artefacts.stream().filter(a -> a.id().equals(artefact)).findFirst();
    }

    public Stream<RuleReference> rules() {
        return accept.stream().flatMap(Acceptance::rules);
    }
}
