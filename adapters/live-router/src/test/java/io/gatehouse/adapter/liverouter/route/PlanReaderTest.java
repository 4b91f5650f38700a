package io.gatehouse.adapter.liverouter.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.adapter.liverouter.ledger.Orders;
import io.gatehouse.adapter.liverouter.order.OrderType;
import io.gatehouse.adapter.liverouter.venue.VenueId;
import io.gatehouse.core.rule.Finding;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanReaderTest {

    static final String WHOLE =
            """
            execution:
              default_mode: live
              live:
                enabled: true
                decision_log_path: audit/live.jsonl
                latency_budget_ms: 250.0
                allow_cross_exchange_fallback: false
                default_route: [second]
                route_overrides:
                  ETHUSDT: [third, first]
                routes:
                  - name: core_spot
                    exchanges: [first, second]
                    symbols: [BTCUSDT]
                    risk_profiles: [balanced, aggressive]
                    order_types: [limit, immediate_or_cancel]
                    latency_budget_ms: 100
                    allow_cross_exchange_fallback: true
                venues:
                  first: {rate_per_second: 50, burst: 5, breaker_failures: 3, breaker_open_ms: 7000,
                    message_validity_ms: 900, absence_margin_ms: 0}
                limits: {children_per_order: 3, unfilled_in_row: 20}
            """;

    @Test
    void shouldReadEveryKey() {
        RoutePlan plan = plan(WHOLE);

        assertThat(plan.enabled()).isTrue();
        assertThat(plan.limits()).isEqualTo(new RouteLimits(3, 20));
        assertThat(plan.routes())
                .extracting(Route::name)
                .containsExactly("ETHUSDT", "core_spot", "default_route");
        Route core = plan.routes().get(1);
        assertThat(core.venues()).containsExactly(Orders.FIRST, Orders.SECOND);
        assertThat(core.types())
                .containsExactlyInAnyOrder(OrderType.LIMIT, OrderType.IMMEDIATE_OR_CANCEL);
        assertThat(core.latencyBudget()).isEqualTo(Duration.ofMillis(100));
        assertThat(core.fallback()).isTrue();
        assertThat(plan.routes().get(2).fallback()).isFalse();
        assertThat(plan.routes().get(2).latencyBudget()).isEqualTo(Duration.ofMillis(250));
        assertThat(plan.rules(Orders.FIRST))
                .isEqualTo(
                        new VenueRules(
                                50,
                                5,
                                3,
                                Duration.ofSeconds(7),
                                Duration.ofMillis(900),
                                Duration.ZERO));
        assertThat(plan.rules(new VenueId("other"))).isEqualTo(VenueRules.DEFAULT);
    }

    @Test
    void shouldTakeTheFirstRouteThatMatches() {
        RoutePlan plan = plan(WHOLE);

        assertThat(plan.route(Orders.parent("a", OrderType.LIMIT, 10)).orElseThrow().name())
                .isEqualTo("core_spot");
        assertThat(plan.route(Orders.parent("a", OrderType.MARKET, 10)).orElseThrow().name())
                .isEqualTo("default_route");
    }

    @Test
    void shouldReadALiveSectionThatIsOffAndEmpty() {
        RoutePlan plan = plan("execution:\n  live:\n    enabled: false\n    default_route: []\n");

        assertThat(plan.enabled()).isFalse();
        assertThat(plan.routes()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    enabled: true | enabled: yes | plan-value
                    enabled: true | enabled: 'true' | plan-value
                    enabled: true | signers: [] | plan-value
                    decision_log_path | decision_log_pat | plan-unknown-key
                    name: core_spot | nam: core_spot | plan-unknown-key
                    name: core_spot | name: Core Spot | plan-value
                    burst: 5 | bursts: 5 | plan-unknown-key
                    burst: 5 | burst: 0 | plan-value
                    burst: 5 | burst: 1e3 | plan-value
                    burst: 5 | burst: '5' | plan-value
                    burst: 5 | burst: | plan-value
                    rate_per_second: 50 | rate_per_second: 100001 | plan-value
                    message_validity_ms: 900 | message_validity_ms: 60001 | plan-value
                    latency_budget_ms: 100 | latency_budget_ms: 250.5 | plan-value
                    latency_budget_ms: 100 | latency_budget_ms: -1 | plan-value
                    exchanges: [first, second] | exchanges: [first, first] | plan-value
                    exchanges: [first, second] | exchanges: [First] | plan-value
                    exchanges: [first, second] | exchanges: [] | plan-value
                    exchanges: [first, second] | exchanges: first | plan-value
                    symbols: [BTCUSDT] | symbols: [] | plan-value
                    symbols: [BTCUSDT] | symbols: [btc] | plan-value
                    ETHUSDT: [third, first] | ETHUSDT: [] | plan-value
                    order_types: [limit, immediate_or_cancel] | order_types: [stop] | plan-value
                    children_per_order: 3 | children_per_order: 33 | plan-value
                    unfilled_in_row: 20 | children_per_order: 3 | plan-repeated-key
                    default_route: [second] | enabled: true | plan-repeated-key
                    default_route: [second] | default_route: [a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q] | plan-too-many
                    enabled: true | enabled: &a true | plan-unreadable
                    execution: | executions: | plan-missing
                    """)
    void shouldRefuseAFault(String from, String to, String code) {
        assertThat(WHOLE).contains(from);

        assertThat(findings(WHOLE.replaceFirst(java.util.regex.Pattern.quote(from), to)))
                .extracting(Finding::code)
                .contains(code);
    }

    @Test
    void shouldRefuseAPlanThatIsOnAndHasNoRoute() {
        assertThat(findings("execution: {live: {enabled: true}}"))
                .extracting(Finding::code)
                .containsExactly("plan-no-route");
    }

    @Test
    void shouldNotTakeASectionThatStandsTwice() {
        assertThat(findings(WHOLE + "execution: {live: {enabled: true, default_route: [x]}}\n"))
                .extracting(Finding::code)
                .containsExactly("plan-missing");
    }

    @Test
    void shouldNameEveryFaultAtOnce() {
        assertThat(findings(WHOLE.replace("burst: 5", "burst: x").replace("enabled: true", "")))
                .extracting(Finding::subject)
                .containsExactlyInAnyOrder(
                        "execution.live.enabled", "execution.live.venues.first.burst");
    }

    @Test
    void shouldKnowKeysThatTheCallerHasReadElsewhere() {
        byte[] file =
                WHOLE.replace("decision_log_path", "controls").getBytes(StandardCharsets.UTF_8);

        assertThat(PlanReader.read(file)).isInstanceOf(PlanReading.Refused.class);
        assertThat(PlanReader.read(file, Set.of("controls"))).isInstanceOf(PlanReading.Read.class);
    }

    private static RoutePlan plan(String text) {
        PlanReading reading = PlanReader.read(text.getBytes(StandardCharsets.UTF_8));
        assertThat(reading).isInstanceOf(PlanReading.Read.class);
        return ((PlanReading.Read) reading).plan();
    }

    private static List<Finding> findings(String text) {
        PlanReading reading = PlanReader.read(text.getBytes(StandardCharsets.UTF_8));
        assertThat(reading).isInstanceOf(PlanReading.Refused.class);
        return ((PlanReading.Refused) reading).findings();
    }
}
