package io.gatehouse.app.engine;

import io.gatehouse.app.workspace.Workspace;
import io.gatehouse.core.command.Actor;
import io.gatehouse.core.command.Command;
import io.gatehouse.core.evidence.JournalPosition;
import io.gatehouse.core.evidence.LogFact;
import io.gatehouse.core.id.LogName;
import io.gatehouse.core.state.InstallationView;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;

/**
 * Where use cases hand in commands: the engine of this process, or the process that serves the
 * workspace. Whichever it is, a person's command bears that person's signature and is decided by
 * the same engine; the way there adds no right.
 *
 * <p>Closing gives back what was opened for it. Thread-safe.
 */
public interface EngineAccess extends AutoCloseable {

    Workspace workspace();

    InstantSource clock();

    /** The last event that {@link #read} takes into account. */
    JournalPosition position();

    /**
     * Runs a function on the state, with every command in it that was answered here before.
     *
     * @param reader must not keep the view
     */
    <T> T read(Function<InstallationView, T> reader);

    /** What the strict verification of a decision log says now. */
    LogFact verify(LogName log);

    /**
     * Hands in one command and lets the engine do what follows from it without a person.
     *
     * @throws EngineStopped when it could not be made durable, or nobody can say whether it was
     * @throws RequestRefused when it was not even put to the engine
     */
    Handled submit(Command command, Actor actor);

    /** Lets the engine go on with everything that needs no person. */
    List<Outcome> settle();

    /** Throws away what is derived and makes it anew from the journal. */
    Rebuilt rebuild();

    @Override
    void close();
}
