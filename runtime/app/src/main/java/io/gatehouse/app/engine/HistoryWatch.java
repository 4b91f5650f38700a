package io.gatehouse.app.engine;

import io.gatehouse.app.port.JournalGuard;
import io.gatehouse.core.port.Journal;
import io.gatehouse.core.rule.Finding;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Stops an engine whose journal is not the one that it wrote: the permits are taken away and a halt
 * latch falls, since nothing can be put on record in a damaged history. Thread-safe.
 */
final class HistoryWatch {

    private final Running running;
    private final Journal journal;
    private final JournalGuard guard;
    private final GroupCommit groups;
    private final Effects effects;

    HistoryWatch(
            Running running,
            Journal journal,
            JournalGuard guard,
            GroupCommit groups,
            Effects effects) {
        this.running = running;
        this.journal = journal;
        this.guard = guard;
        this.groups = groups;
        this.effects = effects;
    }

    /**
     * Compares the journal on the disk with what is in memory.
     *
     * @throws EngineStopped with what is wrong
     */
    void require(Runnable mayRun) {
        try {
            // everything is read without the lock, so that a command need not wait for it
            Optional<Finding> damage = guard.prepare(journal.position());
            running.lock();
            try {
                mayRun.run();
                groups.last().await();
                damage = damage.isPresent() ? damage : guard.check(journal.position());
                damage.ifPresent(this::stopOn);
            } finally {
                running.unlock();
            }
        } catch (IOException e) {
            stopOn(
                    Finding.of(
                            "engine-journal",
                            "unreadable",
                            "journal",
                            "a journal that can be read",
                            e.getClass().getSimpleName(),
                            "make the files readable for this account; run 'gatehouse audit fsck'"));
        } catch (Journal.JournalStopped e) {
            throw running.unwritten(e);
        }
    }

    private void stopOn(Finding damage) {
        running.lock();
        try {
            running.stop();
            effects.stopEverything();
        } catch (IOException e) {
            throw new EngineStopped("the history is damaged, and no latch could be dropped", e);
        } finally {
            running.unlock();
        }
        throw new EngineStopped(List.of(damage));
    }
}
