package io.gatehouse.configuration.check;

import io.gatehouse.configuration.alerts.LiveMetricCatalogue;

/** The series that the live router exports. */
final class RouterSeries {

    private RouterSeries() {}

    static boolean isKnown(String series) {
        return LiveMetricCatalogue.standard().find(series).isPresent();
    }

    /** Whether the name lies in the router's name space. */
    static boolean isRouters(String series) {
        return series.startsWith("live_");
    }
}
