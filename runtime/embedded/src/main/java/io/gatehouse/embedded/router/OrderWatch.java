package io.gatehouse.embedded.router;

import io.gatehouse.adapter.liverouter.order.ChildOrder;
import io.gatehouse.adapter.liverouter.order.ParentOrder;
import io.gatehouse.adapter.liverouter.route.Route;
import io.gatehouse.adapter.liverouter.route.RoutePlan;
import io.gatehouse.adapter.liverouter.route.Submission;
import io.gatehouse.adapter.liverouter.venue.Outcome;
import io.gatehouse.adapter.metrics.export.LiveMetrics;
import io.gatehouse.adapter.metrics.export.LiveMetrics.Result;
import io.gatehouse.adapter.metrics.log.RouterLogEntry;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Follows each order from its arrival to its end, for metrics, the signed log and whoever waits for
 * news of it. Thread-safe.
 */
final class OrderWatch {

    /** More open orders than any limit allows. */
    private static final int MOST_ATTEMPTS = 64;

    private final RouterMode mode;
    private final RoutePlan plan;
    private final LiveMetrics metrics;
    private final Consumer<RouterLogEntry> log;
    private final InstantSource clock;
    private final LongSupplier nanos;
    private final Map<Key, LiveMetrics.Channel> channels = new HashMap<>();
    private final Map<String, Followed> followed = new LinkedHashMap<>();

    private record Key(String exchange, String symbol, String profile, String route) {}

    private static final class Followed {
        private final ParentOrder order;
        private final long began;
        private final List<Attempt> attempts = new ArrayList<>();
        private Optional<Submission> last = Optional.empty();
        private boolean settled;
        private boolean answered;

        Followed(ParentOrder order, long began) {
            this.order = order;
            this.began = began;
        }
    }

    OrderWatch(
            RouterMode mode,
            RoutePlan plan,
            LiveMetrics metrics,
            Consumer<RouterLogEntry> log,
            InstantSource clock,
            LongSupplier nanos) {
        this.mode = mode;
        this.plan = plan;
        this.metrics = metrics;
        this.log = log;
        this.clock = clock;
        this.nanos = nanos;
    }

    /** An order has arrived, now. */
    void taken(ParentOrder order) {
        taken(order, nanos.getAsLong());
    }

    /**
     * An order has arrived.
     *
     * @param arrived when, in nanoseconds; what it waited for since is part of its latency
     */
    synchronized void taken(ParentOrder order, long arrived) {
        if (followed.putIfAbsent(order.id(), new Followed(order, arrived)) == null) {
            channel(order, firstVenue(order)).taken();
        }
    }

    /** Orders of before a restart that have not ended are followed too. */
    synchronized void resumed(ParentOrder order) {
        Followed one = new Followed(order, nanos.getAsLong());
        one.answered = true;
        followed.putIfAbsent(order.id(), one);
    }

    /** Who ordered has the first answer: from now on there may be news of it. */
    synchronized void answered(String id) {
        Followed one = followed.get(id);
        if (one != null) {
            one.answered = true;
        }
    }

    /** A venue was asked; called by the router's thread. */
    synchronized void attempted(Attempt attempt) {
        ChildOrder child = attempt.order();
        String exchange = child.venue().value();
        metrics.venue(exchange).answered(attempt.nanos());
        Followed one = followed.get(child.parent());
        if (one == null) {
            return;
        }
        if (one.attempts.isEmpty()) {
            metrics.decided(Math.max(0, nanos.getAsLong() - attempt.nanos() - one.began));
        }
        LiveMetrics.Channel channel = channel(one.order, exchange);
        channel.attempted(result(attempt.outcome()));
        if (attempt.outcome() instanceof Outcome.Accepted) {
            channel.accepted();
        }
        if (!one.attempts.isEmpty()) {
            channel.fellBack();
        }
        if (one.attempts.size() < MOST_ATTEMPTS) {
            one.attempts.add(attempt);
        }
    }

    /**
     * What is known of an order now.
     *
     * @return whether that is news
     */
    synchronized boolean news(Submission now) {
        Followed one = followed.get(now.parent());
        if (one == null) {
            return true;
        }
        boolean same = one.last.filter(now::equals).isPresent();
        one.last = Optional.of(now);
        boolean known = !(now instanceof Submission.Pending);
        if (known && !one.settled) {
            one.settled = true;
            settle(one, now);
        }
        if (now instanceof Submission.Done || now instanceof Submission.Refused) {
            followed.remove(now.parent());
        }
        return !same;
    }

    private void settle(Followed one, Submission now) {
        long took = nanos.getAsLong() - one.began;
        LiveMetrics.Channel channel =
                channel(
                        one.order,
                        one.attempts.isEmpty()
                                ? firstVenue(one.order)
                                : last(one).order().venue().value());
        channel.settled(took);
        if (now instanceof Submission.Refused) {
            channel.failed();
        }
        if (now instanceof Submission.Done done) {
            channel.filled(Math.min(done.filled(), done.quantity()), done.quantity());
        }
        log.accept(
                RouterLines.entry(
                        clock.instant(),
                        route(one.order),
                        one.order,
                        one.attempts,
                        took,
                        now,
                        mode));
    }

    private static Attempt last(Followed one) {
        return one.attempts.get(one.attempts.size() - 1);
    }

    /**
     * Orders of which an end may still be told.
     *
     * <p>Not those that await their first answer: the router has perhaps not come to one of them
     * and would call it unknown. Told as a refusal, it would be ordered again while it fills.
     */
    synchronized List<String> open() {
        return followed.entrySet().stream()
                .filter(each -> each.getValue().answered)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The order, while it is followed. */
    synchronized Optional<ParentOrder> order(String id) {
        return Optional.ofNullable(followed.get(id)).map(one -> one.order);
    }

    private LiveMetrics.Channel channel(ParentOrder order, String exchange) {
        return channels.computeIfAbsent(
                new Key(exchange, order.instrument().symbol(), order.profile(), route(order)),
                key -> metrics.channel(key.exchange, key.symbol, key.profile, key.route));
    }

    private static Result result(Outcome outcome) {
        if (outcome instanceof Outcome.Accepted) {
            return Result.SUCCESS;
        }
        return outcome instanceof Outcome.Refused ? Result.API_ERROR : Result.EXCEPTION;
    }

    private String firstVenue(ParentOrder order) {
        return match(order).map(route -> route.venues().get(0).value()).orElse("none");
    }

    private String route(ParentOrder order) {
        return match(order).map(Route::name).orElse("none");
    }

    private Optional<Route> match(ParentOrder order) {
        return plan.routes().stream()
                .filter(
                        route ->
                                any(route.symbols(), order.instrument().symbol())
                                        && any(route.profiles(), order.profile())
                                        && any(route.types(), order.type()))
                .findFirst();
    }

    private static <T> boolean any(java.util.Set<T> wanted, T value) {
        return wanted.isEmpty() || wanted.contains(value);
    }
}
