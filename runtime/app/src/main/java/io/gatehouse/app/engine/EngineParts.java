package io.gatehouse.app.engine;

import io.gatehouse.app.port.ActionBook;
import io.gatehouse.app.port.Deciding;
import io.gatehouse.app.port.DecisionLogs;
import io.gatehouse.app.port.JournalStore;
import io.gatehouse.app.port.Projection;
import io.gatehouse.app.workspace.Workspace;
import io.gatehouse.core.state.GovernanceState;
import java.time.InstantSource;
import java.util.function.Consumer;

/**
 * What an engine is made of.
 *
 * @param people is told the persons whenever they changed, while the journal is read and after
 */
public record EngineParts(
        Workspace workspace,
        JournalStore journals,
        Deciding decider,
        ActionBook actions,
        DecisionLogs logs,
        Projection projection,
        Consumer<GovernanceState> people,
        InstantSource clock) {}
