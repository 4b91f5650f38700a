package io.gatehouse.configuration.check;

import io.gatehouse.configuration.ConfigNode.Mapping;
import io.gatehouse.configuration.ConfigNode.Scalar;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** {@code runtime.controllers}: how often a strategy is asked. */
final class ControllersCheck implements ConfigCheck {

    static final ConfigCode TICK =
            ConfigCode.existing(
                    "controller_tick_not_positive",
                    "The tick of a controller is zero or negative.",
                    "give the seconds between two ticks");

    static final ConfigCode INTERVAL =
            ConfigCode.existing(
                    "controller_interval_unsupported",
                    "The interval of a controller does not end in m, h, d, w or M.",
                    "write it as 15m, 4h, 1d, 1w or 1M");

    static final ConfigCode MISMATCH =
            ConfigCode.existing(
                    "controller_tick_differs",
                    "Tick and interval of a controller differ by more than a tenth.",
                    "bring tick_seconds and interval together");

    private static final BigDecimal TOLERANCE = new BigDecimal("0.1");

    @Override
    public String name() {
        return "controllers";
    }

    @Override
    public List<ConfigCode> codes() {
        return List.of(TICK, INTERVAL, MISMATCH);
    }

    @Override
    public void run(Examination file) {
        file.entries("runtime", "controllers")
                .forEach((name, controller) -> controller(file, name, controller));
    }

    private static void controller(Examination file, String name, Mapping controller) {
        Optional<Examination.Figure> tick = file.number(controller, "tick_seconds");
        Optional<Scalar> interval = file.text(controller, "interval");
        Optional<BigDecimal> seconds = interval.flatMap(i -> Intervals.seconds(i.text()));
        if (interval.isPresent() && seconds.isEmpty()) {
            file.find(INTERVAL, interval.get(), name, interval.get().text());
        }
        if (tick.isEmpty()) {
            return;
        }
        if (!tick.get().isPositive()) {
            file.find(TICK, tick.get().at(), name, tick.get().at().text());
        } else if (seconds.isPresent()
                && tick.get()
                                .value()
                                .subtract(seconds.get(), java.math.MathContext.DECIMAL64)
                                .abs()
                                .compareTo(seconds.get().multiply(TOLERANCE))
                        > 0) {
            file.find(
                    MISMATCH,
                    tick.get().at(),
                    name,
                    tick.get().at().text() + " s beside " + interval.get().text());
        }
    }
}
