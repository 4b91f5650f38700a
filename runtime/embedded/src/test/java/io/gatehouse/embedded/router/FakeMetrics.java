package io.gatehouse.embedded.router;

import io.gatehouse.adapter.metrics.export.LiveMetrics;
import java.time.Duration;
import java.util.TreeMap;

/** Keeps the figures of venues by name: {@code loopback_spot unknown}. */
final class FakeMetrics implements LiveMetrics {

    final TreeMap<String, Integer> figures = new TreeMap<>();

    @Override
    public VenueMetrics venue(String exchange) {
        return new VenueMetrics() {
            private void add(String name) {
                figures.merge(exchange + " " + name, 1, Integer::sum);
            }

            @Override
            public void answered(long nanos) {
                add("answered");
            }

            @Override
            public void breaker(boolean open) {
                figures.put(exchange + " breaker", open ? 1 : 0);
            }

            @Override
            public void reconciled() {
                add("reconciled");
            }

            @Override
            public void reconcileFailed() {
                add("reconcile-failed");
            }

            @Override
            public void contradiction() {
                add("contradictions");
            }

            @Override
            public void unknownOrders(int open) {
                figures.put(exchange + " unknown", open);
            }

            @Override
            public void foreignOrders(int open) {
                figures.put(exchange + " foreign", open);
            }
        };
    }

    @Override
    public Channel channel(String exchange, String symbol, String portfolio, String route) {
        throw new UnsupportedOperationException("orders are not counted here");
    }

    @Override
    public void decided(long nanos) {}

    @Override
    public void queueDepth(int orders) {
        figures.put("queue", orders);
    }

    @Override
    public void rejectedMissingClientId() {}

    @Override
    public void cancelBinding(boolean hit) {}

    @Override
    public void lease(boolean held, Duration remaining) {}

    @Override
    public void state(State state) {}

    @Override
    public void kill(boolean engaged) {}

    @Override
    public void routerLogFailed() {}
}
