package io.gatehouse.definitions.rule;

import io.gatehouse.core.definition.Role;
import io.gatehouse.core.state.SignOffKind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SignedOffTest {

    private static final Map<String, ?> BY_COMPLIANCE = Map.of("role", "compliance");

    private static Bench bench() {
        return new Bench().file("report", "x");
    }

    @Test
    void shouldAcceptASignOffOfTheEvidenceAsItIs() {
        Bench bench = bench().signOff("celina", Role.COMPLIANCE, SignOffKind.APPROVED);

        RuleAssert.that(bench.run("signed-off", BY_COMPLIANCE)).passes();
    }

    @Test
    void shouldWaitWithoutASignOff() {
        RuleAssert.that(bench().run("signed-off", BY_COMPLIANCE)).waitsWith("not-signed-off");
    }

    @Test
    void shouldNotCountASignOffOfOtherEvidence() {
        Bench bench =
                bench().signOff("celina", Role.COMPLIANCE, SignOffKind.APPROVED)
                        .file("report", "later");

        RuleAssert.that(bench.run("signed-off", BY_COMPLIANCE)).waitsWith("not-signed-off");
    }

    @Test
    void shouldNotCountAnotherRoleOrAnotherKind() {
        Bench bench =
                bench().signOff("wanda", Role.OWNER, SignOffKind.APPROVED)
                        .signOff("celina", Role.COMPLIANCE, SignOffKind.RECEIVED);

        RuleAssert.that(bench.run("signed-off", BY_COMPLIANCE)).waitsWith("not-signed-off");
        RuleAssert.that(bench.run("signed-off", Map.of("role", "compliance", "kind", "received")))
                .passes();
    }

    @Test
    void shouldNotCountAPreparer() {
        Bench bench = bench().signOff("celina", Role.COMPLIANCE, SignOffKind.APPROVED);
        bench.preparers.add("celina");

        RuleAssert.that(bench.run("signed-off", BY_COMPLIANCE)).waitsWith("not-signed-off");
        RuleAssert.that(bench.run("signed-off", Map.of("role", "compliance", "independent", false)))
                .passes();
    }

    @Test
    void shouldNotCountSomebodyWhoLostTheRole() {
        Bench bench =
                bench().signOff("celina", Role.COMPLIANCE, SignOffKind.APPROVED)
                        .person("celina", Role.RISK);

        RuleAssert.that(bench.run("signed-off", BY_COMPLIANCE)).waitsWith("not-signed-off");
    }

    @Test
    void shouldWantOnePersonForEachRole() {
        Bench bench =
                bench().signOff("rita", Role.COMPLIANCE, SignOffKind.APPROVED)
                        .signOff("rita", Role.RISK, SignOffKind.APPROVED);
        Map<String, ?> both = Map.of("roles", List.of("risk", "compliance"));

        RuleAssert.that(bench.run("signed-off", both)).waitsWith("not-signed-off");
        bench.signOff("celina", Role.COMPLIANCE, SignOffKind.APPROVED);
        RuleAssert.that(bench.run("signed-off", both)).passes();
    }

    @Test
    void shouldNotDecideWithoutARole() {
        RuleAssert.that(bench().run("signed-off", Map.of())).errsWith("bad-parameters");
        RuleAssert.that(bench().run("signed-off", Map.of("role", "boss")))
                .errsWith("bad-parameters");
        RuleAssert.that(bench().run("signed-off", Map.of("role", "owner", "kind", "liked")))
                .errsWith("bad-parameters");
    }
}
