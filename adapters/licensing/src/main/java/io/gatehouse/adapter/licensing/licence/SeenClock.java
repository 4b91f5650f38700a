package io.gatehouse.adapter.licensing.licence;

import io.gatehouse.adapter.licensing.Area;
import io.gatehouse.adapter.licensing.Judged;
import io.gatehouse.adapter.licensing.SealedState;
import io.gatehouse.audit.json.Timestamps;
import io.gatehouse.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Time that never goes back, across restarts: the clock, held against the latest time that was ever
 * seen. A clock set back, to let an expired licence live on, is refused. Thread-safe.
 *
 * <p>What was seen belongs to the machine, not to a licence: another licence resets nothing.
 */
public final class SeenClock {

    /** Schema of its state. */
    public static final String SCHEMA = "gatehouse.seen-time/1";

    /** Corrections of a clock within this are no attack; the later time counts. */
    public static final Duration TOLERANCE = Duration.ofMinutes(2);

    private static final String LATEST = "latest";

    private final SealedState state;
    private final InstantSource clock;

    public SeenClock(SealedState state, InstantSource clock) {
        this.state = state;
        this.clock = clock;
    }

    /** Starts to remember; once, when the machine is enrolled. */
    public Judged<Instant> begin() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Judged<JsonObject> made = state.begin(JsonObject.of(LATEST, Timestamps.format(now)));
        return made.value().isPresent() ? Judged.accepted(now) : Judged.refused(made.findings());
    }

    /** The time that counts, which is remembered; refused as {@code clock-set-back}. */
    public Judged<Instant> now() {
        Instant shown = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        AtomicReference<Instant> latest = new AtomicReference<>(Instant.MAX);
        Judged<JsonObject> updated =
                state.update(
                        before -> {
                            Instant seen =
                                    before.text(LATEST)
                                            .flatMap(Timestamps::parse)
                                            .orElse(Instant.MAX);
                            latest.set(seen);
                            return shown.isAfter(seen)
                                    ? before.with(LATEST, Timestamps.format(shown))
                                    : before;
                        });
        if (updated.value().isEmpty()) {
            return Judged.refused(updated.findings());
        }
        Instant seen = latest.get();
        if (seen.equals(Instant.MAX) || Duration.between(shown, seen).compareTo(TOLERANCE) > 0) {
            return Judged.refused(
                    Area.CLOCK.finding(
                            "clock-set-back",
                            "this machine's clock",
                            "not before " + (seen.equals(Instant.MAX) ? "the last time" : seen),
                            shown.toString(),
                            "set the clock right; if it once ran ahead, enrol the machine again"));
        }
        return Judged.accepted(shown.isAfter(seen) ? shown : seen);
    }
}
