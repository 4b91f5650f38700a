package io.gatehouse.adapter.risklabs.grid;

import java.util.ArrayList;
import java.util.List;

/** Builds the cells of a run. */
public final class Cells {

    /** Greatest number of cells of one run; a slip in a list of seeds would fill the memory. */
    public static final int MOST = 100_000;

    private Cells() {}

    /**
     * Every profile with every scenario, portfolio and seed, in that order: the last axis moves
     * fastest.
     *
     * @throws IllegalArgumentException if there are more than {@value #MOST}, or one occurs twice
     */
    public static List<Cell> product(
            List<String> profiles,
            List<String> scenarios,
            List<String> portfolios,
            List<Long> seeds) {
        long count =
                (long) profiles.size() * scenarios.size() * portfolios.size() * (long) seeds.size();
        if (count > MOST) {
            throw new IllegalArgumentException(count + " cells are more than " + MOST);
        }
        List<Cell> cells = new ArrayList<>();
        for (String profile : profiles) {
            for (String scenario : scenarios) {
                for (String portfolio : portfolios) {
                    for (long seed : seeds) {
                        cells.add(new Cell(profile, scenario, portfolio, seed));
                    }
                }
            }
        }
        if (cells.stream().distinct().count() != cells.size()) {
            throw new IllegalArgumentException("a cell occurs twice");
        }
        return List.copyOf(cells);
    }
}
