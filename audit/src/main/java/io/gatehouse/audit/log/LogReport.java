package io.gatehouse.audit.log;

import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.KeyId;
import io.gatehouse.core.id.LogName;
import io.gatehouse.core.rule.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a verification of a decision log found.
 *
 * @param lines how many lines there are, faulty ones included
 * @param bytes length of the file
 * @param last digest of the last line; empty when it could not be read
 * @param faults the first {@link #KEPT} of them, in order of the file
 * @param faultCount all of them
 * @param unchecked checks that could not be made, each kind and reason once
 * @param revokedSince keys that signed lines in good standing and were revoked later, with the
 *     first such line: not a fault of the log, but a re-verification asks what rests on them
 * @param head how the log stands to its head
 * @param linesAhead how many lines the log has beyond its head
 */
public record LogReport(
        LogName log,
        long lines,
        long bytes,
        Optional<Digest> last,
        List<LogFault> faults,
        long faultCount,
        List<Unchecked> unchecked,
        Map<KeyId, Long> revokedSince,
        HeadStanding head,
        long linesAhead) {

    /** So many faults are kept; a long log of garbage must not fill memory. */
    public static final int KEPT = 1_000;

    /** How a log stands to its head. */
    public enum HeadStanding {
        /** The log is as long as its head says. */
        EQUAL,
        /** The log is longer: the writer died between the line and the head. */
        LOG_AHEAD,
        /** The log is shorter: it was cut. */
        CUT,
        /** The log does not hold what the head says. */
        DIFFERENT,
        /** There is no head, or it cannot be read. */
        UNKNOWN,
        /** The verification was not asked to look. */
        NOT_ASKED
    }

    public LogReport {
        faults = List.copyOf(faults);
        unchecked = List.copyOf(unchecked);
        revokedSince = Map.copyOf(revokedSince);
    }

    /** Whether nothing is wrong as far as could be checked; see {@link #verdict}. */
    public boolean faultless() {
        return faultCount == 0;
    }

    /**
     * FAIL with any fault, ERROR with anything unchecked, PASS only when every check was made and
     * held. Only PASS admits.
     */
    public Verdict verdict() {
        if (faultCount > 0) {
            return Verdict.FAIL;
        }
        return unchecked.isEmpty() && head != HeadStanding.NOT_ASKED ? Verdict.PASS : Verdict.ERROR;
    }
}
