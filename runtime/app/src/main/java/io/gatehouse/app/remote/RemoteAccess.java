package io.gatehouse.app.remote;

import io.gatehouse.app.engine.EngineAccess;
import io.gatehouse.app.engine.EngineStopped;
import io.gatehouse.app.engine.Handled;
import io.gatehouse.app.engine.Outcome;
import io.gatehouse.app.engine.Rebuilt;
import io.gatehouse.app.history.DecisionLogFiles;
import io.gatehouse.app.port.JournalUnusable;
import io.gatehouse.app.query.ReadOnlyInstallation;
import io.gatehouse.app.usecase.Unanswerable;
import io.gatehouse.app.workspace.Workspace;
import io.gatehouse.core.command.Actor;
import io.gatehouse.core.command.Command;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.evidence.JournalPosition;
import io.gatehouse.core.evidence.LogFact;
import io.gatehouse.core.id.InstallationId;
import io.gatehouse.core.id.LogName;
import io.gatehouse.core.json.JsonInteger;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.port.Journal.Recorded;
import io.gatehouse.core.state.InstallationView;
import io.gatehouse.core.state.SignedStatement;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The engine of the process that serves the workspace.
 *
 * <p>Reading is done here, on the journal's segments; only signed commands are sent. Its answers
 * are not believed either: an outcome counts when the journal of this workspace, verified here,
 * holds the very request at the place that the answer names. Confined to one thread.
 */
public final class RemoteAccess implements EngineAccess {

    private final Workspace workspace;
    private final InstantSource clock;
    private final InstallationId installation;
    private final ServerClient client;
    private ReadOnlyInstallation view;

    private RemoteAccess(
            Workspace workspace,
            InstantSource clock,
            InstallationId installation,
            ServerClient client,
            ReadOnlyInstallation view) {
        this.workspace = workspace;
        this.clock = clock;
        this.installation = installation;
        this.client = client;
        this.view = view;
    }

    /**
     * The way to the process that serves a workspace; empty when none does that may be spoken to.
     */
    public static Optional<EngineAccess> find(Workspace workspace, InstantSource clock)
            throws IOException, JournalUnusable, Unanswerable {
        Optional<ServerNote> note = ServerNote.read(workspace);
        if (note.isEmpty()) {
            return Optional.empty();
        }
        ReadOnlyInstallation view = ReadOnlyInstallation.load(workspace, clock.instant());
        Optional<InstallationId> installation = view.state().governance().installation();
        if (installation.isEmpty()) {
            return Optional.empty();
        }
        ServerClient client = new ServerClient(note.get());
        return client.serves(installation.get())
                ? Optional.of(new RemoteAccess(workspace, clock, installation.get(), client, view))
                : Optional.empty();
    }

    @Override
    public Workspace workspace() {
        return workspace;
    }

    @Override
    public InstantSource clock() {
        return clock;
    }

    @Override
    public JournalPosition position() {
        return view.position();
    }

    @Override
    public <T> T read(Function<InstallationView, T> reader) {
        return reader.apply(view.state());
    }

    @Override
    public LogFact verify(LogName log) {
        DecisionLogFiles files = new DecisionLogFiles(workspace, view.keys(), view.people(), clock);
        view.lines().forEach(files::remember);
        return files.verify(log, view.state());
    }

    @Override
    public Handled submit(Command command, Actor actor) {
        SignedStatement signed =
                actor.signed()
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "the engine's own commands are not sent to it"));
        Handled handled = client.submit(installation, signed);
        requireJournalled(signed, handled);
        return handled;
    }

    /** The file that led to the server could be old, and its port another program's by now. */
    private void requireJournalled(SignedStatement signed, Handled handled) {
        Witness witness = new Witness(signed, handled.outcome());
        reload(witness);
        if (!witness.met()) {
            throw new EngineStopped(
                    "the process that answered has not written it into this workspace's journal",
                    null);
        }
    }

    /** Looks in the journal for the request and for the position that were answered. */
    private static final class Witness implements Consumer<Recorded> {
        private final SignedStatement signed;
        private final Outcome outcome;
        private boolean requested;
        private boolean placed;

        Witness(SignedStatement signed, Outcome outcome) {
            this.signed = signed;
            this.outcome = outcome;
        }

        @Override
        public void accept(Recorded event) {
            String type = outcome.isAdmitted() ? "COMMAND_ADMITTED" : "COMMAND_REFUSED";
            requested |=
                    event.draft().type().equals(type)
                            && event.draft()
                                    .data()
                                    .object("signed")
                                    .filter(s -> isSame(s, signed))
                                    .isPresent();
            placed |=
                    event.seq() == outcome.position().seq()
                            && event.digest().equals(outcome.position().digest());
        }

        private static boolean isSame(JsonObject journalled, SignedStatement signed) {
            return journalled.text("signature").equals(Optional.of(signed.signature()))
                    && journalled
                            .object("statement")
                            .map(Digest::of)
                            .equals(Optional.of(signed.digest()));
        }

        boolean met() {
            return requested && placed;
        }
    }

    @Override
    public List<Outcome> settle() {
        List<Outcome> outcomes = client.settle(installation);
        reload(event -> {});
        return outcomes;
    }

    @Override
    public Rebuilt rebuild() {
        JsonObject answer = client.rebuild(installation);
        Optional<TreeMap<String, Long>> rows = Optional.empty();
        if (answer.object("rows").isPresent()) {
            TreeMap<String, Long> counted = new TreeMap<>();
            answer.object("rows")
                    .get()
                    .members()
                    .forEach(
                            (name, count) -> {
                                if (count instanceof JsonInteger number) {
                                    counted.put(name, number.value());
                                }
                            });
            rows = Optional.of(counted);
        }
        return new Rebuilt(answer.integer("promotions").orElse(0L).intValue(), rows.map(r -> r));
    }

    private void reload(Consumer<Recorded> events) {
        try {
            ReadOnlyInstallation next =
                    ReadOnlyInstallation.load(workspace, clock.instant(), events);
            view.keys().close();
            view = next;
        } catch (IOException | JournalUnusable | Unanswerable e) {
            throw new EngineStopped("what was answered cannot be read in the journal", e);
        }
    }

    @Override
    public void close() {
        view.keys().close();
    }
}
