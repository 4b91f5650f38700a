package io.gatehouse.systemtests.adversity;

import io.gatehouse.app.engine.Engine;
import io.gatehouse.app.engine.EngineStopped;
import io.gatehouse.app.engine.Settler;
import io.gatehouse.app.port.JournalUnusable;
import io.gatehouse.app.signing.CommandSigner;
import io.gatehouse.app.usecase.Answer;
import io.gatehouse.app.usecase.Unanswerable;
import io.gatehouse.core.evidence.JournalPosition;
import io.gatehouse.systemtests.walk.Walk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/**
 * One life of an engine on a disk that may fail: start and recovery, a promotion up to its grant, a
 * halt, a resume by two persons, and the next promotion begun.
 */
final class FaultyLife {

    /** How it ended. */
    enum End {
        /** It came to its end, whether or not something was refused on the way. */
        WHOLE,
        /** The engine stopped, or would not start, for good. */
        STOPPED,
        KILLED
    }

    private static final int MOST_ACTS = 40;

    private final Callable<Engine> opening;
    private final Faults faults;
    private final Map<String, CommandSigner> signers;
    private final Runnable afterAct;
    private final List<JournalPosition> acknowledged = new ArrayList<>();
    private int acts;

    /**
     * @param opening opens the engine
     * @param afterAct is run whenever something was acknowledged
     */
    FaultyLife(
            Callable<Engine> opening,
            Faults faults,
            Map<String, CommandSigner> signers,
            Runnable afterAct) {
        this.opening = opening;
        this.faults = faults;
        this.signers = signers;
        this.afterAct = afterAct;
    }

    List<JournalPosition> acknowledged() {
        return acknowledged;
    }

    /**
     * Lives through the whole walk.
     *
     * @throws AssertionError when an engine that stopped takes another command
     */
    End live() throws Exception {
        return live(this::walk);
    }

    /** Only starts, completes what was left undone, and ends. */
    End start() throws Exception {
        return live(this::settle);
    }

    /** Goes on from DEMO: a demotion, and the next promotion is opened. */
    End demote() throws Exception {
        return live(
                engine -> {
                    settle(engine);
                    Walk walk = new Walk(engine, signers);
                    act(walk::demote);
                    act(walk::act);
                });
    }

    /** As far as the grant, on a disk that does not fail. */
    End grant() throws Exception {
        return live(
                engine -> {
                    settle(engine);
                    Walk walk = new Walk(engine, signers);
                    while (walk.granted() == 0) {
                        act(walk::act);
                    }
                });
    }

    /** Something to do with an engine. */
    @FunctionalInterface
    private interface Work {
        void on(Engine engine) throws Exception;
    }

    private End live(Work work) throws Exception {
        try (Engine engine = opening.call()) {
            try {
                work.on(engine);
                return End.WHOLE;
            } catch (EngineStopped e) {
                requireStopped(engine);
                return End.STOPPED;
            }
        } catch (Faults.Killed e) {
            return End.KILLED;
        } catch (IOException | JournalUnusable | EngineStopped e) {
            return End.STOPPED;
        } catch (RuntimeException e) {
            if (e.getCause() instanceof IOException || isKilled(e)) {
                return isKilled(e) ? End.KILLED : End.STOPPED;
            }
            throw e;
        }
    }

    private static boolean isKilled(Throwable thrown) {
        for (Throwable at = thrown; at != null; at = at.getCause()) {
            if (at instanceof Faults.Killed) {
                return true;
            }
        }
        return false;
    }

    private void settle(Engine engine) throws InterruptedException {
        new Settler(engine).settleAll();
        acknowledge(engine.position());
    }

    private void walk(Engine engine) throws Exception {
        settle(engine);
        Walk walk = new Walk(engine, signers);
        while (walk.granted() == 0) {
            act(walk::act);
        }
        act(walk::halt);
        act(() -> walk.resume("anna"));
        act(() -> walk.resume("celina"));
        act(walk::act);
        act(walk::act);
    }

    /** A refusal is an answer like any other, and the next act another try. */
    private void act(Callable<Answer> act) throws Exception {
        if (++acts > MOST_ACTS) {
            throw new AssertionError("the walk does not come forward: " + faults.place());
        }
        try {
            acknowledge(act.call().position());
        } catch (Unanswerable e) {
            // What could not be archived is no evidence, and nothing was journalled; somebody
            // makes room and tries again.
            faults.heal();
        }
    }

    private void acknowledge(JournalPosition position) {
        acknowledged.add(position);
        afterAct.run();
    }

    /** After a failed write nobody knows what is on the disk: nothing more may be promised. */
    private void requireStopped(Engine engine) throws Unanswerable {
        faults.heal();
        try {
            new Walk(engine, signers).halt();
        } catch (EngineStopped e) {
            return;
        }
        throw new AssertionError("a stopped engine went on after " + faults.place());
    }
}
