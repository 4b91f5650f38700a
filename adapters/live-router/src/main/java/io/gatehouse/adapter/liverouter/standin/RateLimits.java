package io.gatehouse.adapter.liverouter.standin;

import java.util.Optional;

/**
 * Requests per minute, and the ban of who goes on after the limit. Thread-safe.
 *
 * <p>A window is a whole minute of the venue's clock. After as many refused requests as {@value
 * #PATIENCE} the client is banned until the next window ends.
 */
final class RateLimits {

    private static final int PATIENCE = 10;
    private static final long MINUTE = 60_000;

    private long most = Long.MAX_VALUE;
    private long window;
    private long used;
    private long bannedUntil;

    synchronized void most(long requestsPerMinute) {
        most = requestsPerMinute;
        used = 0;
        bannedUntil = 0;
    }

    /** Counts a request; the answer when it is one too many. */
    synchronized Optional<Answer> refuse(long now) {
        if (now / MINUTE != window) {
            window = now / MINUTE;
            used = 0;
        }
        if (now < bannedUntil) {
            return Optional.of(refusal(VenueError.BANNED, bannedUntil - now));
        }
        used++;
        if (used <= most) {
            return Optional.empty();
        }
        long untilNext = (window + 1) * MINUTE - now;
        if (used > most + PATIENCE) {
            bannedUntil = now + untilNext + MINUTE;
            return Optional.of(refusal(VenueError.BANNED, bannedUntil - now));
        }
        return Optional.of(refusal(VenueError.TOO_MANY_REQUESTS, untilNext));
    }

    private static Answer refusal(VenueError error, long millis) {
        return Answer.of(error).with("Retry-After", Long.toString(millis / 1_000 + 1));
    }
}
