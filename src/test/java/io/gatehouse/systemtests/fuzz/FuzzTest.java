package io.gatehouse.systemtests.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.core.testkit.Mutations;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Mutated inputs for every reader: an answer for whatever comes, and nothing accepted that is not
 * read the same again, or that was signed and is no longer what was signed.
 *
 * <p>With the property {@code gatehouse.campaign} 10,000,000 inputs, shared out by how quick the
 * readers are; some thousands without.
 */
class FuzzTest {

    private static final boolean CAMPAIGN = Boolean.getBoolean("gatehouse.campaign");
    private static final int INPUTS = CAMPAIGN ? 10_000_000 : 10_000;

    @TempDir private Path directory;

    @Test
    void shouldAnswerWhateverComesAndAcceptNothingForged() throws Exception {
        List<Target> targets = Targets.of(directory);
        int shares = targets.stream().mapToInt(Target::share).sum();
        long seed = Long.getLong("gatehouse.seed", CAMPAIGN ? System.nanoTime() : 20261121L);
        long tried = 0;
        for (Target target : targets) {
            int inputs = Math.max(20, (int) Math.ceil((double) INPUTS * target.share() / shares));
            tried += fuzz(target, inputs, seed);
        }
        System.out.printf(
                "fuzz: %d inputs over %d readers, 0 violations, seed %d%n",
                tried, targets.size(), seed);
        assertThat(tried).isGreaterThanOrEqualTo(INPUTS);
        assertThat(targets).hasSizeGreaterThan(21);
    }

    private static long fuzz(Target target, int inputs, long seed) throws Exception {
        Random random = new Random(seed ^ target.name().hashCode());
        long started = System.nanoTime();
        int accepted = 0;
        int tried = 0;
        for (; tried < inputs; tried++) {
            byte[] bytes = target.seeds().get(random.nextInt(target.seeds().size()));
            bytes = Mutations.mutate(bytes, random);
            try {
                accepted += target.reader().accepts(bytes) ? 1 : 0;
            } catch (RuntimeException | StackOverflowError | AssertionError e) {
                throw new AssertionError(
                        String.format(
                                "%s, seed %d, input %d: %s",
                                target.name(),
                                seed,
                                tried,
                                new String(bytes, StandardCharsets.UTF_8)),
                        e);
            }
        }
        System.out.printf(
                "mutated inputs: %s, tried %d, accepted %d, seed %d (%d ms)%n",
                target.name(), tried, accepted, seed, (System.nanoTime() - started) / 1_000_000);
        assertThat(tried).isEqualTo(inputs);
        return tried;
    }
}
