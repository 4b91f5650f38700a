package io.gatehouse.adapter.risklabs.run;

import io.gatehouse.adapter.risklabs.market.Bars;
import io.gatehouse.adapter.risklabs.market.MarketData;
import io.gatehouse.adapter.risklabs.stress.ReplayWindow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Days of crisis that a series may hold; those that it does hold are lived through again.
 *
 * <p>6 May 2010 (CFTC and SEC, 2010), 24 August 2015, 12 to 16 March 2020, and for crypto
 * currencies 4 September 2017 and 12 March 2020.
 */
final class RecordedCrashes {

    private static final List<String> DAYS =
            List.of(
                    "2010-05-06",
                    "2015-08-24",
                    "2017-09-04",
                    "2018-02-05",
                    "2020-03-12",
                    "2020-03-16");

    private RecordedCrashes() {}

    /** The days that some instrument has bars of; its own name stands in for others. */
    static List<ReplayWindow> within(MarketData data) {
        List<ReplayWindow> windows = new ArrayList<>();
        for (String day : DAYS) {
            long from = Instant.parse(day + "T00:00:00Z").toEpochMilli();
            long to = from + 86_400_000L;
            for (MarketData.Instrument one : data.instruments().values()) {
                if (!one.synthetic() && holds(one.bars(), from, to)) {
                    windows.add(new ReplayWindow(day, one.bars().symbol(), from, to));
                    break;
                }
            }
        }
        return windows;
    }

    private static boolean holds(Bars bars, long from, long to) {
        for (long time : bars.openTime()) {
            if (time >= from && time < to) {
                return true;
            }
        }
        return false;
    }
}
