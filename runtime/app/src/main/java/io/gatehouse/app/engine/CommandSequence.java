package io.gatehouse.app.engine;

import io.gatehouse.app.evidence.ReadEvidence;
import io.gatehouse.core.command.Actor;
import io.gatehouse.core.command.Command;
import io.gatehouse.core.state.InstallationView;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Commands that one thread gives, each upon what the last one led to, and that wait for the disk
 * once, at the end (ADR 0055): a person's command and what the engine does upon it.
 *
 * <p>Outcomes say what was decided, so that the thread can go on. Nobody else may be told of them,
 * nor may anything outside be touched on their account, before {@link #land} has returned; closing
 * lands. Used by one thread.
 */
final class CommandSequence implements AutoCloseable {

    private final Engine engine;
    private final ReadEvidence read;
    private final List<Committed> decided = new ArrayList<>();

    /**
     * @param read what the first command's intake read; the judgements of this sequence rest on it
     *     until it lands
     */
    CommandSequence(Engine engine, ReadEvidence read) {
        this.engine = engine;
        this.read = read;
    }

    /** Decides a command, and does not wait for the disk. */
    Outcome submit(Command command, Actor actor) {
        return submit(command, actor, state -> {});
    }

    /**
     * Decides a command on a condition, and does not wait for the disk.
     *
     * @param condition is shown the state under the lock; when it throws, nothing is decided
     */
    Outcome submit(Command command, Actor actor, Consumer<InstallationView> condition) {
        Committed committed = engine.decide(command, actor, condition, read);
        decided.add(committed);
        return committed.outcome();
    }

    /** Runs a function on the state, which may be ahead of the disk. */
    <T> T read(Function<InstallationView, T> reader) {
        return engine.peek(reader);
    }

    /**
     * Returns when all that was decided here is durable, and what follows from it is done.
     *
     * @throws EngineStopped when it could not be made durable
     */
    void land() {
        read.forget(); // what comes next may be an action, which writes files
        if (!decided.isEmpty()) {
            List<Committed> groups = List.copyOf(decided);
            decided.clear();
            engine.land(groups);
        }
    }

    @Override
    public void close() {
        land();
    }
}
