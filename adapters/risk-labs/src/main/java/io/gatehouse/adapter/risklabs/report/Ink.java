package io.gatehouse.adapter.risklabs.report;

import java.util.List;

/**
 * Colours, red, green and blue from 0 to 1. Those of series and verdicts stay apart for people with
 * any of the common colour deficiencies (Okabe and Ito, 2008); none is the only sign of anything.
 */
record Ink(float red, float green, float blue) {

    static final Ink TEXT = new Ink(0.11f, 0.13f, 0.17f);
    static final Ink MUTED = new Ink(0.38f, 0.41f, 0.46f);
    static final Ink RULE = new Ink(0.78f, 0.80f, 0.83f);
    static final Ink GRID = new Ink(0.90f, 0.91f, 0.93f);
    static final Ink ZEBRA = new Ink(0.965f, 0.97f, 0.98f);
    static final Ink WHITE = new Ink(1, 1, 1);
    static final Ink HEAD = new Ink(0.13f, 0.23f, 0.36f);
    static final Ink STAMP = new Ink(0.975f, 0.915f, 0.875f);

    static final Ink BLUE = new Ink(0, 0.447f, 0.698f);
    static final Ink VERMILION = new Ink(0.835f, 0.369f, 0);
    static final Ink GREEN = new Ink(0, 0.48f, 0.36f);
    static final Ink PURPLE = new Ink(0.8f, 0.475f, 0.655f);
    static final Ink ORANGE = new Ink(0.902f, 0.624f, 0);
    static final Ink SKY = new Ink(0.337f, 0.706f, 0.914f);

    private static final List<Ink> SERIES = List.of(BLUE, ORANGE, GREEN, PURPLE, SKY, VERMILION);

    /** The colour of the series with this number, from 0. */
    static Ink series(int number) {
        return SERIES.get(number % SERIES.size());
    }

    /** Mixed with white; 0 is white, 1 the colour itself. */
    Ink tint(float share) {
        return new Ink(1 - share * (1 - red), 1 - share * (1 - green), 1 - share * (1 - blue));
    }
}
