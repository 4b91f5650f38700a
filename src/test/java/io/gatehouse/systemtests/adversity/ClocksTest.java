package io.gatehouse.systemtests.adversity;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.app.engine.Engine;
import io.gatehouse.app.engine.EngineStopped;
import io.gatehouse.app.engine.Settler;
import io.gatehouse.app.signing.CommandSigner;
import io.gatehouse.app.usecase.Answer;
import io.gatehouse.app.usecase.Halt;
import io.gatehouse.app.workspace.Workspace;
import io.gatehouse.core.definition.Environment;
import io.gatehouse.core.evidence.JournalPosition;
import io.gatehouse.core.rule.Finding;
import io.gatehouse.systemtests.walk.Premises;
import io.gatehouse.systemtests.walk.Walk;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A clock that jumps at every point of a walk: no permit outlives its day, nothing from the future
 * is evidence, and risk can be taken away whatever the clock shows.
 *
 * <p>With the property {@code gatehouse.campaign} every jump at every point, followed by a halt and
 * by a demotion; otherwise each jump at three of the points.
 */
class ClocksTest {

    private static final boolean CAMPAIGN = Boolean.getBoolean("gatehouse.campaign");

    /** Before each act from the opening to the grant, and one more in DEMO. */
    private static final int POINTS = 8;

    @TempDir private Path directory;

    private final JumpingClock clock = new JumpingClock();
    private final Map<JumpingClock.Jump, Map<String, Integer>> answers =
            new EnumMap<>(JumpingClock.Jump.class);

    @Test
    void shouldTakeRiskAwayAndPromiseNothingWhateverTheClockShows() throws Exception {
        Workspace template = Premises.found(directory.resolve("founded"), "0", clock);
        int cases = 0;
        int expected = 0;
        for (JumpingClock.Jump jump : JumpingClock.Jump.values()) {
            for (int point = 0; point < POINTS; point++) {
                for (boolean halting : new boolean[] {true, false}) {
                    boolean chosen =
                            halting
                                    ? point == 1 + jump.ordinal()
                                    : point == POINTS - 1 || point == POINTS - 2;
                    if (CAMPAIGN || chosen) {
                        expected++;
                        cases += jumpAt(template, jump, point, halting);
                    }
                }
            }
        }
        System.out.printf(
                "clocks: %d cases of %d jumps at %d points, 0 violations (%s)%n",
                cases, JumpingClock.Jump.values().length, POINTS, answers);
        assertThat(cases).isEqualTo(expected).isGreaterThan(10);
    }

    /** A report that says it was written in a hundred years would stay fresh as long. */
    @Test
    void shouldAcceptNoEvidenceFromTheFuture() throws Exception {
        Workspace workspace = Premises.found(directory.resolve("founded"), "0", clock);
        Map<String, CommandSigner> signers = Premises.signers(workspace, clock);
        Files.createFile(workspace.root().resolve("future"));
        try (Engine engine = FaultyEngine.open(workspace, Faults.none(), clock)) {
            Walk walk = new Walk(engine, signers);
            Answer answer = walk.act();
            for (int n = 0; n < POINTS && answer.reason().isEmpty(); n++) {
                answer = walk.act();
            }
            assertThat(answer.findings()).extracting(Finding::code).contains("future-dated");
            assertThat(walk.granted()).isZero();
        }
    }

    private int jumpAt(Workspace template, JumpingClock.Jump jump, int point, boolean halting)
            throws Exception {
        String what = jump + " at point " + point;
        Workspace workspace = Premises.copy(template, directory.resolve("w"));
        Map<String, CommandSigner> signers = Premises.signers(workspace, clock);
        List<JournalPosition> acknowledged = new ArrayList<>();
        boolean latched = false;
        try (Engine engine = FaultyEngine.open(workspace, Faults.none(), clock)) {
            Walk walk = new Walk(engine, signers);
            new Settler(engine).settleAll();
            for (int n = 0; n < point; n++) {
                acknowledged.add(walk.act().position());
            }
            clock.set(jump);
            long grants = walk.granted();
            try {
                if (walk.current() == Environment.NONE) {
                    acknowledged.add(walk.act().position());
                }
                // A clock that is far off is no basis for giving anything.
                assertThat(jump == JumpingClock.Jump.BACK && walk.granted() > grants)
                        .as(what)
                        .isFalse();
                takeAway(walk, jump, halting, acknowledged, what);
            } catch (EngineStopped e) {
                // No key is valid then, so nothing can be journalled: the latch needs no key.
                count(jump, "nothing journalled");
                assertThat(jump).as(what).isEqualTo(JumpingClock.Jump.AHEAD);
            }
            if (halting) {
                latched = true;
                assertThat(new Halt(workspace).stop()).as(what).isEmpty();
            }
        }
        Aftermath aftermath = new Aftermath(workspace, clock, signers, what);
        aftermath.requireNoStrayPermit(true);
        requireNoFuture(workspace, what);
        clock.mend();
        aftermath.requireSoundRestart(acknowledged, latched);
        Premises.remove(workspace);
        return 1;
    }

    private void takeAway(
            Walk walk,
            JumpingClock.Jump jump,
            boolean halting,
            List<JournalPosition> acknowledged,
            String what)
            throws Exception {
        Environment before = walk.current();
        if (!halting && before == Environment.NONE) {
            return; // nothing is above NONE
        }
        Answer answer = halting ? walk.halt() : walk.demote();
        acknowledged.add(answer.position());
        assertThat(answer.outcome().isAdmitted())
                .as("%s: %s", what, answer.outcome().findings())
                .isTrue();
        count(jump, halting ? "halts" : "demotions");
    }

    private void count(JumpingClock.Jump jump, String what) {
        answers.computeIfAbsent(jump, j -> new TreeMap<>()).merge(what, 1, Integer::sum);
    }

    /** No permit ends later than a day after the right time, whatever time it was issued at. */
    private static void requireNoFuture(Workspace workspace, String what) throws Exception {
        try (DirectoryStream<Path> permits = Files.newDirectoryStream(workspace.permits())) {
            for (Path permit : permits) {
                String expires =
                        Files.readString(permit)
                                .replaceAll("(?s).*\"expires\":\"([^\"]*)\".*", "$1");
                assertThat(Instant.parse(expires))
                        .as("%s: a permit that outlives its day", what)
                        .isBefore(Instant.now().plusSeconds(24 * 3600 + 10));
            }
        }
    }
}
