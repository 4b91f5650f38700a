package io.gatehouse.adapter.liverouter.kill;

import io.gatehouse.adapter.liverouter.venue.VenueId;
import io.gatehouse.core.rule.Finding;

/** The findings of a kill; rule id {@code kill}. */
final class KillFindings {

    private static final String RULE = "kill";

    private KillFindings() {}

    static Finding notListed(VenueId venue, String symbol) {
        return finding(
                "not-listed",
                venue + " " + symbol,
                "the venue's own list of open orders",
                "no answer in time",
                "look at the venue yourself: orders that the router has forgotten may rest there");
    }

    static Finding notGone(VenueId venue, long orders) {
        return finding(
                "not-gone",
                venue.value(),
                "every selected order known to be gone",
                orders + " still open or unknown",
                "withdraw them at the venue by hand, then repeat the kill");
    }

    static Finding notDurable() {
        return finding(
                "not-durable",
                "trading state",
                "a latch on the disk",
                "the disk has not answered; the halt holds in this process",
                "do not restart the router before the disk is mended");
    }

    static Finding unfinished(VenueId venue) {
        return finding(
                "unfinished",
                venue.value(),
                "an answer of the venue in time",
                "none yet; cancels are still being handed over",
                "look at the venue yourself");
    }

    static Finding snapshot() {
        return finding(
                "snapshot-failed",
                "router",
                "the router's list of open orders",
                "it could not be read",
                "look at the venues yourself; only what they list was withdrawn");
    }

    static Finding switchFailed(VenueId venue, String observed) {
        return finding(
                "dead-mans-switch",
                venue.value(),
                "a switch that the venue has set",
                observed,
                "see whether the venue answers; orders there stay when this process dies");
    }

    private static Finding finding(
            String code, String subject, String expected, String observed, String remedy) {
        return Finding.of(RULE, code, subject, expected, observed, remedy);
    }
}
