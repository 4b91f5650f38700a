package io.gatehouse.adapter.licensing.licence;

import io.gatehouse.adapter.licensing.Judged;
import io.gatehouse.adapter.licensing.SealedState;
import io.gatehouse.audit.json.Timestamps;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.rule.Finding;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Puts a licence into force on this machine, and remembers for each profile the latest one: an
 * older licence, perhaps with a feature or a seat more, does not come back. Thread-safe.
 */
public final class Activation {

    /** Schema of its state. */
    public static final String SCHEMA = "gatehouse.activation/1";

    private final LicenceCheck check;
    private final SeenClock clock;
    private final SealedState state;

    public Activation(LicenceCheck check, SeenClock clock, SealedState state) {
        this.check = check;
        this.clock = clock;
        this.state = state;
    }

    /** Starts to remember; once, when the machine is enrolled. */
    public Judged<JsonObject> begin() {
        return state.begin(JsonObject.EMPTY);
    }

    /** Activates; refused for what the check finds, the clock, or as {@code older-than-active}. */
    public Judged<LicenceCheck.Verdict> activate(LicenceCheck.Case given) {
        Judged<Instant> now = clock.now();
        if (now.value().isEmpty()) {
            return Judged.refused(now.findings());
        }
        LicenceCheck.Verdict verdict = check.judge(given, now.value().get());
        if (!verdict.counts()) {
            return Judged.refused(verdict.findings());
        }
        Licence licence = verdict.licence().orElseThrow();
        AtomicBoolean older = new AtomicBoolean();
        Judged<JsonObject> updated =
                state.update(
                        held -> {
                            older.set(isOlder(licence, held.object(licence.profile())));
                            return older.get()
                                    ? held
                                    : held.with(licence.profile(), entry(licence));
                        });
        if (updated.value().isEmpty()) {
            return Judged.refused(updated.findings());
        }
        return older.get() ? Judged.refused(olderThanActive(licence)) : Judged.accepted(verdict);
    }

    private static boolean isOlder(Licence licence, Optional<JsonObject> active) {
        return active.isPresent()
                && active.get()
                        .text("issued_at")
                        .flatMap(Timestamps::parse)
                        .filter(issued -> !issued.isAfter(licence.issued()))
                        .isEmpty();
    }

    private static JsonObject entry(Licence licence) {
        return JsonObject.builder()
                .put("license_id", licence.id())
                .put("issued_at", Timestamps.format(licence.issued()))
                .put("licence", licence.digest().value())
                .build();
    }

    private static Finding olderThanActive(Licence licence) {
        return licence.finding(
                "older-than-active",
                "a licence issued after the active one",
                licence.issued().toString(),
                "use the latest licence of this machine");
    }
}
