package io.gatehouse.adapter.risklabs.statistics;

/**
 * Normal distribution over a window, with running sums about a centre near the mean. The sums are
 * taken anew each time that the window has gone round, so that rounding cannot pile up and a step
 * costs the same for any window.
 */
final class NormalForecaster implements Forecaster {

    private final double[] ring;
    private final NormalQuantiles quantiles = new NormalQuantiles();
    private int observed;
    private int size;
    private double centre;
    private double sum;
    private double squares;

    NormalForecaster(int window) {
        ring = new double[window];
    }

    @Override
    public void observe(double value) {
        int slot = observed % ring.length;
        double old = size == ring.length ? ring[slot] - centre : 0;
        ring[slot] = value;
        size = Math.min(ring.length, size + 1);
        observed++;
        boolean round = size == ring.length ? slot == size - 1 : Integer.bitCount(size) == 1;
        if (round) {
            renew();
            return;
        }
        double deviation = value - centre;
        sum += deviation - old;
        squares += deviation * deviation - old * old;
    }

    private void renew() {
        centre = Sample.mean(ring, 0, size);
        sum = 0;
        squares = 0;
        for (int i = 0; i < size; i++) {
            double deviation = ring[i] - centre;
            sum += deviation;
            squares += deviation * deviation;
        }
    }

    @Override
    public TailRisk forecast(Level level) {
        double variance = Math.max(0, squares - sum * sum / size) / (size - 1);
        return quantiles.tailRisk(level, centre + sum / size, Math.sqrt(variance));
    }
}
