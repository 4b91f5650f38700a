package io.gatehouse.adapter.risklabs.stress;

import java.util.List;
import java.util.Objects;

/**
 * What a run of stress tests is free to choose.
 *
 * @param impact beyond the recorded book
 * @param windows recorded times to live through again; their names differ
 */
public record StressSettings(SquareRootImpact impact, List<ReplayWindow> windows) {

    /** The costlier impact, and no window. */
    public static final StressSettings DEFAULT =
            new StressSettings(SquareRootImpact.COSTLY, List.of());

    public StressSettings {
        Objects.requireNonNull(impact);
        windows = List.copyOf(windows);
        if (windows.stream().map(ReplayWindow::name).distinct().count() != windows.size()) {
            throw new IllegalArgumentException("two windows have one name");
        }
    }
}
