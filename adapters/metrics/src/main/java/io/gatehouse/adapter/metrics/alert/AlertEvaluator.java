package io.gatehouse.adapter.metrics.alert;

import io.gatehouse.configuration.alerts.AlertRule;
import io.gatehouse.configuration.alerts.PromExpression;
import io.gatehouse.configuration.alerts.PromParsing;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Evaluates alert rules over samples, once a second, with the semantics of Prometheus: pending
 * until a condition has held for {@code for}, then firing, resolved when it no longer holds.
 *
 * <p>Each begin and each end goes to the sink once; while the sink fails, events wait in order and
 * are offered again. When the clock is set back, rates begin anew. Confined to one thread.
 */
public final class AlertEvaluator {

    /** The alert that says that this evaluator itself cannot see everything. */
    public static final String BLIND = "GatehouseAlertsBlind";

    /** Most events that wait for the sink. */
    static final int MAX_WAITING = 10_000;

    private record Watched(AlertRule rule, PromExpression expression) {}

    private static final class Active {
        private Instant since;
        private double value;
        private boolean firing;

        Active(Instant since) {
            this.since = since;
        }
    }

    private final List<Watched> rules = new ArrayList<>();
    private final SampleStore store;
    private final AlertSink sink;
    private final SortedMap<String, Map<Labels, Active>> active = new TreeMap<>();
    private final Deque<AlertEvent> waiting = new ArrayDeque<>();
    private final Set<String> series;
    private long lost;

    /**
     * @param rules without findings of {@code AlertsCheck}
     * @param interval between two calls of {@link #tick}
     * @throws IllegalArgumentException when an expression is not understood: it would never fire
     */
    public AlertEvaluator(List<AlertRule> rules, Duration interval, AlertSink sink) {
        for (AlertRule rule : rules) {
            if (!(rule.expression() instanceof PromParsing.Parsed parsed)) {
                throw new IllegalArgumentException("an alert that is not understood");
            }
            this.rules.add(new Watched(rule, parsed.expression()));
        }
        List<PromExpression> expressions = this.rules.stream().map(Watched::expression).toList();
        Needs needs = Needs.of(expressions);
        this.series = needs.series();
        this.store = new SampleStore(needs.range(), interval);
        this.sink = sink;
    }

    /** The series that the rules need; other samples need not be handed in. */
    public Set<String> series() {
        return series;
    }

    /** Alerts that fire now, by name, each with the labels of its series. */
    public Map<String, List<Labels>> firing() {
        Map<String, List<Labels>> firing = new HashMap<>();
        active.forEach(
                (alert, all) ->
                        all.forEach(
                                (labels, a) -> {
                                    if (a.firing) {
                                        firing.computeIfAbsent(alert, x -> new ArrayList<>())
                                                .add(labels);
                                    }
                                }));
        return firing;
    }

    /** Events that the sink has not taken yet. */
    public int waiting() {
        return waiting.size();
    }

    /** Events that could not wait any longer. */
    public long lost() {
        return lost;
    }

    /** Takes the samples of an instant and evaluates every rule. */
    public void tick(Instant now, List<Sample> samples) {
        store.add(now.toEpochMilli(), samples);
        Evaluation evaluation = new Evaluation(store);
        for (Watched watched : rules) {
            judge(now, watched.rule(), watched.expression().accept(evaluation));
        }
        Vector blind = new Vector();
        if (store.refused() > 0) {
            blind.put(Labels.NONE, store.refused());
        }
        judge(now, blindness(), blind);
        deliver();
    }

    private static AlertRule blindness() {
        return new AlertRule(
                "evaluator",
                BLIND,
                "",
                java.util.Optional.of("0s"),
                new TreeMap<>(Map.of("severity", "critical")),
                new TreeMap<>(Map.of("summary", "Samples were left out: alerts may be missing")));
    }

    private void judge(Instant now, AlertRule rule, Vector holding) {
        Map<Labels, Active> all = active.computeIfAbsent(rule.name(), n -> new HashMap<>());
        for (Iterator<Map.Entry<Labels, Active>> left = all.entrySet().iterator();
                left.hasNext(); ) {
            Map.Entry<Labels, Active> one = left.next();
            if (!holding.values().containsKey(one.getKey())) {
                left.remove();
                if (one.getValue().firing) {
                    tell(now, rule, AlertEvent.Kind.RESOLVED, one.getKey(), one.getValue());
                }
            }
        }
        holding.forEach(
                (labels, value) -> {
                    Active one = all.computeIfAbsent(labels, l -> new Active(now));
                    one.value = value;
                    if (one.since.isAfter(now)) {
                        one.since = now; // the clock was set back: it would be pending till then
                    }
                    boolean due = !now.isBefore(one.since.plus(rule.holds()));
                    if (!one.firing && due) {
                        one.firing = true;
                        tell(now, rule, AlertEvent.Kind.FIRING, labels, one);
                    }
                });
    }

    private void tell(
            Instant now, AlertRule rule, AlertEvent.Kind kind, Labels labels, Active one) {
        if (waiting.size() >= MAX_WAITING) {
            lost++; // the oldest are worth more: they tell how it began
            return;
        }
        TreeMap<String, String> all = new TreeMap<>(labels.values());
        rule.labels().forEach(all::put);
        waiting.add(
                new AlertEvent(
                        now,
                        rule.name(),
                        kind,
                        rule.severity(),
                        new Labels(all),
                        one.value,
                        one.since,
                        rule.annotations().getOrDefault("summary", "")));
    }

    private void deliver() {
        while (!waiting.isEmpty()) {
            try {
                sink.accept(waiting.peek());
            } catch (IOException e) {
                return; // offered again with the next tick; waiting() shows it
            }
            waiting.remove();
        }
    }
}
