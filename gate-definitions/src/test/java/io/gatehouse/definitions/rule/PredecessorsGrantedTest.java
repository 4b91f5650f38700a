package io.gatehouse.definitions.rule;

import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.evidence.LogFact;
import io.gatehouse.core.id.LogName;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.rule.Finding;
import io.gatehouse.core.rule.Verdict;
import io.gatehouse.core.state.Release;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PredecessorsGrantedTest {

    private static final Map<String, ?> DEMO = Map.of("gates", List.of("demo"));
    private static final LogName LOG = new LogName("paper");

    private static Bench withLines(JsonObject... lines) {
        Bench bench = new Bench().grantedDemo();
        bench.logs.clear();
        bench.logs.add(new LogFact(LOG, Verdict.PASS, List.of(), List.of(lines)));
        return bench;
    }

    private static JsonObject revocation(String revokes) {
        return JsonObject.builder()
                .put("kind", "revocation")
                .put("status", "demo_revoked")
                .put("artefacts", Map.of("revokes", revokes))
                .build();
    }

    @Test
    void shouldAcceptAGrantThatVerifiesStrictly() {
        RuleAssert.that(new Bench().grantedDemo().decide("predecessors-granted", DEMO)).passes();
    }

    @Test
    void shouldRefuseWithoutAGrant() {
        RuleAssert.that(new Bench().decide("predecessors-granted", DEMO)).failsWith("not-granted");
        RuleAssert.that(
                        new Bench()
                                .grantedDemo()
                                .decide(
                                        "predecessors-granted",
                                        Map.of("gates", List.of("demo", "paper"))))
                .failsWith("not-granted");
    }

    @Test
    void shouldRefuseAGrantOfAnotherBundleEvenUnderTheSameName() {
        Bench bench = new Bench().grantedDemo();
        bench.release = new Release(Bench.RELEASE.id(), Digest.ZERO, Bench.COMMIT);

        RuleAssert.that(bench.decide("predecessors-granted", DEMO)).failsWith("other-release");
    }

    @Test
    void shouldRefuseALogThatDoesNotVerify() {
        Bench bench = new Bench().grantedDemo();
        Finding torn = Finding.of("log", "torn", "paper#1", "a", "b", "c");
        bench.logs.set(0, new LogFact(LOG, Verdict.FAIL, List.of(torn), List.of()));
        RuleAssert.that(bench.decide("predecessors-granted", DEMO)).failsWith("log-not-strict");

        bench.logs.set(0, new LogFact(LOG, Verdict.ERROR, List.of(torn), List.of()));
        RuleAssert.that(bench.decide("predecessors-granted", DEMO)).errsWith("log-not-strict");

        bench.logs.clear();
        RuleAssert.that(bench.decide("predecessors-granted", DEMO)).errsWith("log-not-strict");
    }

    @Test
    void shouldRefuseALogWithoutTheLine() {
        RuleAssert.that(withLines().decide("predecessors-granted", DEMO)).failsWith("line-differs");
        RuleAssert.that(
                        withLines(Bench.grantingLine().with("status", "x"))
                                .decide("predecessors-granted", DEMO))
                .failsWith("line-differs");
    }

    @Test
    void shouldRefuseAGrantThatWasTakenBack() {
        Bench bench = withLines(Bench.grantingLine(), revocation("paper#1 sha384:00"));
        RuleAssert.that(bench.decide("predecessors-granted", DEMO)).failsWith("revoked");

        RuleAssert.that(
                        withLines(Bench.grantingLine(), revocation(""))
                                .decide("predecessors-granted", DEMO))
                .failsWith("revoked");
    }

    @Test
    void shouldNotCountTheRevocationOfAnotherLine() {
        Bench bench = withLines(Bench.grantingLine(), revocation("paper#11 sha384:00"));

        RuleAssert.that(bench.decide("predecessors-granted", DEMO)).passes();
    }
}
