package io.gatehouse.core.decide;

import static io.gatehouse.core.decide.Rulings.accepting;
import static io.gatehouse.core.decide.Rulings.admitted;
import static io.gatehouse.core.decide.Rulings.codes;
import static io.gatehouse.core.decide.Rulings.events;
import static io.gatehouse.core.decide.Rulings.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.core.command.Actor;
import io.gatehouse.core.command.Command;
import io.gatehouse.core.decide.Decision.Reason;
import io.gatehouse.core.definition.Environment;
import io.gatehouse.core.definition.Role;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.event.EnvironmentEvent.EnvironmentDemoted;
import io.gatehouse.core.event.EnvironmentEvent.EnvironmentHalted;
import io.gatehouse.core.event.EnvironmentEvent.EnvironmentReverified;
import io.gatehouse.core.event.EnvironmentEvent.PermitIssued;
import io.gatehouse.core.event.EnvironmentEvent.PermitRenewed;
import io.gatehouse.core.event.EnvironmentEvent.PermitRevoked;
import io.gatehouse.core.evidence.LogFact;
import io.gatehouse.core.evidence.Snapshot;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.id.RuleId;
import io.gatehouse.core.id.StepId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonValue;
import io.gatehouse.core.machine.PlainBox;
import io.gatehouse.core.rule.Finding;
import io.gatehouse.core.rule.Verdict;
import io.gatehouse.core.state.PermitRecord;
import io.gatehouse.core.testkit.Gates;
import io.gatehouse.core.testkit.TestRules;
import io.gatehouse.core.testkit.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What keeps a permit alive, and what takes an environment down when it no longer holds. */
class LeaseTest {

    private static final Command REVERIFY = new Command.Reverify();

    private final World world = World.founded(new PlainBox());

    private PermitRecord permit() {
        return world.state().environment().permit().orElseThrow();
    }

    private Decision reverify() {
        return world.engine(REVERIFY);
    }

    private Decision reverify(Snapshot snapshot) {
        return Rulings.decider(new TestRules(), Rulings.NO_KEYS)
                .decide(world.state(), REVERIFY, Actor.ENGINE, snapshot);
    }

    private static Instant expires(PermitRecord permit) {
        return Instant.parse(permit.permit().requireText("expires"));
    }

    private static JsonObject standing(JsonObject gate) {
        return accepting(
                gate,
                JsonObject.of("rule", "artefact-present"),
                JsonObject.of("rule", "switch").with("standing", true));
    }

    @Test
    void shouldRenewALeaseInPlaceAndSignItAnew() {
        Rulings.adopt(world, Gates.demo().with("lease", "PT150S"));
        world.grant("demo", "p-1");
        PermitRecord first = permit();
        assertThat(first.permit().text("lease")).contains("PT2M30S");
        world.pass(Duration.ofSeconds(60));

        Decision decision = reverify();

        PermitRenewed renewed = events(decision, PermitRenewed.class).get(0);
        assertThat(renewed.permit()).isEqualTo(first.id());
        assertThat(renewed.renewed()).isEqualTo(world.clock());
        assertThat(events(decision, PermitIssued.class)).isEmpty();
        JsonObject unsigned =
                first.permit().without("signature").with("renewed", world.clock().toString());
        assertThat(permit().permit().without("signature")).isEqualTo(unsigned);
        assertThat(permit().permit().object("signature"))
                .contains(JsonObject.of("value", Digest.of(unsigned).value()));
        assertThat(permit().digest()).isEqualTo(Digest.of(permit().permit()));
        // without keys nobody can vouch for the reasons: the lease ends by itself
        refused(Rulings.withoutKeys(world, Actor.ENGINE, REVERIFY), Reason.REFUSED, "no-key");
    }

    @Test
    void shouldReplaceAPermitFromEightHoursBeforeItsEnd() {
        world.grant("demo", "p-1");
        PermitRecord first = permit();
        Instant near = expires(first).minus(Duration.ofHours(8));
        world.pass(Duration.between(world.clock(), near).minusNanos(1));
        assertThat(events(reverify(), PermitIssued.class)).isEmpty();
        world.pass(Duration.ofNanos(1));
        refused(Rulings.withoutKeys(world, Actor.ENGINE, REVERIFY), Reason.REFUSED, "no-key");
        assertThat(events(reverify(), PermitIssued.class)).hasSize(1);
        assertThat(permit().id()).isNotEqualTo(first.id());
    }

    @Test
    void shouldReplaceAShortPermitInItsLastThird() {
        Rulings.adopt(world, Gates.demo().with("permit-validity", "PT3H"));
        world.grant("demo", "p-1");
        Instant near = expires(permit()).minus(Duration.ofHours(1));
        world.pass(Duration.between(world.clock(), near).minusNanos(1));
        assertThat(events(reverify(), PermitIssued.class)).isEmpty();
        world.pass(Duration.ofNanos(1));
        Decision decision = reverify();
        assertThat(events(decision, PermitRevoked.class)).hasSize(1);
        assertThat(events(decision, PermitIssued.class)).hasSize(1);
    }

    @Test
    void shouldIssueAPermitThatSaysAllThatItRestsOn() {
        Rulings.adopt(world, Gates.demo().with("limits", JsonObject.of("max-open-positions", 1)));
        PromotionId p = world.propose("demo", "p-1");
        world.approve(p, "olga", Role.OWNER);
        world.approve(p, "remek", Role.RUNTIME);
        world.as("ola", new Command.Seal(p));
        world.engine(new Command.Activate(p));
        long before = world.position().seq();
        admitted(world.engine(new Command.GrantPromotion(p)));

        JsonObject permit = permit().permit();
        assertThat(permit.requireText("permit")).isEqualTo("permit-demo-" + (before + 1));
        assertThat(permit.object("journal").orElseThrow().integer("seq")).contains(before);
        assertThat(permit.requireText("environment")).isEqualTo("DEMO");
        assertThat(permit.requireText("device")).isEqualTo("device-1");
        assertThat(permit.object("limits")).contains(JsonObject.of("max-open-positions", 1));
        assertThat(permit.object("flags"))
                .contains(
                        JsonObject.of("StrategyContext.require_demo_mode", true)
                                .with("runtime.compliance_confirmed", false));
        assertThat(permit.object("decision").orElseThrow().integer("index")).contains(1L);
        assertThat(permit.requireText("issued")).isEqualTo(world.clock().toString());
        assertThat(expires(permit())).isEqualTo(world.clock().plus(Duration.ofHours(24)));
        assertThat(permit.has("lease")).isFalse();
        assertThat(permit().digest()).isEqualTo(Digest.of(permit));
    }

    @Test
    void shouldNotGrantWithoutKeys() {
        PromotionId p = world.propose("demo", "p-1");
        world.approve(p, "olga", Role.OWNER);
        world.approve(p, "remek", Role.RUNTIME);
        world.as("ola", new Command.Seal(p));
        world.engine(new Command.Activate(p));
        Command grant = new Command.GrantPromotion(p);
        refused(Rulings.withoutKeys(world, Actor.ENGINE, grant), Reason.REFUSED, "no-key");
        admitted(world.engine(grant));
        Command renew = new Command.RenewPermit();
        refused(Rulings.withoutKeys(world, Actor.ENGINE, renew), Reason.REFUSED, "no-key");
        Decision renewed = world.engine(renew);
        assertThat(events(renewed, PermitRevoked.class)).hasSize(1);
        assertThat(events(renewed, PermitIssued.class)).hasSize(1);
    }

    @Test
    void shouldTakeThePermitOfTheEnvironmentBelowBackWhenTheNextIsGranted() {
        world.grant("demo", "p-1");
        PermitRecord demo = permit();
        world.grant("paper", "p-2");
        assertThat(
                        world.history().stream()
                                .filter(PermitRevoked.class::isInstance)
                                .map(PermitRevoked.class::cast))
                .extracting(PermitRevoked::permit)
                .containsExactly(demo.id());
    }

    @Test
    void shouldRefuseToRenewForWhatNoLongerStands() {
        world.grant("demo", "p-1");
        world.write("reports/r.json", "fail");
        refused(world.engine(new Command.RenewPermit()), Reason.REFUSED, "changed");
        World empty = World.founded(new PlainBox());
        refused(empty.engine(new Command.RenewPermit()), Reason.CONFLICT, "not-in-this-state");
    }

    // ---- what is looked at

    @Test
    void shouldHaltWhenTheLogDoesNotVerifyAnyMore() {
        world.grant("demo", "p-1");
        Snapshot good = world.snapshot(REVERIFY);
        Finding broken = Finding.of("log-chain", "broken", "demo#1", "e", "o", "r");
        Decision failed = reverify(Rulings.withLog(good, "demo", Verdict.FAIL, broken));
        assertThat(codes(events(failed, EnvironmentReverified.class).get(0).findings()))
                .containsExactly("broken", "not-verified");
        assertThat(events(failed, EnvironmentHalted.class).get(0).reason())
                .startsWith("re-verification: log-chain broken: demo#1 and 1 more");

        List<LogFact> others = new ArrayList<>(good.logs());
        others.removeIf(log -> log.log().value().equals("demo"));
        Decision missing = reverify(Rulings.withLogs(good, others));
        assertThat(codes(events(missing, EnvironmentReverified.class).get(0).findings()))
                .containsExactly("not-verified");
    }

    @Test
    void shouldHaltWhenNotAllEvidenceWasSeen() {
        world.grant("demo", "p-1");
        Snapshot none = world.snapshot(new Command.Halt("no footing"));
        Decision decision = reverify(none);
        assertThat(codes(events(decision, EnvironmentReverified.class).get(0).findings()))
                .containsExactly("not-all-seen", "configuration-unreadable");
    }

    @Test
    void shouldHaltWhenTheGateIsNoLongerAmongTheRules() {
        world.grant("demo", "p-1");
        Rulings.adopt(world, Gates.paper());
        Decision decision = reverify();
        assertThat(codes(events(decision, EnvironmentReverified.class).get(0).findings()))
                .containsExactly("definition-dropped");
        assertThat(world.state().environment().isHalted()).isTrue();
    }

    @Test
    void shouldRecordAHundredFindingsAndOneReasonAtMost() {
        world.grant("demo", "p-1");
        Snapshot good = world.snapshot(REVERIFY);
        Finding[] many = new Finding[120];
        String half = "\ud83d\ude00";
        String subject = "x".repeat(299 - "re-verification: log-chain broken: ".length()) + half;
        for (int i = 0; i < many.length; i++) {
            many[i] = Finding.of("log-chain", "broken", subject, "e", "o", "r");
        }
        Decision decision = reverify(Rulings.withLog(good, "demo", Verdict.FAIL, many));
        assertThat(events(decision, EnvironmentReverified.class).get(0).findings()).hasSize(100);
        String reason = events(decision, EnvironmentHalted.class).get(0).reason();
        // half of a character cannot be signed
        assertThat(reason)
                .isEqualTo(
                        "re-verification: log-chain broken: "
                                + subject.substring(0, subject.length() - 2)
                                + " and 99 more (a revoking line could not be signed)");
    }

    // ---- rules that hold on

    @Test
    void shouldRecordAnswersOnceWhileTheyAreTheSame() {
        Rulings.adopt(world, standing(Gates.demo()));
        world.grant("demo", "p-1");
        EnvironmentReverified first = events(reverify(), EnvironmentReverified.class).get(0);
        assertThat(first.answers().orElseThrow().results())
                .extracting(r -> r.rule().value())
                .containsExactly("switch");
        assertThat(first.answers().orElseThrow().promotion()).isEqualTo(new PromotionId("p-1"));
        assertThat(first.answers().orElseThrow().build()).isEqualTo("test");
        world.pass(Duration.ofSeconds(60));
        EnvironmentReverified second = events(reverify(), EnvironmentReverified.class).get(0);
        assertThat(second.answers()).isEmpty();
        assertThat(second.verdicts()).isEqualTo(first.verdicts());
        // a finding is always recorded with its answers
        world.write("docs/list.md", "[ ]");
        EnvironmentReverified third = events(reverify(), EnvironmentReverified.class).get(0);
        assertThat(third.answers()).isPresent();
        assertThat(world.state().environment().reverified()).isEmpty();
    }

    @Test
    void shouldRecordNoAnswersWhereNoRuleHoldsOn() {
        world.grant("demo", "p-1");
        assertThat(events(reverify(), EnvironmentReverified.class).get(0).answers()).isEmpty();
    }

    /** A waiver for ten minutes, under which the gate was passed. */
    private void grantUnderAWaiver(JsonValue... rules) {
        Rulings.adopt(world, accepting(Gates.demo(), rules));
        PromotionId p = world.open("demo", "p-1");
        world.run(p);
        world.start(p, "work");
        world.finish(p, "work", true, "fail");
        Instant end = world.clock().plus(Duration.ofMinutes(10));
        StepId work = new StepId("work");
        RuleId rule = new RuleId("switch");
        admitted(world.as("olga", new Command.Waive(p, work, rule, "why", end, Role.OWNER)));
        admitted(world.as("cezary", new Command.Waive(p, work, rule, "why", end, Role.COMPLIANCE)));
        admitted(world.assess(p, "work"));
        world.attach(p, "rita");
        world.signOff(p, "cezary");
        world.assess(p, "by-hand");
        admitted(world.engine(new Command.Propose(p)));
        world.grant("demo", p);
        assertThat(world.state().environment().current()).isEqualTo(Environment.DEMO);
        world.pass(Duration.between(world.clock(), end).minusNanos(1));
    }

    private static JsonObject waivable() {
        return JsonObject.of("rule", "switch").with("waivable", true);
    }

    @Test
    void shouldHaltWhenAWaiverEndsUnderWhichTheGateWasPassed() {
        grantUnderAWaiver(waivable());
        admitted(reverify());
        assertThat(world.state().environment().isHalted()).isFalse();
        world.pass(Duration.ofNanos(1));
        assertThat(codes(events(reverify(), EnvironmentReverified.class).get(0).findings()))
                .containsExactly("fail");
        assertThat(world.state().environment().isHalted()).isTrue();
    }

    @Test
    void shouldHaltWhenAWaiverOfAnAlternativeEnds() {
        JsonObject either =
                JsonObject.of(
                        "any-of",
                        List.of(
                                List.of(JsonObject.of("rule", "signed-off").with("role", "risk")),
                                List.of(waivable())));
        grantUnderAWaiver(either);
        admitted(reverify());
        assertThat(world.state().environment().isHalted()).isFalse();
        world.pass(Duration.ofNanos(1));
        assertThat(codes(events(reverify(), EnvironmentReverified.class).get(0).findings()))
                .containsExactly("missing", "fail");
        assertThat(world.state().environment().isHalted()).isTrue();
    }

    // ---- down to where it still stands

    private void grantPaperWhoseFailureDemotes() {
        Rulings.adopt(
                world,
                standing(Gates.demo()),
                standing(Gates.paper().with("on-failure", "demote")),
                Gates.live());
        world.grant("demo", "p-1");
        world.grant("paper", "p-2");
    }

    @Test
    void shouldDemoteToTheHighestEnvironmentWhoseOwnGrantStands() {
        grantPaperWhoseFailureDemotes();
        Snapshot good = world.snapshot(REVERIFY);
        Decision demoted = reverify(Rulings.withLog(good, "paper", Verdict.FAIL));
        assertThat(events(demoted, EnvironmentDemoted.class).get(0).to())
                .isEqualTo(Environment.DEMO);

        Decision further =
                reverify(
                        Rulings.withLog(
                                Rulings.withLog(good, "paper", Verdict.FAIL),
                                "demo",
                                Verdict.FAIL));
        assertThat(events(further, EnvironmentDemoted.class).get(0).to())
                .isEqualTo(Environment.NONE);
        assertThat(events(further, EnvironmentHalted.class)).isEmpty();
    }

    @Test
    void shouldDemoteFromLiveToPaper() {
        Rulings.adopt(
                world, Gates.demo(), Gates.paper(), Gates.live().with("on-failure", "demote"));
        world.grant("demo", "p-1");
        world.grant("paper", "p-2");
        world.grant("live", "p-3");
        Decision demoted =
                reverify(Rulings.withLog(world.snapshot(REVERIFY), "live_execution", Verdict.FAIL));
        assertThat(events(demoted, EnvironmentDemoted.class).get(0).to())
                .isEqualTo(Environment.PAPER);
    }

    @Test
    void shouldAskAgainOnlyWhatWasWaivedOrHoldsOn() {
        JsonObject either =
                JsonObject.of(
                        "any-of",
                        List.of(
                                List.of(JsonObject.of("rule", "artefact-present")),
                                List.of(waivable())));
        Rulings.adopt(world, accepting(Gates.demo(), either, waivable()));
        world.grant("demo", "p-1");
        assertThat(events(reverify(), EnvironmentReverified.class).get(0).answers()).isEmpty();

        World other = World.founded(new PlainBox());
        JsonObject gate = accepting(Gates.demo(), waivable());
        List<JsonValue> steps = new ArrayList<>(gate.array("steps"));
        JsonObject hand = (JsonObject) steps.get(1);
        List<JsonValue> accept = new ArrayList<>(hand.array("accept"));
        accept.add(waivable());
        steps.set(1, hand.with("accept", accept));
        Rulings.adopt(other, gate.with("steps", steps));
        PromotionId p = other.open("demo", "p-1");
        Instant end = other.clock().plus(Duration.ofDays(1));
        Command byOwner =
                new Command.Waive(
                        p, new StepId("by-hand"), new RuleId("switch"), "w", end, Role.OWNER);
        admitted(other.as("olga", byOwner));
        other.run(p);
        other.start(p, "work");
        other.finish(p, "work", true, "pass");
        other.assess(p, "work");
        other.attach(p, "rita");
        other.signOff(p, "cezary");
        other.assess(p, "by-hand");
        admitted(other.engine(new Command.Propose(p)));
        other.grant("demo", p);
        // the waiver of one step lets nothing of another be asked
        assertThat(
                        events(other.engine(REVERIFY), EnvironmentReverified.class)
                                .get(0)
                                .answers()
                                .orElseThrow()
                                .results())
                .hasSize(1);
    }

    @Test
    void shouldHaltInsteadOfDemotingWhereTheDefinitionSaysSo() {
        world.grant("demo", "p-1");
        world.grant("paper", "p-2");
        Snapshot good = world.snapshot(REVERIFY);
        Decision halted = reverify(Rulings.withLog(good, "paper", Verdict.FAIL));
        assertThat(events(halted, EnvironmentHalted.class)).hasSize(1);
        assertThat(events(halted, EnvironmentDemoted.class)).isEmpty();
    }

    @Test
    void shouldResumeOnlyToWhatStillStands() {
        world.grant("demo", "p-1");
        world.grant("paper", "p-2");
        world.as("ola", new Command.Halt("losses"));
        world.write("docs/list.md", "[ ]");
        admitted(world.as("olga", new Command.Resume(Environment.DEMO, Role.OWNER)));
        Command second = new Command.Resume(Environment.DEMO, Role.COMPLIANCE);
        refused(world.as("cezary", second), Reason.REFUSED, "changed");
        refused(
                world.as("cezary", new Command.Resume(Environment.DEMO, Role.OWNER)),
                Reason.NOT_PERMITTED,
                "role-missing");
        refused(
                world.as("rita", new Command.Resume(Environment.DEMO, Role.RISK)),
                Reason.NOT_PERMITTED,
                "role-missing");
        // another target asks for both signatures anew, and NONE rests on nothing
        admitted(world.as("cezary", new Command.Resume(Environment.NONE, Role.COMPLIANCE)));
        assertThat(world.state().environment().isHalted()).isTrue();
        assertThat(world.state().environment().resuming().orElseThrow().signers())
                .containsOnlyKeys(Role.COMPLIANCE);
        admitted(world.as("olga", new Command.Resume(Environment.NONE, Role.OWNER)));
        assertThat(world.state().environment().machine()).isEqualTo("NONE");
        assertThat(world.state().environment().resuming()).isEmpty();
        assertThat(world.state().environment().grants()).isEmpty();
    }
}
