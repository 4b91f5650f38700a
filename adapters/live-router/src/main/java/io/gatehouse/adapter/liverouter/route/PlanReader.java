package io.gatehouse.adapter.liverouter.route;

import io.gatehouse.adapter.liverouter.order.OrderType;
import io.gatehouse.adapter.liverouter.venue.VenueId;
import io.gatehouse.configuration.ConfigNode;
import io.gatehouse.configuration.ConfigNode.Mapping;
import io.gatehouse.configuration.ConfigNode.Sequence;
import io.gatehouse.configuration.ConfigReading;
import io.gatehouse.configuration.ConfigTree;
import io.gatehouse.core.rule.Finding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads the routes from {@code execution.live} of {@code core.yaml} (runbook, 3.2).
 *
 * <p>Every key must be known; a key that nobody reads would be a limit that nobody keeps.
 *
 * <ul>
 *   <li>{@code enabled}: {@code true} or {@code false}; must be there.
 *   <li>{@code routes}: a list, the first that matches wins, of {@code name}; {@code exchanges}, in
 *       order; {@code symbols}, {@code risk_profiles} and {@code order_types} ({@code limit},
 *       {@code immediate_or_cancel}, {@code market}), each optional, for any; {@code
 *       latency_budget_ms} and {@code allow_cross_exchange_fallback}, by default those of the
 *       section.
 *   <li>{@code route_overrides}: exchanges by symbol, before all routes. {@code default_route}:
 *       exchanges for what no route matches.
 *   <li>{@code latency_budget_ms}: 0 to 3,600,000, by default 250. {@code
 *       allow_cross_exchange_fallback}: by default {@code false}; then only the first exchange of a
 *       route is asked.
 *   <li>{@code venues}: by exchange, {@code rate_per_second}, {@code burst}, {@code
 *       breaker_failures}, {@code breaker_open_ms}, {@code message_validity_ms}, {@code
 *       absence_margin_ms}, with the ranges and defaults of {@link VenueRules}.
 *   <li>{@code limits}: {@code children_per_order}, {@code unfilled_in_row}, of {@link
 *       RouteLimits}.
 * </ul>
 */
public final class PlanReader {

    static final Pattern VENUE = Pattern.compile("[a-z0-9_]{1,32}");
    private static final Pattern SYMBOL = Pattern.compile("[A-Z0-9]{2,20}");
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_-]{0,63}");
    private static final Map<String, OrderType> TYPES =
            Map.of(
                    "limit", OrderType.LIMIT,
                    "immediate_or_cancel", OrderType.IMMEDIATE_OR_CANCEL,
                    "market", OrderType.MARKET);
    private static final Pattern TYPE = Pattern.compile("limit|immediate_or_cancel|market");
    private static final String BUDGET = "latency_budget_ms";
    private static final String FALLBACK = "allow_cross_exchange_fallback";
    private static final Duration DEFAULT_BUDGET = Duration.ofMillis(250);
    private static final int LONGEST_BUDGET = 3_600_000;
    private static final int MOST_ROUTES = 64;
    private static final int MOST_NAMES = 1_000;

    private static final Set<String> OWN =
            Set.of(
                    "enabled",
                    "routes",
                    "route_overrides",
                    "default_route",
                    BUDGET,
                    FALLBACK,
                    "venues",
                    "limits");

    /** Keys of the section that other parts of the trading system read. */
    public static final Set<String> READ_ELSEWHERE =
            Set.of(
                    "guards",
                    "metrics",
                    "decision_log_path",
                    "decision_log_key_env",
                    "decision_log_key_path",
                    "decision_log_key_value",
                    "decision_log_key_id",
                    "decision_log_rotate_bytes",
                    "decision_log_keep",
                    "latency_histogram_buckets",
                    "qos",
                    "signers",
                    "require_hardware_wallet_for_withdrawals");

    private static final Set<String> ROUTE_KEYS =
            Set.of(
                    "name",
                    "exchanges",
                    "symbols",
                    "risk_profiles",
                    "order_types",
                    BUDGET,
                    FALLBACK);

    private final List<Finding> findings = new ArrayList<>();

    private PlanReader() {}

    /** Reads a configuration file's bytes. */
    public static PlanReading read(byte[] file) {
        return read(file, READ_ELSEWHERE);
    }

    /**
     * Reads the routes of trading on paper from {@code execution.paper}, which is written like
     * {@code execution.live}, but for how its venues are treated ({@code maker_bps}, {@code
     * taker_bps}, {@code slippage_bps}, {@code oldest_quote_ms}, {@code seed} in place of addresses
     * and secrets) and for {@code market}.
     */
    public static PlanReading paper(byte[] file) {
        return read(file, "paper", Set.of("guards", "market", "metrics"));
    }

    /**
     * Reads a configuration file's bytes.
     *
     * @param elsewhere keys of the section that the caller has read by others
     */
    public static PlanReading read(byte[] file, Set<String> elsewhere) {
        return read(file, "live", elsewhere);
    }

    private static PlanReading read(byte[] file, String name, Set<String> elsewhere) {
        ConfigReading reading = ConfigTree.read(file);
        if (reading instanceof ConfigReading.Refused refused) {
            return new PlanReading.Refused(
                    List.of(
                            PlanCode.PLAN_UNREADABLE.at(
                                    "configuration",
                                    "a strict YAML document",
                                    refused.fault().toString())));
        }
        Optional<Mapping> section =
                mapping(((ConfigReading.Parsed) reading).root(), "execution")
                        .flatMap(execution -> mapping(execution, name));
        if (section.isEmpty()) {
            return new PlanReading.Refused(
                    List.of(PlanCode.PLAN_MISSING.at("execution." + name, "a mapping", "nothing")));
        }
        Set<String> reached = name.equals("paper") ? PlanTreatment.PAPER : PlanTreatment.REACHED;
        return new PlanReader().plan(section.get(), elsewhere, reached);
    }

    private static Optional<Mapping> mapping(Mapping parent, String key) {
        // Of a key that stands twice another reader may see the other: neither is taken.
        boolean once = parent.members().stream().filter(m -> m.name().equals(key)).count() == 1;
        return parent.find(key)
                .filter(node -> once && node instanceof Mapping)
                .map(Mapping.class::cast);
    }

    private PlanReading plan(Mapping live, Set<String> elsewhere, Set<String> reached) {
        Set<String> known = new HashSet<>(OWN);
        known.addAll(elsewhere);
        PlanSection section = new PlanSection(live, known, findings);
        if (live.find("enabled").isEmpty()) {
            section.find(PlanCode.PLAN_VALUE, "enabled", "true or false", "nothing");
        }
        boolean enabled = section.flag("enabled", false);
        Duration budget = section.milliseconds(BUDGET, 0, LONGEST_BUDGET, DEFAULT_BUDGET);
        boolean fallback = section.flag(FALLBACK, false);
        List<Route> routes = routes(section, budget, fallback);
        Map<VenueId, VenueRules> venues = PlanTreatment.venues(section, reached);
        RouteLimits limits = PlanTreatment.limits(section);
        if (routes.isEmpty() && enabled && findings.isEmpty()) {
            section.find(PlanCode.PLAN_NO_ROUTE, "routes", "a route", "none");
        }
        return findings.isEmpty()
                ? new PlanReading.Read(new RoutePlan(enabled, routes, venues, limits))
                : new PlanReading.Refused(findings);
    }

    private List<Route> routes(PlanSection section, Duration budget, boolean fallback) {
        List<Route> routes = new ArrayList<>();
        for (ConfigNode.Member member : section.members("route_overrides", SYMBOL, MOST_NAMES)) {
            Set<String> exchanges =
                    section.texts(
                            "route_overrides." + member.name(),
                            member.value(),
                            VENUE,
                            Route.MOST_VENUES);
            route(section, member.name(), exchanges, Set.of(member.name()), budget, fallback)
                    .ifPresent(routes::add);
        }
        section.mapping()
                .find("routes")
                .ifPresent(node -> listed(section, node, budget, fallback, routes));
        Set<String> last = section.texts("default_route", VENUE, Route.MOST_VENUES);
        if (!last.isEmpty()) {
            route(section, "default_route", last, Set.of(), budget, fallback)
                    .ifPresent(routes::add);
        }
        return routes;
    }

    private Optional<Route> route(
            PlanSection section,
            String name,
            Set<String> exchanges,
            Set<String> symbols,
            Duration budget,
            boolean fallback) {
        if (exchanges.isEmpty()) {
            section.find(PlanCode.PLAN_VALUE, name, "at least one exchange", "none");
            return Optional.empty();
        }
        return Optional.of(
                new Route(name, symbols, Set.of(), Set.of(), ids(exchanges), budget, fallback));
    }

    private void listed(
            PlanSection section,
            ConfigNode node,
            Duration budget,
            boolean fallback,
            List<Route> routes) {
        if (!(node instanceof Sequence list)) {
            section.find(PlanCode.PLAN_VALUE, "routes", "a list", node.kind());
            return;
        }
        if (list.elements().size() > MOST_ROUTES) {
            section.find(PlanCode.PLAN_TOO_MANY, "routes", "at most " + MOST_ROUTES, "more");
            return;
        }
        Set<String> names = new HashSet<>();
        for (ConfigNode element : list.elements()) {
            section.section("routes", element, ROUTE_KEYS)
                    .flatMap(route -> route(route, names, budget, fallback))
                    .ifPresent(routes::add);
        }
    }

    private Optional<Route> route(
            PlanSection route, Set<String> names, Duration budget, boolean fallback) {
        String name = route.text("name", NAME, "");
        Set<String> exchanges = route.texts("exchanges", VENUE, Route.MOST_VENUES);
        if (name.isEmpty() || !names.add(name)) {
            route.find(PlanCode.PLAN_VALUE, "name", "a name of its own", name);
        }
        if (exchanges.isEmpty()) {
            route.find(PlanCode.PLAN_VALUE, "exchanges", "at least one exchange", "none");
            return Optional.empty();
        }
        Set<OrderType> types = new HashSet<>();
        some(route, "order_types", TYPE).forEach(type -> types.add(TYPES.get(type)));
        return Optional.of(
                new Route(
                        name,
                        some(route, "symbols", SYMBOL),
                        some(route, "risk_profiles", NAME),
                        types,
                        ids(exchanges),
                        route.milliseconds(BUDGET, 0, LONGEST_BUDGET, budget),
                        route.flag(FALLBACK, fallback)));
    }

    /** A list that limits: written and empty it would read as "any", so that is refused. */
    private static Set<String> some(PlanSection route, String key, Pattern form) {
        Set<String> texts = route.texts(key, form, MOST_NAMES);
        if (texts.isEmpty() && route.mapping().find(key).isPresent()) {
            route.find(PlanCode.PLAN_VALUE, key, "at least one", "none");
        }
        return texts;
    }

    private static List<VenueId> ids(Set<String> exchanges) {
        return exchanges.stream().map(VenueId::new).toList();
    }
}
