package io.gatehouse.adapter.risklabs.statistics;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The cost of selling a position over time (Almgren and Chriss, 2000, Journal of Risk 3): linear
 * permanent and temporary impact, and the schedule that weighs expected cost against variance.
 *
 * @param quantity units to sell, positive
 * @param horizon days in which all is sold, positive
 * @param periods equal trading periods within the horizon, at least one
 * @param volatility of the price, in currency per unit and root of a day, not negative
 * @param halfSpread fixed cost per unit, not negative
 * @param permanent impact that stays, per unit sold (gamma), not negative
 * @param temporary impact per unit sold per day (eta), above half of gamma times a period
 */
public record AlmgrenChriss(
        double quantity,
        double horizon,
        int periods,
        double volatility,
        double halfSpread,
        double permanent,
        double temporary) {

    public AlmgrenChriss {
        if (!(quantity > 0 && quantity < 1e300)
                || !(horizon > 0 && horizon < 1e6)
                || periods < 1
                || periods > 1_000_000
                || !(volatility >= 0 && volatility < 1e300)
                || !(halfSpread >= 0 && halfSpread < 1e300)
                || !(permanent >= 0 && permanent < 1e300)
                || !(temporary > 0.5 * permanent * horizon / periods && temporary < 1e300)) {
            throw new IllegalArgumentException("not the parameters of a sale");
        }
    }

    /**
     * The rate at which the best schedule sells, per day (kappa).
     *
     * @param aversion weight of the variance in the sum with the cost (lambda), not negative
     */
    public double urgency(double aversion) {
        if (!(aversion >= 0 && aversion < 1e300)) {
            throw new IllegalArgumentException("not an aversion to risk: " + aversion);
        }
        double period = horizon / periods;
        double squared = aversion * volatility * volatility / net() * period * period;
        // arcosh(1 + s/2) = 2 arsinh(root(s)/2), without loss of digits for a small s
        double half = Math.sqrt(squared) / 2;
        return 2 * StrictMath.log(half + Math.sqrt(half * half + 1)) / period;
    }

    /** The best schedule for an aversion to risk; with none, the straight line. */
    public Schedule schedule(double aversion) {
        double urgency = urgency(aversion);
        List<Double> holdings = new ArrayList<>();
        for (int period = 0; period <= periods; period++) {
            double left = horizon * (periods - period) / periods;
            double share =
                    urgency * horizon < 1e-8 ? left / horizon : ratio(urgency, left, horizon);
            holdings.add(quantity * share);
        }
        return priced(holdings);
    }

    /** Everything in the first period: no variance, the highest cost. */
    public Schedule atOnce() {
        List<Double> holdings = new ArrayList<>(Collections.nCopies(periods + 1, 0.0));
        holdings.set(0, quantity);
        return priced(holdings);
    }

    private Schedule priced(List<Double> holdings) {
        double period = horizon / periods;
        double squares = 0;
        double traded = 0;
        double held = 0;
        for (int i = 1; i < holdings.size(); i++) {
            double sold = holdings.get(i - 1) - holdings.get(i);
            squares += sold * sold;
            traded += Math.abs(sold);
            held += holdings.get(i) * holdings.get(i);
        }
        double cost =
                0.5 * permanent * quantity * quantity
                        + halfSpread * traded
                        + net() / period * squares;
        return new Schedule(List.copyOf(holdings), cost, volatility * volatility * period * held);
    }

    private double net() {
        return temporary - 0.5 * permanent * horizon / periods;
    }

    /** sinh(rate * left) / sinh(rate * all), also where either alone would overflow. */
    private static double ratio(double rate, double left, double all) {
        return StrictMath.exp(rate * (left - all))
                * StrictMath.expm1(-2 * rate * left)
                / StrictMath.expm1(-2 * rate * all);
    }

    /**
     * What is held over time, and what selling so costs.
     *
     * @param holdings units held at the start and after each period
     * @param expectedCost in currency
     * @param variance of the cost, in currency squared
     */
    public record Schedule(List<Double> holdings, double expectedCost, double variance) {

        public Schedule {
            holdings = List.copyOf(holdings);
        }
    }
}
