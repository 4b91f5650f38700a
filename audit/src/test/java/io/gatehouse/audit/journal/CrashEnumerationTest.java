package io.gatehouse.audit.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.audit.replay.Replayer;
import io.gatehouse.core.evidence.JournalPosition;
import io.gatehouse.core.port.Journal.Draft;
import io.gatehouse.core.port.Journal.JournalStopped;
import io.gatehouse.core.port.Journal.Recorded;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Every operation of a journal's life fails in every way, and every disk that may be left is
 * opened: no acknowledged event is lost, none is doubled, and the journal goes on.
 */
class CrashEnumerationTest {

    private static final Instant NOW = Instant.parse("2026-03-02T00:00:00Z");
    private static final JournalSettings SMALL =
            new JournalSettings(4000, Duration.ofSeconds(2), Optional.empty());
    private static final int[] GROUPS = {1, 2, 1, 3, 1, 2, 1, 1, 4, 1};

    private final Set<String> seen = new HashSet<>();
    private long disks;
    private long failures;
    private long cuts;

    /** A clock that makes the head due at every other append. */
    private static InstantSource ticking() {
        return new InstantSource() {
            private long calls;

            @Override
            public Instant instant() {
                return NOW.plusMillis(calls++ * 400);
            }
        };
    }

    /** What one life of a journal told its callers. */
    private static final class Life {
        private final List<Draft> attempted = new ArrayList<>();
        private final List<Integer> ends = new ArrayList<>();
        private JournalPosition acknowledged = JournalPosition.START;
    }

    @Test
    void shouldLoseNoAcknowledgedEventWhereverTheDiskFails() throws IOException {
        FakeDisk whole = new FakeDisk();
        live(whole, new Life());
        long operations = whole.operations();

        for (long at = 1; at <= operations; at++) {
            for (FakeDisk.Failure how : FakeDisk.Failure.values()) {
                if (how != FakeDisk.Failure.NONE) {
                    FakeDisk disk = new FakeDisk();
                    disk.failAt(at, how);
                    Life life = new Life();
                    live(disk, life);
                    failures++;
                    examineAll(disk, life, how + " at operation " + at);
                }
            }
        }

        System.out.printf(
                "crash enumeration: %d operations, %d failures, %d disks, %d different, %d with a torn tail%n",
                operations, failures, disks, seen.size(), cuts);
        assertThat(operations).isGreaterThan(50);
        assertThat(failures).isEqualTo(operations * 5);
        assertThat(disks).isEqualTo(failures * 15);
        assertThat(seen).hasSizeGreaterThan(150);
        assertThat(cuts).isGreaterThan(50);
    }

    @Test
    void shouldRecoverFromAFailureDuringRecovery() throws IOException {
        Life life = new Life();
        FakeDisk torn = tornInTheMiddle(life);

        FakeDisk probe = torn.copy();
        SegmentJournal.open(probe.place(), TestKeys.standard(), ticking(), SMALL, g -> {});
        long operations = probe.operations();
        for (long at = 1; at <= operations; at++) {
            for (FakeDisk.Failure how : FakeDisk.Failure.values()) {
                if (how != FakeDisk.Failure.NONE) {
                    FakeDisk again = torn.copy();
                    again.failAt(at, how);
                    openQuietly(again);
                    failures++;
                    examineAll(again, life, how + " at operation " + at + " of recovery");
                }
            }
        }

        System.out.printf(
                "crash enumeration of recovery: %d operations, %d failures, %d disks, %d different%n",
                operations, failures, disks, seen.size());
        assertThat(operations).isGreaterThan(10);
        assertThat(cuts).isEqualTo(seen.size()).isGreaterThan(5);
    }

    /** A disk on which a write was cut short after some groups were acknowledged. */
    private static FakeDisk tornInTheMiddle(Life life) throws IOException {
        for (long at = 20; ; at++) {
            FakeDisk disk = new FakeDisk();
            disk.failAt(at, FakeDisk.Failure.SHORT_WRITE);
            Life tried = new Life();
            live(disk, tried);
            FakeDisk torn = disk.copy();
            if (cutsOf(torn.copy()) == 1) {
                life.attempted.addAll(tried.attempted);
                life.ends.addAll(tried.ends);
                life.acknowledged = tried.acknowledged;
                return torn;
            }
        }
    }

    private static void openQuietly(FakeDisk disk) {
        try {
            SegmentJournal.open(disk.place(), TestKeys.standard(), ticking(), SMALL, g -> {});
        } catch (IOException e) {
            // the failure that was asked for
        }
    }

    private static void live(FakeDisk disk, Life life) {
        StoryTeller story = new StoryTeller("crash");
        try (SegmentJournal journal =
                SegmentJournal.open(disk.place(), TestKeys.standard(), ticking(), SMALL, g -> {})
                        .journal()) {
            for (int size : GROUPS) {
                List<Draft> group = story.group(size);
                life.attempted.addAll(group);
                life.ends.add(life.attempted.size());
                life.acknowledged = journal.append(group, story.root());
            }
            journal.syncHead();
        } catch (IOException | JournalStopped e) {
            // the failure that was asked for
        }
    }

    private void examineAll(FakeDisk disk, Life life, String what) throws IOException {
        examine(disk.afterProcessDeath(), life, what + ", process death");
        for (FakeDisk.Loss loss : FakeDisk.Loss.values()) {
            for (boolean names : new boolean[] {false, true}) {
                examine(
                        disk.afterPowerFailure(loss, names),
                        life,
                        what + ", power failure, lost " + loss + ", new names " + names);
            }
        }
    }

    private void examine(FakeDisk disk, Life life, String what) throws IOException {
        disks++;
        if (!seen.add(disk.fingerprint() + life.acknowledged)) {
            return; // the very same disk, with the same acknowledgements, was examined before
        }
        List<Recorded> events = new ArrayList<>();
        Replayer replayer = new Replayer();
        SegmentJournal.Opened opened;
        try {
            opened =
                    SegmentJournal.open(
                            disk.place(),
                            TestKeys.standard(),
                            ticking(),
                            SMALL,
                            group -> {
                                events.addAll(group.events());
                                replayer.accept(group);
                            });
        } catch (JournalFaultException e) {
            throw new AssertionError(what + ": " + e.fault(), e);
        }
        cuts += opened.cuts().size();

        long acknowledged = life.acknowledged.seq();
        require(events.size() >= acknowledged, what + ": an acknowledged event is lost");
        require(
                acknowledged == 0
                        || events.get((int) acknowledged - 1)
                                .digest()
                                .equals(life.acknowledged.digest()),
                what + ": another event stands where one was acknowledged");
        List<Draft> drafts = events.stream().map(Recorded::draft).toList();
        require(
                drafts.equals(life.attempted.subList(0, drafts.size())),
                what + ": not what was appended");
        require(
                events.isEmpty() || life.ends.contains(events.size()),
                what + ": a group is not whole");
        require(replayer.fault().isEmpty(), what + ": " + replayer.fault());
        goOn(disk, opened, events, what);
    }

    /** The journal takes another group, and everything is there when it is opened once more. */
    private static void goOn(
            FakeDisk disk, SegmentJournal.Opened opened, List<Recorded> events, String what)
            throws IOException {
        StoryTeller story = new StoryTeller("crash");
        if (!events.isEmpty()) {
            story.group(events.size());
        }
        List<Draft> next = new ArrayList<>();
        opened.cuts().forEach(cut -> next.add(story.tailCut(cut)));
        next.addAll(story.group(1));
        opened.journal().append(next, story.root());
        FakeDisk later = disk.afterPowerFailure(FakeDisk.Loss.EVERYTHING, false);
        List<Recorded> again = new ArrayList<>();
        SegmentJournal.Opened reopened =
                SegmentJournal.open(
                        later.place(),
                        TestKeys.standard(),
                        ticking(),
                        SMALL,
                        group -> again.addAll(group.events()));
        require(
                again.size() == events.size() + next.size()
                        && again.subList(0, events.size()).equals(events),
                what + ": an event is lost or doubled after going on");
        require(reopened.cuts().isEmpty(), what + ": a cut is not journalled");
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }

    private static int cutsOf(FakeDisk disk) throws IOException {
        return SegmentJournal.open(disk.place(), TestKeys.standard(), ticking(), SMALL, g -> {})
                .cuts()
                .size();
    }
}
