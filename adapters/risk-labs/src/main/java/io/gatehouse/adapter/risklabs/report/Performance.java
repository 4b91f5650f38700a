package io.gatehouse.adapter.risklabs.report;

import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What became of a profile's equity over the data.
 *
 * @param baseEquity more than zero, in the account's currency
 * @param finalEquity at the last bar
 * @param sampleSize number of returns
 * @param annualReturn geometric, as a fraction; empty where the data are too short to say
 * @param realizedVolatility annual, as a fraction
 * @param maxDrawdown greatest fall from a peak, as a fraction of the peak, 0 to 1
 * @param worstDailyLoss of a UTC day, as a fraction of that day's opening equity, 0 to 1
 * @param worstDay the day of it; empty when no day lost
 * @param daysUnderWater longest time from a peak to its recovery or to the end, in days
 * @param shareUnderWater share of bars below an earlier peak, 0 to 1
 */
public record Performance(
        double baseEquity,
        double finalEquity,
        long sampleSize,
        OptionalDouble annualReturn,
        double realizedVolatility,
        double maxDrawdown,
        double worstDailyLoss,
        Optional<LocalDate> worstDay,
        double daysUnderWater,
        double shareUnderWater) {

    public Performance {
        baseEquity = Checks.number(baseEquity, "base equity");
        Checks.require(baseEquity > 0, "base equity is not more than zero");
        finalEquity = Checks.atLeast(0, finalEquity, "final equity");
        Checks.count(sampleSize, "sample size");
        Checks.require(sampleSize > 0, "figures without a single return");
        annualReturn = Checks.number(annualReturn, "annual return");
        realizedVolatility = Checks.atLeast(0, realizedVolatility, "realized volatility");
        maxDrawdown = Checks.between(0, 1, maxDrawdown, "drawdown");
        worstDailyLoss = Checks.between(0, 1, worstDailyLoss, "worst daily loss");
        Objects.requireNonNull(worstDay);
        Checks.require(
                worstDay.isPresent() == worstDailyLoss > 0, "a worst day belongs to a daily loss");
        worstDay.ifPresent(
                day -> Checks.require(day.getYear() >= 1900 && day.getYear() <= 2999, "worst day"));
        daysUnderWater = Checks.atLeast(0, daysUnderWater, "days under water");
        shareUnderWater = Checks.between(0, 1, shareUnderWater, "share under water");
    }

    /** Final over base equity, less one. */
    public double totalReturn() {
        return finalEquity / baseEquity - 1;
    }
}
