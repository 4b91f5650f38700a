package io.gatehouse.adapter.liverouter.dryrun;

import io.gatehouse.core.rule.Finding;
import java.util.List;
import java.util.Map;

/**
 * What a configuration says about live execution.
 *
 * @param route stops of the default route, in order
 * @param latencyBudgetMillis {@code execution.live.latency_budget_ms}; 250 where nothing is said,
 *     as the existing router has it
 */
public record LiveWiring(
        boolean enabled,
        List<String> route,
        long latencyBudgetMillis,
        List<Environment> environments) {

    public LiveWiring {
        route = List.copyOf(route);
        environments = List.copyOf(environments);
    }

    /**
     * A live environment.
     *
     * @param instruments of its universe, in the order of the file
     */
    public record Environment(
            String name,
            String exchange,
            List<String> required,
            List<String> forbidden,
            List<Traded> instruments) {

        public Environment {
            required = List.copyOf(required);
            forbidden = List.copyOf(forbidden);
            instruments = List.copyOf(instruments);
        }
    }

    /**
     * An instrument of a universe.
     *
     * @param symbol base and quote together, as the router names it
     * @param symbols the venues' own names by venue
     */
    public record Traded(String symbol, String base, String quote, Map<String, String> symbols) {

        public Traded {
            symbols = Map.copyOf(symbols);
        }
    }

    /** The outcome of reading a configuration. */
    public sealed interface Reading {

        record Read(LiveWiring wiring) implements Reading {}

        record Refused(Finding finding) implements Reading {}
    }

    /**
     * The venue of a stop: a stop names an adapter, or a live environment and by it the adapter of
     * its exchange.
     */
    public String venue(String stop) {
        return environments.stream()
                .filter(e -> e.name().equals(stop))
                .map(Environment::exchange)
                .findFirst()
                .orElse(stop);
    }
}
