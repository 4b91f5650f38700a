package io.gatehouse.definitions.rule;

import io.gatehouse.core.definition.Grant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FlagsMatchTest {

    @Test
    void shouldAcceptTheFlagsThatTheGateGrants() {
        RuleAssert.that(new Bench().proposed().decide("flags-match", Map.of())).passes();
    }

    @Test
    void shouldWaitForAProposal() {
        RuleAssert.that(new Bench().decide("flags-match", Map.of())).waitsWith("not-proposed");
    }

    @Test
    void shouldRefuseFlagsChosenByHand() {
        Bench bench = new Bench().proposed();
        bench.entry =
                bench.entry.map(
                        e ->
                                e.with(
                                        "runtime_flags",
                                        Map.of(
                                                Grant.REQUIRE_DEMO_MODE,
                                                false,
                                                Grant.COMPLIANCE_CONFIRMED,
                                                true)));

        RuleAssert.that(bench.decide("flags-match", Map.of())).failsWith("flags-differ");
    }

    @Test
    void shouldRefuseAFlagTooManyAndOneTooFew() {
        Bench bench = new Bench().proposed();
        bench.entry =
                bench.entry.map(
                        e ->
                                e.with(
                                        "runtime_flags",
                                        e.object("runtime_flags").orElseThrow().with("x", true)));
        RuleAssert.that(bench.decide("flags-match", Map.of())).failsWith("flags-differ");

        bench.entry = bench.entry.map(e -> e.without("runtime_flags"));
        RuleAssert.that(bench.decide("flags-match", Map.of())).failsWith("flags-differ");
    }

    @Test
    void shouldRefuseAnotherStatusOrStage() {
        Bench bench = new Bench().proposed();
        bench.entry = bench.entry.map(e -> e.with("status", "live_ready").with("stage", "live"));

        RuleAssert.that(bench.decide("flags-match", Map.of()))
                .failsWith("status-differs", "stage-differs");
    }
}
