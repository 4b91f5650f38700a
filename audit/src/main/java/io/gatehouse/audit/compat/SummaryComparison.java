package io.gatehouse.audit.compat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compares a summary file with the summary that was counted from the log. */
final class SummaryComparison {

    private static final double TOLERANCE = 1e-6;

    private SummaryComparison() {}

    static void compare(CompatValue.Dict expected, CompatValue.Dict actual) throws CompatFailure {
        same(expected, actual, "total_snapshots", "");
        Optional<CompatValue.Dict> wanted = expected.dict("events");
        CompatValue.Dict counted = actual.dict("events").orElseThrow();
        require(wanted.isPresent(), "events");
        require(
                wanted.get().members().keySet().equals(counted.members().keySet()),
                "names of events");
        for (String name : counted.members().keySet()) {
            Optional<CompatValue.Dict> event = wanted.get().dict(name);
            require(event.isPresent(), "events." + name);
            event(event.get(), counted.dict(name).orElseThrow(), "events." + name + ".");
        }
        times(expected, actual, "");
        CompatValue totals = expected.get("severity_counts");
        if (totals.isNull()) {
            require(!actual.get("severity_counts").isTruthy(), "severity_counts");
        } else {
            require(actual.dict("severity_counts").isPresent(), "severity_counts");
            require(
                    counts(totals, "severity_counts")
                            .equals(counts(actual.get("severity_counts"), "severity_counts")),
                    "severity_counts");
        }
    }

    private static void event(CompatValue.Dict expected, CompatValue.Dict actual, String at)
            throws CompatFailure {
        same(expected, actual, "count", at);
        fps(expected.get("fps"), actual.get("fps"), at + "fps.");
        require(
                screens(expected.get("screens"), at).equals(screens(actual.get("screens"), at)),
                at + "screens");
        require(
                severities(expected.get("severity"), at)
                        .equals(severities(actual.get("severity"), at)),
                at + "severity");
        times(expected, actual, at);
    }

    private static void fps(CompatValue expected, CompatValue actual, String at)
            throws CompatFailure {
        if (expected.isNull()) {
            require(actual.isNull(), at);
            return;
        }
        require(expected instanceof CompatValue.Dict && actual instanceof CompatValue.Dict, at);
        CompatValue.Dict wanted = (CompatValue.Dict) expected;
        CompatValue.Dict counted = (CompatValue.Dict) actual;
        for (String name : List.of("min", "max", "avg")) {
            require(!wanted.get(name).isNull(), at + name);
            double a = real(wanted.get(name), at + name);
            double b = real(counted.get(name), at + name);
            double difference = Math.abs(a - b);
            double scale = Math.max(Math.max(Math.abs(a), Math.abs(b)), 1.0);
            require(difference <= TOLERANCE || difference <= TOLERANCE * scale, at + name);
        }
        same(wanted, counted, "samples", at);
    }

    private static double real(CompatValue value, String at) throws CompatFailure {
        Optional<Double> number = EventSummary.number(value);
        if (value instanceof CompatValue.Text text) {
            number = PythonText.real(text.value());
        }
        return number.orElseThrow(() -> new CompatFailure(CompatReason.OUT_OF_RANGE, at));
    }

    private static List<String> screens(CompatValue value, String at) throws CompatFailure {
        if (value.isNull()) {
            return List.of();
        }
        require(value instanceof CompatValue.Items, at + "screens");
        List<String> screens = new ArrayList<>();
        for (CompatValue screen : ((CompatValue.Items) value).values()) {
            require(screen instanceof CompatValue.Dict, at + "screens");
            screens.add(CompatPrinter.SORTED.text(screen));
        }
        return screens.stream().sorted().toList();
    }

    private static Map<String, BigInteger> severities(CompatValue value, String at)
            throws CompatFailure {
        if (value.isNull()) {
            return Map.of();
        }
        require(value instanceof CompatValue.Dict, at + "severity");
        return counts(((CompatValue.Dict) value).get("counts"), at + "severity");
    }

    private static Map<String, BigInteger> counts(CompatValue value, String at)
            throws CompatFailure {
        require(value instanceof CompatValue.Dict, at);
        Map<String, BigInteger> counts = new HashMap<>();
        for (Map.Entry<String, CompatValue> entry :
                ((CompatValue.Dict) value).members().entrySet()) {
            Optional<String> severity = PythonText.severity(CompatValue.of(entry.getKey()));
            Optional<BigInteger> count = PythonText.integer(entry.getValue());
            require(severity.isPresent() && count.isPresent(), at);
            counts.put(severity.get(), count.get());
        }
        return counts;
    }

    private static void times(CompatValue.Dict expected, CompatValue.Dict actual, String at)
            throws CompatFailure {
        for (String name : List.of("first_timestamp", "last_timestamp")) {
            require(expected.find(name).isPresent() || actual.find(name).isEmpty(), at + name);
            same(expected, actual, name, at);
        }
    }

    private static void same(
            CompatValue.Dict expected, CompatValue.Dict actual, String name, String at)
            throws CompatFailure {
        require(PythonText.equal(expected.get(name), actual.get(name)), at + name);
    }

    private static void require(boolean holds, String place) throws CompatFailure {
        if (!holds) {
            throw new CompatFailure(CompatReason.SUMMARY_DIFFERS, place);
        }
    }
}
