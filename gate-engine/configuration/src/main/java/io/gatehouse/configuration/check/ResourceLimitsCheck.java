package io.gatehouse.configuration.check;

import java.util.List;

/** {@code runtime.resource_limits}. */
final class ResourceLimitsCheck implements ConfigCheck {

    static final ConfigCode NOT_POSITIVE =
            ConfigCode.existing(
                    "resource_limit_not_positive",
                    "A resource limit is zero or negative.",
                    "give a positive number");

    static final ConfigCode HEADROOM =
            ConfigCode.existing(
                    "resource_headroom_out_of_range",
                    "The threshold of the headroom warning is not a share between 0 and 1.",
                    "write 0.8 for eighty per cent");

    @Override
    public String name() {
        return "resource-limits";
    }

    @Override
    public List<ConfigCode> codes() {
        return List.of(NOT_POSITIVE, HEADROOM);
    }

    @Override
    public void run(Examination file) {
        file.section("runtime", "resource_limits")
                .ifPresent(
                        limits -> {
                            for (String name :
                                    List.of(
                                            "cpu_percent",
                                            "memory_mb",
                                            "io_read_mb_s",
                                            "io_write_mb_s")) {
                                file.number(limits, name)
                                        .filter(f -> !f.isPositive())
                                        .ifPresent(
                                                f ->
                                                        file.find(
                                                                NOT_POSITIVE,
                                                                f.at(),
                                                                name,
                                                                f.at().text()));
                            }
                            file.number(limits, "headroom_warning_threshold")
                                    .filter(
                                            f ->
                                                    !f.isPositive()
                                                            || f.value()
                                                                            .compareTo(
                                                                                    java.math
                                                                                            .BigDecimal
                                                                                            .ONE)
                                                                    > 0)
                                    .ifPresent(
                                            f ->
                                                    file.find(
                                                            HEADROOM,
                                                            f.at(),
                                                            "headroom_warning_threshold",
                                                            f.at().text()));
                        });
    }
}
