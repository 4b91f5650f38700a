package io.gatehouse.core.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.core.command.Command.AppendFact;
import io.gatehouse.core.command.Command.Halt;
import io.gatehouse.core.command.Command.SupersedeLine;
import io.gatehouse.core.decide.Decision.Reason;
import io.gatehouse.core.decide.Decision.Refused;
import io.gatehouse.core.definition.Environment;
import io.gatehouse.core.definition.Grant;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.event.LedgerEvent.CommandRefused;
import io.gatehouse.core.evidence.Snapshot;
import io.gatehouse.core.id.LogName;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.machine.PlainBox;
import io.gatehouse.core.rule.Finding;
import io.gatehouse.core.rule.Verdict;
import io.gatehouse.core.state.AggregateId;
import io.gatehouse.core.testkit.Gates;
import io.gatehouse.core.testkit.TestRules;
import io.gatehouse.core.testkit.World;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Lines outside of a promotion: what they may say, and each thing that they may not. */
class LineHandlerTest {

    private static final LogName PAPER = new LogName("paper");

    private final World world = World.founded(new PlainBox());

    @Test
    void shouldStateTheFlagsOfTheEnvironmentInForce() {
        world.grant("demo", "p-1");
        world.grant("paper", "p-2");
        assertAdmitted(world.as("olga", fact("licence_received", Map.of("licence", "lic-7"))));
        assertThat(last().object("runtime_flags").orElseThrow()).isEqualTo(flags(false, false));

        world.as("olga", new Halt("test"));
        assertAdmitted(world.as("olga", fact("licence_received", Map.of("licence", "lic-7"))));
        assertThat(last().object("runtime_flags").orElseThrow()).isEqualTo(flags(true, false));
        assertThat(world.state().environment().current()).isEqualTo(Environment.NONE);
    }

    @Test
    void shouldMoveNothingButTheLog() {
        world.grant("demo", "p-1");
        world.grant("paper", "p-2");
        Digest environment = world.state().digestOf(AggregateId.ENVIRONMENT);

        assertAdmitted(world.as("olga", fact("dry_run", Map.of("report", "passed"))));

        assertThat(world.state().digestOf(AggregateId.ENVIRONMENT)).isEqualTo(environment);
        assertThat(world.log("paper")).hasSize(2);
        assertThat(last().requireText("kind")).isEqualTo("evidence");
        assertThat(last().requireText("requester")).isEqualTo("olga");
    }

    @Test
    void shouldRefuseEveryStatusThatAGateGivesOrTakesBack() {
        world.grant("demo", "p-1");
        for (String status :
                List.of(
                        "demo_ready",
                        "paper_ready",
                        "live_ready",
                        "stage6_profile_ready",
                        "other_ready",
                        "paper_revoked",
                        "halted",
                        "corrected")) {
            assertRefused(
                    world.as("olga", fact(status, Map.of("a", "b"))),
                    Reason.REFUSED,
                    "status-reserved");
        }
        assertRefused(
                world.as("olga", fact("Paper Ready", Map.of("a", "b"))),
                Reason.REFUSED,
                "status-malformed");
        assertThat(world.log("paper")).isEmpty();
        assertThat(world.history())
                .anySatisfy(e -> assertThat(e).isInstanceOf(CommandRefused.class));
    }

    @Test
    void shouldRefuseOtherFlagsAndOtherNamesAndNothingAtAll() {
        world.grant("demo", "p-1");
        assertRefused(
                world.as("olga", flagged(Grant.REQUIRE_DEMO_MODE, false)),
                Reason.REFUSED,
                "flag-differs");
        assertRefused(
                world.as("olga", flagged(Grant.COMPLIANCE_CONFIRMED, true)),
                Reason.REFUSED,
                "flag-differs");
        assertRefused(world.as("olga", flagged("other", true)), Reason.REFUSED, "flag-differs");
        assertAdmitted(world.as("olga", flagged(Grant.REQUIRE_DEMO_MODE, true)));
        assertRefused(world.as("olga", fact("x", Map.of())), Reason.REFUSED, "no-artefact");
        for (Map<String, String> artefacts :
                List.of(
                        Map.of("a b", "c"),
                        Map.of("a", " "),
                        Map.of("a", "b\nc"),
                        Map.of("a", "b".repeat(4097)))) {
            assertRefused(
                    world.as("olga", fact("x", artefacts)), Reason.REFUSED, "artefact-malformed");
        }
    }

    @Test
    void shouldNotPermitOthersThanOwnerComplianceAndWhoeverDecides() {
        assertRefused(
                world.as("remek", fact("x", Map.of("a", "b"))),
                Reason.NOT_PERMITTED,
                "role-missing");
        assertRefused(
                world.as(
                        "olga",
                        new AppendFact(
                                new LogName("other"),
                                "x",
                                new TreeMap<>(Map.of("a", "b")),
                                new TreeMap<>(),
                                "")),
                Reason.REFUSED,
                "log-unknown");
    }

    @Test
    void shouldCorrectALineThatIsNamedByPlaceAndDigest() {
        world.grant("demo", "p-1");
        world.as("olga", fact("licence_received", Map.of("licence", "lic-6")));
        Digest first = Digest.of(last());

        assertAdmitted(world.as("olga", correction(1, first, Map.of("licence", "lic-7"))));

        assertThat(last().requireText("status")).isEqualTo("corrected");
        assertThat(last().integer("supersedes")).contains(1L);
        assertThat(last().object("artefacts").orElseThrow().text("licence")).contains("lic-7");
        assertThat(last().object("log").orElseThrow().integer("index")).contains(2L);
        assertThat(world.log("paper").get(0).object("artefacts"))
                .contains(JsonObject.of("licence", "lic-6"));
        assertThat(last().object("artefacts").orElseThrow().requireText("supersedes"))
                .isEqualTo("paper#1 " + first);
        for (long index : new long[] {0, 2, 3}) {
            assertRefused(
                    world.as("olga", correction(index, first, Map.of())),
                    Reason.REFUSED,
                    "no-such-line");
        }
    }

    @Test
    void shouldRefuseToExchangeWhatPersonsApproved() {
        world.grant("demo", "p-1");
        world.grant("paper", "p-2");
        JsonObject decision = last();
        String held = decision.object("artefacts").orElseThrow().names().iterator().next();

        assertRefused(
                world.as("olga", correction(1, Digest.of(decision), Map.of(held, "other"))),
                Reason.REFUSED,
                "artefact-decided");
        assertAdmitted(world.as("olga", correction(1, Digest.of(decision), Map.of("note", "x"))));
    }

    @Test
    void shouldTakeArtefactsAndReasonsUpToTheirLimits() {
        assertAdmitted(world.as("olga", fact("x", Map.of("a".repeat(128), "b".repeat(4096)))));
        assertRefused(
                world.as("olga", fact("x", Map.of("a".repeat(129), "b"))),
                Reason.REFUSED,
                "artefact-malformed");
        Map<String, String> many = new TreeMap<>();
        for (int i = 0; i < 200; i++) {
            many.put("a" + i, "b");
        }
        assertAdmitted(world.as("olga", fact("x", many)));
        many.put("one-more", "b");
        assertRefused(world.as("olga", fact("x", many)), Reason.REFUSED, "too-many-artefacts");

        assertThat(last().has("reason")).isFalse();
        assertAdmitted(world.as("olga", because("y".repeat(2000))));
        assertThat(last().requireText("reason")).hasSize(2000);
        assertRefused(
                world.as("olga", because("y".repeat(2001))), Reason.REFUSED, "reason-too-long");
    }

    private static AppendFact because(String reason) {
        return new AppendFact(PAPER, "x", new TreeMap<>(Map.of("a", "b")), new TreeMap<>(), reason);
    }

    @Test
    void shouldRefuseTheStatusThatAnAdoptedGateGivesWhateverItsName() {
        JsonObject paper = Gates.paper();
        JsonObject grants = paper.object("grants").orElseThrow().with("status", "cleared");
        Rulings.adopt(world, Gates.demo(), paper.with("grants", grants));
        assertRefused(
                world.as("olga", fact("cleared", Map.of("a", "b"))),
                Reason.REFUSED,
                "status-reserved");
    }

    @Test
    void shouldNotGoOnInALogThatDoesNotVerify() {
        assertAdmitted(world.as("olga", fact("x", Map.of("a", "b"))));
        AppendFact next = fact("y", Map.of("a", "b"));
        Snapshot good = world.snapshot(next);
        Finding broken = Finding.of("log-chain", "broken", "paper#1", "e", "o", "r");
        for (Snapshot bad :
                List.of(
                        Rulings.withLog(good, "paper", Verdict.FAIL, broken),
                        Rulings.withLogs(good, List.of()))) {
            Decision decision =
                    Rulings.decider(new TestRules(), Rulings.NO_KEYS)
                            .decide(world.state(), next, world.signed("olga", "olga-1", next), bad);
            assertRefused(decision, Reason.REFUSED, "not-verified");
            assertThat(Rulings.codes(((Refused) decision).findings()).contains("broken"))
                    .isEqualTo(bad.log(PAPER).isPresent());
        }
        assertRefused(
                Rulings.withoutKeys(world, world.signed("olga", "olga-1", next), next),
                Reason.REFUSED,
                "no-key");
    }

    @Test
    void shouldKeepTheNameUnderWhichACorrectionSaysWhatItCorrects() {
        assertAdmitted(world.as("olga", fact("x", Map.of("a", "b"))));
        Digest first = Digest.of(last());
        assertRefused(
                world.as("olga", correction(1, first, Map.of("supersedes", "paper#9"))),
                Reason.REFUSED,
                "artefact-malformed");
        // what one person stated, one person may state anew
        assertAdmitted(world.as("olga", correction(1, first, Map.of("a", "c"))));
    }

    @Test
    void shouldRefuseToExchangeWhatARevocationSays() {
        world.grant("demo", "p-1");
        world.grant("paper", "p-2");
        world.as("olga", new Halt("test"));
        assertThat(last().requireText("kind")).isEqualTo("revocation");
        assertRefused(
                world.as("olga", correction(2, Digest.of(last()), Map.of("revokes", "x"))),
                Reason.REFUSED,
                "artefact-decided");
    }

    private static AppendFact fact(String status, Map<String, String> artefacts) {
        return new AppendFact(PAPER, status, new TreeMap<>(artefacts), new TreeMap<>(), "");
    }

    private static AppendFact flagged(String flag, boolean value) {
        return new AppendFact(
                PAPER,
                "flags_seen",
                new TreeMap<>(Map.of("a", "b")),
                new TreeMap<>(Map.of(flag, value)),
                "");
    }

    private static SupersedeLine correction(
            long index, Digest line, Map<String, String> artefacts) {
        return new SupersedeLine(
                PAPER, index, line, new TreeMap<>(artefacts), new TreeMap<>(), "a mistake");
    }

    private static JsonObject flags(boolean demoMode, boolean confirmed) {
        return JsonObject.builder()
                .put(Grant.REQUIRE_DEMO_MODE, demoMode)
                .put(Grant.COMPLIANCE_CONFIRMED, confirmed)
                .build();
    }

    private JsonObject last() {
        List<JsonObject> lines = world.log("paper");
        return lines.get(lines.size() - 1);
    }

    private static void assertAdmitted(Decision decision) {
        assertThat(decision).as(decision.events().toString()).isInstanceOf(Decision.Admitted.class);
    }

    private static void assertRefused(Decision decision, Reason reason, String code) {
        assertThat(decision).isInstanceOf(Refused.class);
        Refused refused = (Refused) decision;
        assertThat(refused.reason()).as(refused.findings().toString()).isEqualTo(reason);
        assertThat(refused.findings()).anySatisfy(f -> assertThat(f.code()).isEqualTo(code));
    }
}
