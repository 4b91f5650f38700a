package io.gatehouse.adapter.risklabs.statistics;

/**
 * A model of the steps of a value, from which paths are drawn one by one and never kept.
 *
 * <p>Immutable and thread-safe. A path depends on the model, the seed, its number and the horizon
 * alone: never on the thread, nor on other paths.
 */
public sealed interface PathModel permits StationaryBootstrap, JumpDiffusion {

    /**
     * Draws the paths {@code firstPath} to {@code firstPath + count - 1} and keeps three figures of
     * each.
     *
     * @param seed of the whole simulation
     * @param firstPath number of the first path, not negative
     * @param count how many paths, not negative
     * @throws IllegalArgumentException if a number is negative
     */
    default PathStatistics simulate(long seed, int firstPath, int count, Horizon horizon) {
        if (firstPath < 0 || count < 0) {
            throw new IllegalArgumentException(count + " paths from number " + firstPath);
        }
        PathStatistics.Builder figures = new PathStatistics.Builder(count);
        for (int i = 0; i < count; i++) {
            draw(new PathRandom(seed, (long) firstPath + i), horizon, figures);
        }
        return figures.build();
    }

    /** Draws one path. Not for callers: {@link #simulate} is. */
    void draw(PathRandom random, Horizon horizon, PathStatistics.Builder figures);
}
