package io.gatehouse.app.doctor;

import io.gatehouse.app.doctor.Diagnosis.Health;
import io.gatehouse.app.port.JournalUnusable;
import io.gatehouse.app.query.JournalCheck;
import io.gatehouse.app.query.ReadOnlyInstallation;
import io.gatehouse.app.remote.ServerNote;
import io.gatehouse.app.rules.ProgramDigests;
import io.gatehouse.app.usecase.Unanswerable;
import io.gatehouse.app.workspace.Workspace;
import io.gatehouse.audit.key.KeyFaultException;
import io.gatehouse.core.evidence.JournalPosition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All looks at a machine and a workspace, in a fixed order; none of them throws. */
public final class Doctor {

    /** Port: how far the derived database has come. */
    @FunctionalInterface
    public interface Database {

        /** Empty where there is none, or where it cannot be looked at now. */
        Optional<JournalPosition> position();
    }

    private final Workspace workspace;
    private final Instant now;
    private final Duration soon;
    private final ProgramDigests programs;
    private final Database database;

    /**
     * @param soon how long before its end a key is told of
     */
    public Doctor(
            Workspace workspace,
            Instant now,
            Duration soon,
            ProgramDigests programs,
            Database database) {
        this.workspace = workspace;
        this.now = now;
        this.soon = soon;
        this.programs = programs;
        this.database = database;
    }

    public List<Diagnosis> examine() {
        List<Diagnosis> found = new ArrayList<>(new MachineChecks(workspace, now).all());
        if (!workspace.isInitialised()) {
            return found;
        }
        found.add(quarantine());
        Optional<ReadOnlyInstallation> installation = journal(found);
        if (installation.isPresent()) {
            found.addAll(new StateChecks(installation.get(), programs, now, soon).all());
            found.add(database(installation.get().position()));
        }
        found.add(heads());
        return found;
    }

    private Optional<ReadOnlyInstallation> journal(List<Diagnosis> found) {
        try {
            ReadOnlyInstallation installation = ReadOnlyInstallation.load(workspace, now);
            found.add(
                    installation.unauthenticated() > 0
                            ? Diagnosis.of(
                                    "journal",
                                    Health.WARN,
                                    "unauthenticated",
                                    installation.unauthenticated())
                            : Diagnosis.ok("journal", installation.position().seq()));
            return Optional.of(installation);
        } catch (JournalUnusable e) {
            found.add(
                    Diagnosis.of(
                            "journal",
                            Health.FAIL,
                            "unusable",
                            e.findings().isEmpty()
                                    ? "?"
                                    : e.findings().get(0).code()
                                            + ", "
                                            + e.findings().get(0).subject()));
        } catch (IOException | Unanswerable | KeyFaultException e) {
            found.add(Diagnosis.of("journal", Health.UNKNOWN, "unreadable"));
        }
        return Optional.empty();
    }

    private Diagnosis heads() {
        try {
            JournalCheck.Checked checked =
                    new JournalCheck(workspace, now).fsck(List.of(), Optional.empty());
            if (!checked.sound()) {
                return Diagnosis.of("heads", Health.FAIL, "unsound", checked.findings().size());
            }
            return checked.unchecked().isEmpty()
                    ? Diagnosis.ok("heads", checked.events())
                    : Diagnosis.of("heads", Health.WARN, "unchecked", checked.unchecked().size());
        } catch (IOException | KeyFaultException e) {
            return Diagnosis.of("heads", Health.UNKNOWN, "unknown");
        }
    }

    private Diagnosis database(JournalPosition journal) {
        Optional<JournalPosition> reached = database.position();
        if (reached.isEmpty() && ServerNote.read(workspace).isPresent()) {
            return Diagnosis.of("database", Health.OK, "served");
        }
        if (reached.isEmpty()) {
            return Diagnosis.of("database", Health.WARN, "not-seen");
        }
        return reached.get().equals(journal)
                ? Diagnosis.ok("database", journal.seq())
                : Diagnosis.of(
                        "database", Health.WARN, "behind", reached.get().seq(), journal.seq());
    }

    private Diagnosis quarantine() {
        try (Stream<Path> files = Files.list(workspace.quarantine())) {
            long count = files.count();
            return count == 0
                    ? Diagnosis.ok("quarantine")
                    : Diagnosis.of("quarantine", Health.WARN, "kept", count);
        } catch (IOException e) {
            return Diagnosis.of("quarantine", Health.UNKNOWN, "unknown");
        }
    }
}
