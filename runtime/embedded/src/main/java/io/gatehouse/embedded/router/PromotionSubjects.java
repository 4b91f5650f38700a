package io.gatehouse.embedded.router;

import io.gatehouse.adapter.liverouter.gate.ArmingSubjects;
import io.gatehouse.app.port.JournalUnusable;
import io.gatehouse.app.query.ReadOnlyInstallation;
import io.gatehouse.app.usecase.Unanswerable;
import io.gatehouse.app.workspace.Workspace;
import io.gatehouse.core.definition.GateDefinition;
import io.gatehouse.core.evidence.EvidenceItem;
import io.gatehouse.core.id.InstallationId;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.state.InstallationView;
import io.gatehouse.core.state.PromotionState;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * What a sealed promotion arms the router for, read from the workspace's journal, which holds it
 * durably before an activation begins. Thread-safe.
 */
public final class PromotionSubjects implements ArmingSubjects {

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
