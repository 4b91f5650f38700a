package io.gatehouse.configuration.check;

import io.gatehouse.configuration.ConfigNode.Mapping;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** {@code strategies} and the sections whose names end in {@code _strategies}. */
final class StrategiesCheck implements ConfigCheck {

    static final ConfigCode AVERAGES =
            ConfigCode.existing(
                    "strategy_averages_order",
                    "The fast average of a strategy is not shorter than the slow one.",
                    "make fast_ma smaller than slow_ma");

    static final ConfigCode NOT_POSITIVE =
            ConfigCode.existing(
                    "strategy_parameter_not_positive",
                    "A window of a strategy is zero or negative.",
                    "give a positive number");

    private static final List<String> WINDOWS =
            List.of("fast_ma", "slow_ma", "breakout_lookback", "momentum_window", "atr_window");

    @Override
    public String name() {
        return "strategies";
    }

    @Override
    public List<ConfigCode> codes() {
        return List.of(AVERAGES, NOT_POSITIVE);
    }

    /** The names of all strategies of a file. */
    static Set<String> names(Examination file) {
        Set<String> names = new TreeSet<>();
        for (String section : file.root().last().keySet()) {
            if (section.equals("strategies") || section.endsWith("_strategies")) {
                names.addAll(file.entries(section).keySet());
            }
        }
        return names;
    }

    @Override
    public void run(Examination file) {
        file.entries("strategies")
                .forEach(
                        (name, strategy) ->
                                file.mapping(strategy, "parameters")
                                        .ifPresent(p -> parameters(file, name, p)));
    }

    private static void parameters(Examination file, String name, Mapping parameters) {
        for (String window : WINDOWS) {
            file.number(parameters, window)
                    .filter(figure -> !figure.isPositive())
                    .ifPresent(
                            figure ->
                                    file.find(
                                            NOT_POSITIVE,
                                            figure.at(),
                                            name,
                                            window + " is " + figure.at().text()));
        }
        Optional<Examination.Figure> fast = file.number(parameters, "fast_ma");
        Optional<Examination.Figure> slow = file.number(parameters, "slow_ma");
        if (fast.isPresent()
                && slow.isPresent()
                && fast.get().value().compareTo(slow.get().value()) >= 0) {
            file.find(
                    AVERAGES,
                    fast.get().at(),
                    name,
                    fast.get().at().text() + " and " + slow.get().at().text());
        }
    }
}
