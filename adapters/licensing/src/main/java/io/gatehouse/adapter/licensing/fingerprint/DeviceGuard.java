package io.gatehouse.adapter.licensing.fingerprint;

import io.gatehouse.adapter.licensing.Area;
import io.gatehouse.adapter.licensing.Judged;
import io.gatehouse.adapter.licensing.ToolKey;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether this is the machine that was enrolled: by its parts or, where they identify nothing, by a
 * one-time code. Which of both was settled at enrolment; a code does not make another machine this
 * one. Thread-safe.
 */
public final class DeviceGuard {

    private final Optional<StableFingerprint> enrolled;
    private final Optional<ToolKey> key;
    private final Optional<OneTimeCodes> codes;

    private DeviceGuard(
            Optional<StableFingerprint> enrolled,
            Optional<ToolKey> key,
            Optional<OneTimeCodes> codes) {
        this.enrolled = enrolled;
        this.key = key;
        this.codes = codes;
    }

    /** For a machine that its parts identify. */
    public static DeviceGuard byParts(StableFingerprint enrolled, ToolKey key) {
        return new DeviceGuard(Optional.of(enrolled), Optional.of(key), Optional.empty());
    }

    /** For a machine whose parts were refused as {@code weak-hardware}. */
    public static DeviceGuard byCode(OneTimeCodes codes) {
        return new DeviceGuard(Optional.empty(), Optional.empty(), Optional.of(codes));
    }

    /**
     * Judges the machine. Refused as {@code rebind-required}, {@code code-missing}, or for the code
     * as {@link OneTimeCodes#verify} says.
     *
     * @param code as a person read it; not looked at when the parts tell
     * @param now from a clock that cannot be set back
     * @return the verdict; a code that counts is a match
     */
    public Judged<Drift.Verdict> judge(
            HardwareReading reading, Optional<String> code, Instant now) {
        if (enrolled.isPresent()) {
            Drift drift = enrolled.get().drift(reading, key.orElseThrow());
            return drift.verdict() == Drift.Verdict.REBIND_REQUIRED
                    ? Judged.refused(
                            Area.FINGERPRINT.finding(
                                    "rebind-required",
                                    "this machine",
                                    "the machine that was enrolled",
                                    "differs in " + drift.changed(),
                                    "enrol this machine, and have it licensed again"))
                    : Judged.accepted(drift.verdict());
        }
        if (code.isEmpty()) {
            return Judged.refused(
                    Area.ONE_TIME_CODE.finding(
                            "code-missing",
                            "one-time code",
                            "a code, for its parts do not identify this machine",
                            "none",
                            "enter the code that the device of this machine shows"));
        }
        Judged<Long> verified = codes.orElseThrow().verify(code.get(), now);
        return verified.value().isPresent()
                ? Judged.accepted(Drift.Verdict.MATCH)
                : Judged.refused(verified.findings());
    }
}
