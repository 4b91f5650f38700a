package io.gatehouse.adapter.licensing.fingerprint;

import io.gatehouse.adapter.licensing.Area;
import io.gatehouse.adapter.licensing.Judged;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What a machine is known by when a licence comes into force on it: its parts, or where these are
 * too few ({@link StableFingerprint#FEWEST_WEIGHT}), a dongle or a one-time code beside them.
 */
public enum DeviceProof {
    PARTS,
    /** Its id is a part of the document that the licence binds to, and was compared with it. */
    DONGLE,
    CODE;

    /** Name in documents. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether so little identifies the machine that a sibling of the series may look alike. */
    public static boolean isWeak(HardwareReading reading) {
        return reading.values().keySet().stream().mapToInt(Component::weight).sum()
                < StableFingerprint.FEWEST_WEIGHT;
    }

    /**
     * Judges the machine. Refused as {@code code-missing}, or for the code as {@link
     * OneTimeCodes#verify} says.
     *
     * @param code asked for only where it is needed; never kept
     * @param verify counts the try before it looks at it
     */
    public static Judged<DeviceProof> judge(
            HardwareReading reading,
            Supplier<Optional<String>> code,
            Function<String, Judged<Long>> verify) {
        if (!isWeak(reading)) {
            return Judged.accepted(PARTS);
        }
        if (reading.first(Component.DONGLE).isPresent()) {
            return Judged.accepted(DONGLE);
        }
        Optional<String> given = code.get();
        if (given.isEmpty()) {
            // a machine that nothing tells from its siblings would run a copied licence
            return Judged.refused(
                    Area.ONE_TIME_CODE.finding(
                            "code-missing",
                            "this machine",
                            "a dongle or a one-time code, for its parts do not identify it",
                            "neither",
                            "give the dongle with --dongle; or enrol with 'gatehouse fingerprint"
                                    + " enrol-code' and give the code at the terminal, or with"
                                    + " --code-stdin"));
        }
        Judged<Long> verified = verify.apply(given.get());
        return verified.value().isPresent()
                ? Judged.accepted(CODE)
                : Judged.refused(verified.findings());
    }
}
