package io.gatehouse.embedded.router;

import io.gatehouse.adapter.liverouter.gate.ArmingSubjects;
import io.gatehouse.app.port.JournalUnusable;
import io.gatehouse.app.query.ReadOnlyInstallation;
import io.gatehouse.app.usecase.Unanswerable;
import io.gatehouse.app.workspace.Workspace;
import io.gatehouse.core.codec.CodecFault;
import io.gatehouse.core.definition.GateDefinition;
import io.gatehouse.core.event.EventCodec;
import io.gatehouse.core.event.PromotionEvent;
import io.gatehouse.core.evidence.EvidenceItem;
import io.gatehouse.core.id.Identifier;
import io.gatehouse.core.id.InstallationId;
import io.gatehouse.core.id.PersonId;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.port.Journal;
import io.gatehouse.core.state.InstallationView;
import io.gatehouse.core.state.PromotionState;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a sealed promotion arms the router for, read from the workspace's journal, which holds it
 * durably before an activation begins. Thread-safe.
 */
public final class PromotionSubjects implements ArmingSubjects {

    private static final String PERSON = "person:";

    private final Workspace workspace;
    private final InstantSource clock;

    public PromotionSubjects(Workspace workspace, InstantSource clock) {
        this.workspace = workspace;
        this.clock = clock;
    }

    @Override
    public Optional<Subject> of(PromotionId promotion) {
        try {
            return of(ReadOnlyInstallation.load(workspace, clock.instant()).state(), promotion);
        } catch (IOException | JournalUnusable | Unanswerable e) {
            return Optional.empty(); // a doubt about what is granted arms nothing
        }
    }

    @Override
    public Optional<PersonId> whoAsked(PromotionId promotion, String slot, int attempt) {
        List<String> asked = new ArrayList<>();
        try {
            ReadOnlyInstallation.load(
                    workspace,
                    clock.instant(),
                    recorded -> {
                        if (intended(recorded.draft())
                                        instanceof PromotionEvent.ActionIntended intended
                                && intended.promotion().equals(promotion)
                                && intended.slot().equals(slot)
                                && intended.attempt() == attempt) {
                            asked.add(intended.by());
                        }
                    });
        } catch (IOException | JournalUnusable | Unanswerable e) {
            return Optional.empty();
        }
        // An action that the engine repeats by itself has no person, and needs one here.
        return asked.stream()
                .filter(by -> asked.size() == 1 && by.startsWith(PERSON))
                .map(by -> by.substring(PERSON.length()))
                .filter(Identifier::isIdentifier)
                .map(PersonId::new)
                .findFirst();
    }

    /** An event that names a slot; nothing for others, of which there may be very many. */
    private static Object intended(Journal.Draft draft) {
        if (draft.data().text("slot").isEmpty()) {
            return "";
        }
        try {
            return EventCodec.decode(draft.type(), draft.version(), draft.data());
        } catch (CodecFault e) {
            return ""; // the loader has named it before
        }
    }

    /** As the permit is composed: the one configuration of the gate, the release's bundle. */
    static Optional<Subject> of(InstallationView state, PromotionId id) {
        Optional<InstallationId> installation = state.governance().installation();
        Optional<PromotionState> promotion =
                state.promotion(id).filter(p -> p.sealed().isPresent()).filter(p -> !p.isFinal());
        if (installation.isEmpty() || promotion.isEmpty()) {
            return Optional.empty();
        }
        Optional<GateDefinition> gate = state.definition(promotion.get().definition());
        List<EvidenceItem> configuration =
                promotion.get().evidence().values().stream()
                        .filter(
                                item ->
                                        gate.flatMap(GateDefinition::configuration)
                                                .filter(item.artefact()::equals)
                                                .isPresent())
                        .toList();
        return configuration.size() == 1
                ? Optional.of(
                        new Subject(
                                installation.get(),
                                configuration.get(0).digests().sha384(),
                                promotion.get().release().bundle()))
                : Optional.empty();
    }
}
