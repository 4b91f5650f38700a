package io.gatehouse.checklist;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A form with an open row, cut and mutated. */
class ChecklistFuzzTest {

    /**
     * Property: an item counts as ticked only where its line in the source holds a tick, and the
     * open row stays open as long as everything up to it is untouched.
     *
     * <p>With the property {@code gatehouse.campaign} 100,000 inputs; some thousands without.
     */
    @Test
    void shouldAnswerEveryMutation() {
        long seed = 60_606L;
        Random random = new Random(seed);
        byte[] good = ChecklistTest.FORM.getBytes(StandardCharsets.UTF_8);
        byte[] hints = "|[]x -`*_<>!#\n\\()&:~\0".getBytes(StandardCharsets.US_ASCII);
        int tried = Boolean.getBoolean("gatehouse.campaign") ? 100_000 : 5_000;
        int readable = 0;
        int complete = 0;
        int untouched = 0;
        byte[] upToOpen =
                ChecklistTest.FORM
                        .substring(0, ChecklistTest.FORM.indexOf("## Zadania"))
                        .getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < tried; i++) {
            byte[] bytes = Arrays.copyOf(good, 1 + random.nextInt(good.length));
            for (int change = random.nextInt(8); change > 0; change--) {
                bytes[random.nextInt(bytes.length)] =
                        random.nextInt(4) > 0
                                ? hints[random.nextInt(hints.length)]
                                : (byte) random.nextInt(256);
            }
            try {
                Checklist checklist = Checklist.read(bytes);
                readable += checklist.items().isEmpty() ? 0 : 1;
                String[] source = new String(bytes, StandardCharsets.UTF_8).split("\r\n|\r|\n", -1);
                int lines = source.length;
                assertThat(checklist.items())
                        .as("seed %s, input %s", seed, i)
                        .allMatch(item -> item.line() >= 1 && item.line() <= lines)
                        .allMatch(item -> !item.isTicked() || holdsTick(source, item.line()));
                boolean stands = Arrays.mismatch(bytes, upToOpen) == upToOpen.length;
                untouched += stands ? 1 : 0;
                complete += checklist.isComplete() ? 1 : 0;
                assertThat(stands && checklist.isComplete())
                        .as("seed %s, input %s", seed, i)
                        .isFalse();
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ", input " + i, e);
            }
        }
        System.out.printf(
                "mutated inputs: checklists (reader), tried %d, accepted %d, seed %d"
                        + " (%d with items, %d with the open row untouched, none accepted)%n",
                tried, complete, seed, readable, untouched);
        assertThat(untouched).as("seed %s", seed).isGreaterThan(tried / 20);
        assertThat(readable).as("seed %s: with items of %s", seed, tried).isGreaterThan(1_000);
    }

    /** A paragraph may be of several lines, of which its first is named. */
    private static boolean holdsTick(String[] lines, int number) {
        for (int i = number - 1; i < lines.length && (i < number || !lines[i].isBlank()); i++) {
            if (lines[i].contains("[x]") || lines[i].contains("[X]")) {
                return true;
            }
        }
        return false;
    }
}
