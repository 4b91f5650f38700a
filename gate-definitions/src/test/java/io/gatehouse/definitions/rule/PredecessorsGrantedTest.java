package io.gatehouse.definitions.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.core.definition.Environment;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.evidence.LogFact;
import io.gatehouse.core.id.LogName;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.rule.Finding;
import io.gatehouse.core.rule.Verdict;
import io.gatehouse.core.state.GrantRecord;
import io.gatehouse.core.state.Release;
import io.gatehouse.core.state.SealedLine;
import java.util.ArrayList;
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

    /** The grant rests on another line than the usual one. */
    private static Bench restingOn(JsonObject line, Digest definition, JsonObject... after) {
        Bench bench = new Bench().grantedDemo();
        GrantRecord usual = bench.grants.get(Environment.DEMO);
        bench.grants.put(
                Environment.DEMO,
                new GrantRecord(
                        usual.gate(),
                        definition,
                        usual.promotion(),
                        usual.configuration(),
                        usual.configurationItem(),
                        usual.release(),
                        new SealedLine(LOG, 1, Digest.of(line), 10),
                        usual.at()));
        List<JsonObject> lines = new ArrayList<>(List.of(line));
        lines.addAll(List.of(after));
        bench.logs.set(0, new LogFact(LOG, Verdict.PASS, List.of(), lines));
        return bench;
    }

    private static Digest definition() {
        return new Bench().gate(List.of()).digest();
    }

    @Test
    void shouldRefuseALineOfAnotherInstallationOrStatus() {
        JsonObject line = Bench.grantingLine();
        RuleAssert.that(restingOn(line, definition()).decide("predecessors-granted", DEMO))
                .passes();
        for (JsonObject foreign :
                List.of(line.with("installation", "bot-2"), line.without("installation"))) {
            RuleAssert.that(restingOn(foreign, definition()).decide("predecessors-granted", DEMO))
                    .failsWith("other-installation");
        }
        for (JsonObject other :
                List.of(line.with("status", "demo_ready"), line.without("status"))) {
            RuleAssert.that(restingOn(other, definition()).decide("predecessors-granted", DEMO))
                    .failsWith("other-status");
        }
        RuleAssert.that(restingOn(line, Digest.ZERO).decide("predecessors-granted", DEMO))
                .errsWith("no-definition");
    }

    @Test
    void shouldFindARevocationInAnyLaterLine() {
        JsonObject fact = JsonObject.of("kind", "evidence").with("status", "noted");
        JsonObject line = Bench.grantingLine();
        RuleAssert.that(
                        restingOn(line, definition(), fact, fact)
                                .decide("predecessors-granted", DEMO))
                .passes();
        Finding finding =
                RuleAssert.that(
                                restingOn(line, definition(), fact, revocation("paper#1 sha384:0"))
                                        .decide("predecessors-granted", DEMO))
                        .failsWith("revoked");
        assertThat(finding.observed()).isEqualTo("demo_revoked in line 3");
    }

    @Test
    void shouldSayWhatIsWrongWithTheLog() {
        Bench bench = new Bench().grantedDemo();
        Finding torn = Finding.of("log", "torn", "paper#1", "a", "b", "c");
        bench.logs.set(0, new LogFact(LOG, Verdict.FAIL, List.of(torn), List.of()));
        assertThat(
                        RuleAssert.that(bench.decide("predecessors-granted", DEMO))
                                .failsWith("log-not-strict")
                                .observed())
                .isEqualTo("FAIL: torn at paper#1");
        bench.logs.set(0, new LogFact(LOG, Verdict.FAIL, List.of(), List.of()));
        assertThat(
                        RuleAssert.that(bench.decide("predecessors-granted", DEMO))
                                .failsWith("log-not-strict")
                                .observed())
                .isEqualTo("FAIL");
    }

    @Test
    void shouldNotCountTheRevocationOfAnotherLine() {
        Bench bench = withLines(Bench.grantingLine(), revocation("paper#11 sha384:00"));

        RuleAssert.that(bench.decide("predecessors-granted", DEMO)).passes();
    }
}
