package io.gatehouse.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.core.definition.Environment;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A holder whose wall clock stands, creeps back, or jumps by ten years: no permit outlives its day
 * by the time that really passed, nor its lease.
 *
 * <p>With the property {@code gatehouse.campaign} 20,000 lives; some hundreds without.
 */
class HeldClockTest {

    private static final int LIVES = Boolean.getBoolean("gatehouse.campaign") ? 20_000 : 300;
    private static final int QUESTIONS = 12;

    /** What the pace grants, and one question's rounding. */
    private static final Duration GRACE = Duration.ofMinutes(3);

    @TempDir private Path workspace;
    private Desk desk;

    @BeforeEach
    void setUp() throws IOException {
        desk = new Desk(workspace);
    }

    @Test
    void shouldRefuseWhenTheWallClockStands() throws IOException {
        desk.issue(desk.permit(Environment.DEMO));
        assertThat(desk.refusal(Environment.DEMO)).isEmpty();

        desk.nanos += Duration.ofMinutes(1).toNanos();

        assertThat(desk.refusal(Environment.DEMO)).containsExactly("clock-stands");
        desk.now = desk.now.plusSeconds(60);
        assertThat(desk.refusal(Environment.DEMO)).isEmpty();
    }

    @Test
    void shouldRefuseWhenTheWallClockIsHeldBackALittleAgainAndAgain() throws IOException {
        desk.issue(desk.permit(Environment.PAPER));
        int allowed = 0;
        for (int n = 0; n < 20; n++) {
            desk.pass(Duration.ofSeconds(2));
            desk.now = desk.now.minusSeconds(2);
            allowed += desk.refusal(Environment.PAPER).isEmpty() ? 1 : 0;
        }
        assertThat(allowed).isBetween(1, 4);
        assertThat(desk.refusal(Environment.PAPER)).containsExactly("clock-stands");
    }

    @Test
    void shouldBearAClockThatIsSlewedForWeeks() throws IOException {
        desk.issue(desk.permit(Environment.DEMO).with("expires", "2030-01-01T00:00:00Z"));
        for (int n = 0; n < 1000; n++) {
            desk.now = desk.now.plusMillis(1_799_100); // 0.5 in 1000 slow
            desk.nanos += Duration.ofMinutes(30).toNanos();
            assertThat(desk.refusal(Environment.DEMO)).isEmpty();
        }
    }

    @Test
    void shouldBearAClockThatGoesOnWhileTheDeviceSleeps() throws IOException {
        desk.issue(desk.permit(Environment.DEMO));
        assertThat(desk.refusal(Environment.DEMO)).isEmpty();
        desk.now = desk.now.plus(Duration.ofHours(8));
        desk.pass(Duration.ofMinutes(1));
        assertThat(desk.refusal(Environment.DEMO)).isEmpty();
    }

    @Test
    void shouldAllowNothingBeyondItsDayWhateverTheClockShows() throws IOException {
        long seed = 20261121L;
        Random random = new Random(seed);
        int asked = 0;
        int allowed = 0;
        for (int life = 0; life < LIVES; life++) {
            Environment environment = random.nextBoolean() ? Environment.PAPER : Environment.LIVE;
            java.nio.file.Files.deleteIfExists(desk.seen());
            desk.now = Desk.NOON;
            desk.nanos = random.nextLong();
            desk.restart();
            desk.issue(desk.permit(environment));
            Instant truth = Desk.NOON;
            for (int n = 0; n < QUESTIONS; n++) {
                Duration passes = Duration.ofSeconds(random.nextInt(n < 3 ? 60 : 30_000));
                truth = truth.plus(passes);
                desk.nanos += passes.toNanos();
                desk.now = shown(random, desk.now, passes, truth);
                asked++;
                if (desk.refusal(environment).isEmpty()) {
                    allowed++;
                    Duration lived =
                            environment == Environment.LIVE
                                    ? Duration.ofSeconds(150)
                                    : Duration.ofDays(1);
                    assertThat(truth)
                            .as("seed %d, life %d, question %d", seed, life, n)
                            .isBefore(Desk.NOON.plus(lived).plus(GRACE));
                }
            }
        }
        System.out.printf(
                "clocks of holders: %d lives, %d questions, %d allowed, 0 too late, seed %d%n",
                LIVES, asked, allowed, seed);
        assertThat(asked).isEqualTo(LIVES * QUESTIONS);
        assertThat(allowed).isBetween(LIVES, asked - LIVES);
    }

    private static Instant shown(Random random, Instant before, Duration passes, Instant truth) {
        return switch (random.nextInt(8)) {
            case 0 -> before;
            case 1 -> before.minusSeconds(random.nextInt(5));
            case 2 -> random.nextInt(6) == 0 ? truth.plus(Duration.ofDays(3652)) : truth;
            case 3 -> random.nextInt(6) == 0 ? truth.minus(Duration.ofDays(3652)) : truth;
            case 4 -> before.plus(passes.dividedBy(2));
            default -> truth;
        };
    }
}
