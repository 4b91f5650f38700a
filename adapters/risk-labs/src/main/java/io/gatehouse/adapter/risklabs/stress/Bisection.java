package io.gatehouse.adapter.risklabs.stress;

import java.util.function.DoublePredicate;

/**
 * Finds where something begins to break, with the two values between which it does.
 *
 * <p>Where breaking is monotone the result is the smallest breaking value to within the tolerance.
 * Where it is not, the certificate still holds: the one value passes, the other breaks.
 */
final class Bisection {

    private static final int MOST_STEPS = 2_000;

    /** How the next value between two is chosen. */
    enum Middle {
        ARITHMETIC {
            @Override
            double of(double low, double high) {
                return low + (high - low) / 2;
            }
        },
        /** For values above zero over several powers of ten. */
        GEOMETRIC {
            @Override
            double of(double low, double high) {
                return Math.sqrt(low) * Math.sqrt(high);
            }
        };

        abstract double of(double low, double high);
    }

    /** What was found. */
    enum State {
        /** The certificate's two values enclose the break. */
        ENCLOSED,
        /** The first value breaks already. */
        BROKEN_AT_START,
        /** Not even the last value breaks. */
        NEVER_BROKEN
    }

    /**
     * The two values, each of which was tried.
     *
     * @param passing nearest known to pass; the start if nothing passes
     * @param breaking nearest known to break; the end if nothing breaks
     * @param evaluations how often something was tried
     */
    record Certificate(State state, double passing, double breaking, int evaluations) {}

    private Bisection() {}

    /**
     * Searches from a value that should pass to one that should break, upwards or downwards.
     *
     * @param tolerance greatest distance of the two values of the certificate, above zero
     */
    static Certificate search(
            DoublePredicate breaks, double start, double end, double tolerance, Middle middle) {
        if (!(tolerance > 0)) {
            throw new IllegalArgumentException("the tolerance must be positive");
        }
        if (breaks.test(start)) {
            return new Certificate(State.BROKEN_AT_START, start, start, 1);
        }
        if (!breaks.test(end)) {
            return new Certificate(State.NEVER_BROKEN, end, end, 2);
        }
        double passing = start;
        double breaking = end;
        int evaluations = 2;
        while (Math.abs(breaking - passing) > tolerance && evaluations < MOST_STEPS) {
            double next = middle.of(Math.min(passing, breaking), Math.max(passing, breaking));
            if (next == passing || next == breaking) {
                break;
            }
            evaluations++;
            if (breaks.test(next)) {
                breaking = next;
            } else {
                passing = next;
            }
        }
        return new Certificate(State.ENCLOSED, passing, breaking, evaluations);
    }
}
