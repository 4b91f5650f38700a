package io.gatehouse.configuration.check;

import io.gatehouse.configuration.ConfigNode.Mapping;
import io.gatehouse.configuration.ConfigNode.Scalar;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** {@code runtime.live_routing}: routes and latency buckets. */
final class LiveRoutingCheck implements ConfigCheck {

    static final ConfigCode ROUTE =
            ConfigCode.existing(
                    "default_route_missing",
                    "Live routing is on and has no default route.",
                    "set default_route");

    static final ConfigCode DUPLICATE =
            ConfigCode.existing(
                            "route_duplicate", "A route names an exchange twice.", "name it once")
                    .asWarning();

    static final ConfigCode BUCKETS =
            ConfigCode.existing(
                    "latency_buckets_invalid",
                    "The latency buckets are not positive and rising.",
                    "list positive numbers, each greater than the one before");

    static final ConfigCode EXCHANGE =
            ConfigCode.ours(
                    "route_exchange_unknown",
                    "A route names neither an exchange on which an environment trades nor an environment: orders would go nowhere.",
                    "name the exchange of an environment");

    @Override
    public String name() {
        return "live-routing";
    }

    @Override
    public List<ConfigCode> codes() {
        return List.of(ROUTE, DUPLICATE, BUCKETS, EXCHANGE);
    }

    @Override
    public void run(Examination file) {
        file.section("runtime", "live_routing")
                .ifPresent(
                        routing -> {
                            routes(file, routing, ROUTE);
                            buckets(file, routing);
                        });
    }

    /** Routes and overrides of a section that has them. */
    static void routes(Examination file, Mapping routing, ConfigCode missing) {
        List<Scalar> route = file.texts(routing, "default_route");
        if (route.isEmpty() && file.isOn(routing, "enabled")) {
            file.find(missing, routing, "default_route", "none");
        }
        Set<String> venues = Environments.venues(file);
        route(file, route, venues);
        Optional<Mapping> overrides = file.mapping(routing, "route_overrides");
        overrides.ifPresent(
                all -> all.last().keySet().forEach(s -> route(file, file.texts(all, s), venues)));
    }

    private static void route(Examination file, List<Scalar> route, Set<String> venues) {
        Set<String> seen = new TreeSet<>();
        for (Scalar exchange : route) {
            if (!seen.add(exchange.text())) {
                file.find(DUPLICATE, exchange, exchange.text(), "twice");
            }
            if (!venues.contains(exchange.text())) {
                file.find(EXCHANGE, exchange, exchange.text(), "no environment of or on it");
            }
        }
    }

    static void buckets(Examination file, Mapping routing) {
        Optional<BigDecimal> before = Optional.empty();
        for (Examination.Figure bucket : file.numbers(routing, "latency_histogram_buckets")) {
            String text = bucket.at().text();
            if (!bucket.isPositive()) {
                file.find(
                        BUCKETS,
                        bucket.at(),
                        "latency_histogram_buckets",
                        text + " is not positive");
            }
            if (before.filter(b -> bucket.value().compareTo(b) <= 0).isPresent()) {
                file.find(
                        BUCKETS, bucket.at(), "latency_histogram_buckets", text + " does not rise");
            }
            before = Optional.of(bucket.value());
        }
    }
}
