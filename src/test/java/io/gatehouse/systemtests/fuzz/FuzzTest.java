package io.gatehouse.systemtests.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.core.testkit.Mutations;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
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
    private static final int ROUNDS = CAMPAIGN ? 20 : 1;

    @TempDir private Path directory;

    @Test
    void shouldAnswerWhateverComesAndAcceptNothingForged() throws Exception {
        List<Target> targets = Targets.of(directory);
        int shares = targets.stream().mapToInt(Target::share).sum();
        long seed = Long.getLong("gatehouse.seed", CAMPAIGN ? System.nanoTime() : 20261121L);
        Map<String, Run> runs = new TreeMap<>();
        targets.forEach(target -> runs.put(target.name(), new Run(target, seed)));
        long tried = 0;
        // Round by round, so that a run that is cut short has tried every reader.
        for (int round = 1; round <= ROUNDS; round++) {
            for (Target target : targets) {
                double share = (double) INPUTS * target.share() / shares;
                int inputs = Math.max(20, (int) Math.ceil(share * round / ROUNDS));
                tried += runs.get(target.name()).to(inputs);
            }
            System.out.printf(
                    "fuzz: round %d of %d, %d inputs over %d readers, 0 violations, seed %d%n",
                    round, ROUNDS, tried, runs.size(), seed);
        }
        assertThat(runs).hasSameSizeAs(targets).hasSizeGreaterThan(21);
        assertThat(runs.values().stream().mapToLong(run -> run.tried).sum()).isEqualTo(tried);
        assertThat(tried).isGreaterThanOrEqualTo(INPUTS);
    }

    /** One reader's inputs, which follow from the seed alone. */
    private static final class Run {

        private final Target target;
        private final long seed;
        private final Random random;
        private int tried;
        private int accepted;
        private long nanos;

        Run(Target target, long seed) {
            this.target = target;
            this.seed = seed;
            this.random = new Random(seed ^ target.name().hashCode());
        }

        /** Goes on until so many were tried, and returns how many that were now. */
        int to(int inputs) throws Exception {
            int before = tried;
            long started = System.nanoTime();
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
            nanos += System.nanoTime() - started;
            System.out.printf(
                    "mutated inputs: %s, tried %d, accepted %d, seed %d (%d ms)%n",
                    target.name(), tried, accepted, seed, nanos / 1_000_000);
            return tried - before;
        }
    }
}
