package io.gatehouse.audit.compat;

import java.math.BigInteger;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether the entries keep what the metadata's filters, or a risk profile, say about them. */
final class SnapshotChecks {

    private static final List<String> SEVERITIES =
            List.of(
                    "trace",
                    "debug",
                    "info",
                    "notice",
                    "warning",
                    "error",
                    "critical",
                    "alert",
                    "emergency",
                    "fatal");

    private SnapshotChecks() {}

    /** The filters with which the log says it was written. */
    static void filters(CompatValue.Dict metadata, List<Snapshot> snapshots) throws CompatFailure {
        Optional<CompatValue.Dict> found = metadata.dict("filters");
        if (found.isEmpty()) {
            return;
        }
        CompatValue.Dict filters = found.get();
        Optional<Set<String>> severities = severities(filters.get("severity"));
        Optional<String> least = least(filters.get("severity_min"));
        CompatValue index = filters.get("screen_index");
        require(
                index.isNull()
                        || index instanceof CompatValue.Int
                        || index instanceof CompatValue.Bool,
                "screen_index");
        Optional<String> screen = textOrNull(filters, "screen_name");
        Optional<String> event = textOrNull(filters, "event");
        Optional<PythonTime> since = time(filters, "since");
        Optional<PythonTime> until = time(filters, "until");
        limit(filters.get("limit"), snapshots.size());
        for (Snapshot snapshot : snapshots) {
            Optional<String> severity = snapshot.severity();
            require(
                    severities.isEmpty() || severity.filter(severities.get()::contains).isPresent(),
                    "severity");
            require(least.isEmpty() || isAtLeast(severity, least.get()), "severity_min");
            require(
                    event.isEmpty()
                            || PythonText.equal(snapshot.event(), CompatValue.of(event.get())),
                    "event");
            require(
                    index.isNull()
                            || snapshot.screen()
                                    .filter(s -> PythonText.equal(s.get("index"), index))
                                    .isPresent(),
                    "screen_index");
            require(screen.isEmpty() || isNamed(snapshot, screen.get()), "screen_name");
            within(PythonTime.of(snapshot.timestamp()), since, until);
        }
    }

    private static Optional<Set<String>> severities(CompatValue filter) throws CompatFailure {
        if (filter.isNull()) {
            return Optional.empty();
        }
        require(filter instanceof CompatValue.Items, "severity");
        Set<String> severities = new HashSet<>();
        for (CompatValue value : ((CompatValue.Items) filter).values()) {
            Optional<String> severity = PythonText.severity(value);
            require(severity.isPresent(), "severity");
            severities.add(severity.get());
        }
        return Optional.of(severities);
    }

    private static Optional<String> least(CompatValue filter) throws CompatFailure {
        Optional<String> least = PythonText.severity(filter);
        require(filter.isNull() || least.isPresent(), "severity_min");
        return least;
    }

    private static Optional<String> textOrNull(CompatValue.Dict filters, String name)
            throws CompatFailure {
        require(filters.get(name).isNull() || filters.get(name) instanceof CompatValue.Text, name);
        return filters.text(name);
    }

    private static Optional<PythonTime> time(CompatValue.Dict filters, String name)
            throws CompatFailure {
        Optional<PythonTime> time = PythonTime.of(filters.get(name));
        require(filters.find(name).isEmpty() || time.isPresent(), name);
        return time;
    }

    private static void limit(CompatValue limit, int entries) throws CompatFailure {
        if (limit.isNull()) {
            return;
        }
        require(!(limit instanceof CompatValue.Bool), "limit");
        Optional<BigInteger> most = PythonText.integer(limit);
        require(most.filter(m -> m.signum() >= 0).isPresent(), "limit");
        require(BigInteger.valueOf(entries).compareTo(most.get()) <= 0, "limit");
    }

    private static boolean isNamed(Snapshot snapshot, String part) {
        return part.isEmpty()
                || snapshot.screen()
                        .flatMap(s -> s.text("name"))
                        .filter(n -> PythonText.fold(n).contains(PythonText.fold(part)))
                        .isPresent();
    }

    private static void within(
            Optional<PythonTime> time, Optional<PythonTime> since, Optional<PythonTime> until)
            throws CompatFailure {
        if (since.isEmpty() && until.isEmpty()) {
            return;
        }
        require(time.isPresent(), "timestamp");
        require(since.filter(s -> time.get().compareTo(s) < 0).isEmpty(), "since");
        require(until.filter(u -> time.get().compareTo(u) > 0).isEmpty(), "until");
    }

    /** The lowest severity that a risk profile admits. */
    static void severity(String least, List<Snapshot> snapshots) throws CompatFailure {
        for (Snapshot snapshot : snapshots) {
            if (!isAtLeast(snapshot.severity(), least)) {
                throw new CompatFailure(
                        CompatReason.SEVERITY_TOO_LOW, snapshot.severity().orElse("none"), least);
            }
        }
    }

    /** Severities that are not in the scale are below everything. */
    private static boolean isAtLeast(Optional<String> severity, String least) {
        int rank = SEVERITIES.indexOf(severity.orElse(""));
        int wanted = SEVERITIES.indexOf(least);
        return rank >= 0 && wanted >= 0 && rank >= wanted;
    }

    private static void require(boolean holds, String filter) throws CompatFailure {
        if (!holds) {
            throw new CompatFailure(CompatReason.FILTER_DIFFERS, filter);
        }
    }
}
