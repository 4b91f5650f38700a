package io.gatehouse.definitions.rule;

import io.gatehouse.core.definition.Role;
import io.gatehouse.core.definition.Separation;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DistinctPersonsTest {

    private static Bench bench() {
        return new Bench().file("report", "x").proposed();
    }

    @Test
    void shouldAcceptTwoOtherPersons() {
        Bench bench = bench().approve("celina", Role.COMPLIANCE).approve("wanda", Role.OWNER);

        RuleAssert.that(bench.decide("distinct-persons", Map.of())).passes();
    }

    @Test
    void shouldWaitForApprovals() {
        RuleAssert.that(bench().decide("distinct-persons", Map.of())).waitsWith("no-approvals");
    }

    @Test
    void shouldRefuseTheRequester() {
        Bench bench = bench().approve("celina", Role.COMPLIANCE);
        bench.requester = "celina";

        RuleAssert.that(bench.decide("distinct-persons", Map.of()))
                .failsWith("approver-is-requester");
    }

    @Test
    void shouldRefuseAPreparer() {
        Bench bench = bench().approve("wanda", Role.OWNER);
        bench.preparers.add("wanda");

        RuleAssert.that(bench.decide("distinct-persons", Map.of()))
                .failsWith("approver-is-preparer");
    }

    @Test
    void shouldRefuseOnePersonInTwoRoles() {
        Bench bench = bench().approve("rita", Role.COMPLIANCE).approve("rita", Role.RISK);

        RuleAssert.that(bench.decide("distinct-persons", Map.of())).failsWith("approver-twice");
    }

    @Test
    void shouldAskForNoMoreThanTheGate() {
        Bench bench = bench().approve("rita", Role.COMPLIANCE).approve("rita", Role.RISK);
        bench.separation = new Separation(true, true, false);

        RuleAssert.that(bench.decide("distinct-persons", Map.of())).passes();
    }
}
