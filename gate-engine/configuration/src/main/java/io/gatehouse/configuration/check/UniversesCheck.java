package io.gatehouse.configuration.check;

import io.gatehouse.configuration.ConfigNode.Mapping;
import java.util.List;

/** {@code instrument_universes}: which bars are loaded for which instruments. */
final class UniversesCheck implements ConfigCheck {

    static final ConfigCode SUFFIX =
            ConfigCode.existing(
                            "interval_suffix_unsupported",
                            "A backfill interval does not end in m, h, d, w or M.",
                            "write it as 15m, 4h, 1d, 1w or 1M; seconds are not supported")
                    .orWaived();

    static final ConfigCode LOOKBACK =
            ConfigCode.existing(
                    "backfill_lookback_not_positive",
                    "A backfill looks back zero or fewer days.",
                    "give a positive number of days");

    @Override
    public String name() {
        return "instrument-universes";
    }

    @Override
    public List<ConfigCode> codes() {
        return List.of(SUFFIX, LOOKBACK);
    }

    @Override
    public void run(Examination file) {
        file.entries("instrument_universes")
                .forEach(
                        (name, universe) ->
                                file.mapping(universe, "instruments")
                                        .ifPresent(all -> instruments(file, name, all)));
    }

    private static void instruments(Examination file, String universe, Mapping instruments) {
        for (String name : instruments.last().keySet()) {
            file.mapping(instruments, name)
                    .ifPresent(
                            instrument ->
                                    file.mappings(instrument, "backfill")
                                            .forEach(b -> backfill(file, universe, b)));
        }
    }

    private static void backfill(Examination file, String universe, Mapping backfill) {
        file.text(backfill, "interval")
                .filter(interval -> Intervals.seconds(interval.text()).isEmpty())
                .ifPresent(interval -> file.find(SUFFIX, interval, universe, interval.text()));
        file.number(backfill, "lookback_days")
                .filter(days -> !days.isPositive())
                .ifPresent(days -> file.find(LOOKBACK, days.at(), universe, days.at().text()));
    }
}
