package io.gatehouse.app.engine;

import io.gatehouse.app.port.ActionBook;
import io.gatehouse.app.port.Deciding;
import io.gatehouse.app.port.DecisionLogs;
import io.gatehouse.app.port.JournalStore;
import io.gatehouse.app.port.Projection;
import io.gatehouse.app.workspace.Workspace;
import java.time.InstantSource;

/** What an engine is made of. */
public record EngineParts(
        Workspace workspace,
        JournalStore journals,
        Deciding decider,
        ActionBook actions,
        DecisionLogs logs,
        Projection projection,
        InstantSource clock) {}
