package io.gatehouse.audit.log;

import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.KeyId;
import io.gatehouse.core.id.LogName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gathers findings in memory that does not grow with the log. */
final class ReportBuilder implements LineFindings.FindingSink {

    private record Reason(Unchecked.Check check, String text) {}

    /** Reasons name keys and files; a log of made-up ones must not fill memory. */
    private static final int MOST_REASONS = 200;

    private final List<LogFault> faults = new ArrayList<>();
    private final Map<Reason, long[]> unchecked = new LinkedHashMap<>();
    private final Map<KeyId, Long> revoked = new LinkedHashMap<>();
    private long faultCount;

    @Override
    public void fault(LogFault fault) {
        faultCount++;
        if (faults.size() < LogReport.KEPT) {
            faults.add(fault);
        }
    }

    @Override
    public void unchecked(Unchecked.Check check, String reason, long line) {
        Reason key = new Reason(check, reason);
        if (!unchecked.containsKey(key) && unchecked.size() >= MOST_REASONS) {
            key = new Reason(check, "further reasons");
        }
        unchecked.computeIfAbsent(key, first -> new long[] {0, line})[0]++;
    }

    @Override
    public void revokedSince(KeyId key, long line) {
        revoked.putIfAbsent(key, line);
    }

    LogReport build(
            LogName log,
            long lines,
            long bytes,
            Optional<Digest> last,
            LogReport.HeadStanding head,
            long ahead) {
        List<Unchecked> notMade = new ArrayList<>();
        unchecked.forEach(
                (reason, counts) ->
                        notMade.add(
                                new Unchecked(
                                        reason.check(), reason.text(), counts[0], counts[1])));
        return new LogReport(
                log, lines, bytes, last, faults, faultCount, notMade, revoked, head, ahead);
    }
}
