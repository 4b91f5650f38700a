package io.gatehouse.definitions.rule;

import io.gatehouse.core.command.Statement;
import io.gatehouse.core.evidence.EvidenceItem;
import java.time.Duration;
import java.time.Instant;

/** How old a piece of evidence is, whatever it says of itself. */
final class EvidenceAge {

    private EvidenceAge() {}

    /** A finding for a file that is older than the limit, or from the future. */
    static void judge(Inspection inspection, EvidenceItem item, Duration limit) {
        Instant now = inspection.context().asOf();
        Instant latest =
                item.declared().isAfter(item.recorded()) ? item.declared() : item.recorded();
        if (latest.isAfter(now.plus(Statement.SKEW))) {
            // a date ahead of the clock would keep an old file young for as long as one likes
            inspection.error(
                    "future-dated",
                    item.path(),
                    "a time not after " + now,
                    latest.toString(),
                    "mend the clock or the file's time, and record the file again");
            return;
        }
        if (item.bornAt().isBefore(now.minus(limit))) {
            inspection.fail(
                    "stale",
                    item.path(),
                    "not older than " + limit + ", that is from " + now.minus(limit),
                    item.bornAt().toString(),
                    "do step " + item.step() + " again");
        }
    }
}
