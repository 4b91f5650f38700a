package io.gatehouse.audit.compat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Counts the events of a telemetry log. Says nothing about gates. Confined to one thread. */
final class EventSummary {

    /** First and last time of something. */
    private static final class Span {
        private Optional<PythonTime> first = Optional.empty();
        private Optional<PythonTime> last = Optional.empty();

        void add(PythonTime time) {
            first = Optional.of(first.filter(f -> f.compareTo(time) <= 0).orElse(time));
            last = Optional.of(last.filter(l -> l.compareTo(time) >= 0).orElse(time));
        }

        void put(Map<String, CompatValue> into) {
            first.ifPresent(t -> into.put("first_timestamp", CompatValue.of(t.text())));
            last.ifPresent(t -> into.put("last_timestamp", CompatValue.of(t.text())));
        }
    }

    private static final class Event {
        private long count;
        private long samples;
        private double total;
        private double least;
        private double most;
        private final SortedSet<String> screens = new TreeSet<>();
        private final SortedMap<String, Long> severities = new TreeMap<>();
        private final Span span = new Span();

        void sample(double fps) {
            least = samples == 0 || fps < least ? fps : least;
            most = samples == 0 || fps > most ? fps : most;
            total += fps;
            samples++;
        }
    }

    private final SortedMap<String, Event> events = new TreeMap<>();
    private final SortedMap<String, Long> severities = new TreeMap<>();
    private final Span span = new Span();
    private long total;

    void add(Snapshot snapshot) throws CompatFailure {
        Optional<PythonTime> time = PythonTime.of(snapshot.timestamp());
        time.ifPresent(span::add);
        String name =
                snapshot.event() instanceof CompatValue.Text text && !text.value().isEmpty()
                        ? text.value()
                        : "unknown";
        Event event = events.computeIfAbsent(name, n -> new Event());
        event.count++;
        snapshot.severity()
                .ifPresent(
                        severity -> {
                            event.severities.merge(severity, 1L, Long::sum);
                            severities.merge(severity, 1L, Long::sum);
                        });
        time.ifPresent(event.span::add);
        Optional<Double> fps = number(snapshot.fps());
        fps.ifPresent(event::sample);
        if (snapshot.screen().filter(CompatValue::isTruthy).isPresent()) {
            event.screens.add(CompatPrinter.SORTED.text(snapshot.screen().get()));
        }
        total++;
    }

    /** A number as a double. */
    static Optional<Double> number(CompatValue value) throws CompatFailure {
        if (value instanceof CompatValue.Real real) {
            return Optional.of(real.value());
        }
        if (value instanceof CompatValue.Bool bool) {
            return Optional.of(bool.value() ? 1.0 : 0.0);
        }
        if (!(value instanceof CompatValue.Int integer)) {
            return Optional.empty();
        }
        double number = integer.value().doubleValue();
        if (Double.isInfinite(number)) {
            throw new CompatFailure(CompatReason.OUT_OF_RANGE, "an integer beyond all doubles");
        }
        return Optional.of(number);
    }

    /** How often an event occurred. */
    BigInteger count(String event) {
        return BigInteger.valueOf(events.containsKey(event) ? events.get(event).count : 0);
    }

    CompatValue.Dict toValue() throws CompatFailure {
        Map<String, CompatValue> byName = new LinkedHashMap<>();
        for (Map.Entry<String, Event> event : events.entrySet()) {
            byName.put(event.getKey(), value(event.getValue()));
        }
        Map<String, CompatValue> summary = new LinkedHashMap<>();
        summary.put("total_snapshots", CompatValue.of(total));
        summary.put("events", new CompatValue.Dict(byName));
        span.put(summary);
        if (!severities.isEmpty()) {
            summary.put("severity_counts", counts(severities));
        }
        return new CompatValue.Dict(summary);
    }

    private static CompatValue value(Event event) throws CompatFailure {
        Map<String, CompatValue> value = new LinkedHashMap<>();
        value.put("count", CompatValue.of(event.count));
        if (event.samples > 0) {
            Map<String, CompatValue> fps = new LinkedHashMap<>();
            fps.put("min", new CompatValue.Real(event.least));
            fps.put("max", new CompatValue.Real(event.most));
            fps.put("avg", new CompatValue.Real(event.total / event.samples));
            fps.put("samples", CompatValue.of(event.samples));
            value.put("fps", new CompatValue.Dict(fps));
        }
        if (!event.screens.isEmpty()) {
            List<CompatValue> screens = new ArrayList<>();
            for (String screen : event.screens) {
                screens.add(CompatJson.read(screen));
            }
            value.put("screens", new CompatValue.Items(screens));
        }
        if (!event.severities.isEmpty()) {
            value.put("severity", new CompatValue.Dict(Map.of("counts", counts(event.severities))));
        }
        event.span.put(value);
        return new CompatValue.Dict(value);
    }

    private static CompatValue counts(SortedMap<String, Long> counts) {
        Map<String, CompatValue> value = new LinkedHashMap<>();
        counts.forEach((name, count) -> value.put(name, CompatValue.of(count)));
        return new CompatValue.Dict(value);
    }
}
