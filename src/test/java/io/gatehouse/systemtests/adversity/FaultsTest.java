package io.gatehouse.systemtests.adversity;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.app.port.JournalUnusable;
import io.gatehouse.app.signing.CommandSigner;
import io.gatehouse.app.usecase.Halt;
import io.gatehouse.app.workspace.Workspace;
import io.gatehouse.systemtests.walk.Premises;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every operation that changes the disk fails in every way, under the whole engine: nothing
 * acknowledged is lost, nobody may trade on what was not granted, and a restart is sound.
 *
 * <p>With the property {@code gatehouse.campaign} every operation fails in every way; otherwise a
 * stated part of them.
 */
class FaultsTest {

    private static final boolean CAMPAIGN = Boolean.getBoolean("gatehouse.campaign");

    /** In an ordinary run every so many operations fail, each in one way. */
    private static final int PART = 37;

    /** Recovery is made to fail after deaths at every so many operations of the walk. */
    private static final int DEATHS = CAMPAIGN ? 30 : 120;

    private static final InstantSource CLOCK = InstantSource.system();

    @TempDir private Path directory;

    private final Map<FaultyLife.End, Integer> ends = new EnumMap<>(FaultyLife.End.class);
    private final List<String> violations = new ArrayList<>();
    private Workspace template;
    private Map<String, CommandSigner> signers;
    private int cases;

    /** One life, whole or only its start. */
    @FunctionalInterface
    private interface Living {
        FaultyLife.End run(FaultyLife life) throws Exception;
    }

    @BeforeEach
    void found() throws Exception {
        template = Premises.found(directory.resolve("founded"), "0", CLOCK);
        signers = Premises.signers(template, CLOCK);
    }

    @Test
    void shouldLoseNothingAndGrantNothingWhereverTheDiskFails() throws Exception {
        List<Faults.Operation> trail = failEverywhere(template, FaultyLife::live, PART);
        report("a walk", trail);
        assertThat(trail)
                .hasSizeGreaterThan(150)
                // only recovery cuts files
                .containsAll(EnumSet.complementOf(EnumSet.of(Faults.Operation.TRUNCATE)));
        assertThat(ends).containsKeys(FaultyLife.End.STOPPED, FaultyLife.End.KILLED);
    }

    @Test
    void shouldLeaveNoHolderWhatADemotionTookBack() throws Exception {
        Workspace granted = Premises.copy(template, directory.resolve("granted"));
        assertThat(life(granted, Faults.none()).grant()).isEqualTo(FaultyLife.End.WHOLE);
        List<Faults.Operation> trail = failEverywhere(granted, FaultyLife::demote, PART / 3);
        report("a demotion", trail);
        assertThat(trail).hasSizeGreaterThan(25);
    }

    @Test
    void shouldRecoverFromADiskThatFailsDuringRecovery() throws Exception {
        List<Faults.Operation> walk = trail(template, FaultyLife::live);
        List<Faults.Operation> all = new ArrayList<>();
        int deaths = 0;
        for (int at = 5; at <= walk.size(); at += DEATHS) {
            Workspace dead = Premises.copy(template, directory.resolve("dead"));
            Faults killing = new Faults(at, Faults.Kind.KILL);
            assertThat(life(dead, killing).live()).isEqualTo(FaultyLife.End.KILLED);
            killing.bury();
            all.addAll(failEverywhere(dead, FaultyLife::start, PART / 3));
            Premises.remove(dead);
            deaths++;
        }
        report("recovery after " + deaths + " deaths", all);
        assertThat(deaths).isEqualTo((walk.size() - 5) / DEATHS + 1);
        assertThat(all).hasSizeGreaterThan(10 * deaths).contains(Faults.Operation.TRUNCATE);
    }

    private void report(String what, List<Faults.Operation> trail) {
        Map<Faults.Operation, Integer> counts = new EnumMap<>(Faults.Operation.class);
        trail.forEach(operation -> counts.merge(operation, 1, Integer::sum));
        System.out.printf(
                "faults: %s, %d operations %s, %d failures (%s), %d violations%n",
                what, trail.size(), counts, cases, ends, violations.size());
        assertThat(violations).isEmpty();
        assertThat(cases).isEqualTo(ends.values().stream().mapToInt(n -> n).sum()).isPositive();
    }

    private List<Faults.Operation> trail(Workspace from, Living living) throws Exception {
        Workspace workspace = Premises.copy(from, directory.resolve("clean"));
        Faults counting = Faults.none();
        assertThat(living.run(life(workspace, counting))).isEqualTo(FaultyLife.End.WHOLE);
        counting.bury();
        new Aftermath(workspace, CLOCK, signers, "without a fault")
                .requireSoundRestart(List.of(), false);
        Premises.remove(workspace);
        return counting.trail();
    }

    private List<Faults.Operation> failEverywhere(Workspace from, Living living, int part)
            throws Exception {
        List<Faults.Operation> trail = trail(from, living);
        int expected = cases;
        for (int at = 1; at <= trail.size(); at++) {
            for (Faults.Kind kind : Faults.Kind.values()) {
                boolean fits =
                        kind != Faults.Kind.NONE
                                && (kind != Faults.Kind.SHORT
                                        || trail.get(at - 1) == Faults.Operation.WRITE);
                if (fits && (CAMPAIGN || (at + kind.ordinal()) % part == 0)) {
                    expected++;
                    fail(from, living, at, kind);
                }
            }
        }
        assertThat(cases).isEqualTo(expected);
        return trail;
    }

    private void fail(Workspace from, Living living, int at, Faults.Kind kind) throws Exception {
        Workspace workspace = Premises.copy(from, directory.resolve("w"));
        Faults faults = new Faults(at, kind);
        FaultyLife life = life(workspace, faults);
        FaultyLife.End end = living.run(life);
        String what = kind + " at operation " + at + ", " + faults.place();
        ends.merge(end, 1, Integer::sum);
        cases++;
        try {
            assertThat(faults.hit()).as("%s was reached", what).isTrue();
            assertThat(end == FaultyLife.End.KILLED).as(what).isEqualTo(kind == Faults.Kind.KILL);
            examine(workspace, life, end, faults, at % 2 == 0, what);
        } catch (JournalUnusable e) {
            violations.add(what + ": " + e.findings());
        } catch (AssertionError e) {
            violations.add(e.getMessage());
        } finally {
            faults.bury();
        }
        Premises.remove(workspace);
    }

    private void examine(
            Workspace workspace,
            FaultyLife life,
            FaultyLife.End end,
            Faults faults,
            boolean halting,
            String what)
            throws Exception {
        Aftermath aftermath = new Aftermath(workspace, CLOCK, signers, what);
        // A process that was killed has no chance to take a permit away; the restart has.
        aftermath.requireNoStrayPermit(end != FaultyLife.End.KILLED);
        boolean latched = halting && end != FaultyLife.End.KILLED;
        if (latched) {
            // Even while there is no space: a latch is renamed, not made.
            assertThat(new Halt(faulty(workspace, faults)).stop()).as(what).isEmpty();
        }
        faults.bury();
        aftermath.requireSoundRestart(life.acknowledged(), latched);
    }

    /** Whatever was acknowledged does not wait for a power failure to be lost. */
    @Test
    void shouldHaveSyncedEverythingBeforeItIsAcknowledged() throws Exception {
        Faults faults = Faults.none();
        TreeSet<String> unsynced = new TreeSet<>();
        int[] looks = {0};
        FaultyLife life =
                new FaultyLife(
                        () -> FaultyEngine.open(faulty(template, faults), faults, CLOCK),
                        faults,
                        signers,
                        () -> {
                            looks[0]++;
                            faults.unsynced().stream()
                                    .map(p -> template.root().relativize(p).toString())
                                    .filter(p -> !mayLag(p))
                                    .forEach(unsynced::add);
                        });
        assertThat(life.live()).isEqualTo(FaultyLife.End.WHOLE);
        System.out.printf(
                "fsync before acknowledgement: %d acknowledgements, %d operations, unsynced %s%n",
                looks[0], faults.trail().size(), unsynced);
        assertThat(looks[0]).isGreaterThan(10);
        assertThat(unsynced).isEmpty();
    }

    /** What may be behind: the head of the journal by design, the note on the writer's name. */
    private static boolean mayLag(String path) {
        return path.equals("var/gatehouse/journal/head.json")
                || path.equals("var/gatehouse")
                || path.equals("var/gatehouse/writer.json");
    }

    private FaultyLife life(Workspace workspace, Faults faults) {
        return new FaultyLife(
                () -> FaultyEngine.open(faulty(workspace, faults), faults, CLOCK),
                faults,
                signers,
                () -> {});
    }

    private static Workspace faulty(Workspace workspace, Faults faults) {
        return Workspace.at(new FaultySystem(faults).of(workspace.root()));
    }
}
