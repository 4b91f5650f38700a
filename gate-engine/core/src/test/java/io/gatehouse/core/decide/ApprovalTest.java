package io.gatehouse.core.decide;

import static io.gatehouse.core.decide.Rulings.admitted;
import static io.gatehouse.core.decide.Rulings.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.core.command.Command;
import io.gatehouse.core.decide.Decision.Reason;
import io.gatehouse.core.definition.Role;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.KeyId;
import io.gatehouse.core.id.PersonId;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.id.StepId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonValue;
import io.gatehouse.core.machine.PlainBox;
import io.gatehouse.core.testkit.Gates;
import io.gatehouse.core.testkit.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What an approval must be when it is given, and still be when the entry is sealed. */
class ApprovalTest {

    private final World world = World.founded(new PlainBox());

    private static Command.Approve ending(Command.Approve approval, Instant end) {
        return new Command.Approve(
                approval.promotion(),
                approval.role(),
                approval.entry(),
                approval.evidenceRoot(),
                approval.definition(),
                end);
    }

    private Decision seal(PromotionId p) {
        return world.as("ola", new Command.Seal(p));
    }

    private void revoke(String person, Optional<String> key) {
        admitted(
                world.as(
                        person.equals("olga") ? "cezary" : "olga",
                        new Command.RevokePerson(
                                new PersonId(person), key.map(KeyId::new), "lost")));
    }

    private List<String> approvers() {
        return world.log("demo").get(0).array("approvals").stream()
                .map(row -> ((JsonObject) row).requireText("person"))
                .toList();
    }

    @Test
    void shouldRefuseEachThingThatIsNotWhatWasProposed() {
        PromotionId p = world.propose("demo", "p-1");
        Command.Approve right = world.approval(p, Role.OWNER);
        Digest other = Digest.sha384(new byte[] {7});
        for (Map.Entry<String, Command.Approve> wrong :
                Map.of(
                                "other-entry",
                                new Command.Approve(
                                        p,
                                        Role.OWNER,
                                        other,
                                        right.evidenceRoot(),
                                        right.definition(),
                                        right.expires()),
                                "other-evidence",
                                new Command.Approve(
                                        p,
                                        Role.OWNER,
                                        right.entry(),
                                        other,
                                        right.definition(),
                                        right.expires()),
                                "other-definition",
                                new Command.Approve(
                                        p,
                                        Role.OWNER,
                                        right.entry(),
                                        right.evidenceRoot(),
                                        other,
                                        right.expires()))
                        .entrySet()) {
            refused(world.as("olga", wrong.getValue()), Reason.REFUSED, wrong.getKey());
        }
        admitted(world.as("olga", right));
    }

    @Test
    void shouldTakeAnEndWithinTheDefinitionsTimeOnly() {
        PromotionId p = world.propose("demo", "p-1");
        Duration longest =
                world.state()
                        .definition(world.promotion(p).definition())
                        .orElseThrow()
                        .approvalValidity();
        Command.Approve approval = world.approval(p, Role.OWNER);
        Instant now = world.clock().plusMillis(1);
        refused(world.as("olga", ending(approval, now)), Reason.REFUSED, "expiry");
        now = world.clock().plusMillis(1);
        refused(
                world.as("olga", ending(approval, now.plus(longest).plusNanos(1))),
                Reason.REFUSED,
                "expiry");
        now = world.clock().plusMillis(1);
        admitted(world.as("olga", ending(approval, now.plus(longest))));
        now = world.clock().plusMillis(1);
        admitted(world.as("remek", ending(world.approval(p, Role.RUNTIME), now.plusNanos(1))));
    }

    @Test
    void shouldTakeApprovalsOfRolesThatThePersonHasAndTheGateAsksFor() {
        PromotionId p = world.propose("demo", "p-1");
        refused(world.approve(p, "olga", Role.RUNTIME), Reason.NOT_PERMITTED, "role-missing");
        refused(world.approve(p, "celina", Role.COMPLIANCE), Reason.NOT_PERMITTED, "role-missing");
        refused(
                world.approve(p, "rita", Role.OWNER),
                Reason.NOT_PERMITTED,
                "role-missing",
                "approver-is-preparer");
        refused(seal(p), Reason.PENDING, "approval-missing", "approval-missing");
        admitted(world.approve(p, "olga", Role.OWNER));
        refused(seal(p), Reason.PENDING, "approval-missing");
    }

    @Test
    void shouldNotSealFromTheVeryEndOfAnApproval() {
        PromotionId p = world.propose("demo", "p-1");
        world.approve(p, "olga", Role.OWNER);
        Instant end = world.promotion(p).approvals().get(0).expires();
        world.approve(p, "remek", Role.RUNTIME);
        // signing moves the clock by a millisecond
        world.pass(Duration.between(world.clock(), end).minusMillis(1));
        World before = world.fork();
        before.pass(Duration.ofNanos(-1));
        admitted(before.as("ola", new Command.Seal(p)));
        refused(seal(p), Reason.PENDING, "approval-missing");
    }

    @Test
    void shouldNotSealOnApprovalsWhoseSignersLostTheirKeyTheirRoleOrEverything() {
        PromotionId p = world.propose("demo", "p-1");
        world.approve(p, "olga", Role.OWNER);
        world.approve(p, "remek", Role.RUNTIME);
        World key = world.fork();
        World role = world.fork();
        revoke("remek", Optional.of("remek-2"));
        admitted(seal(p));

        admitted(
                key.as(
                        "olga",
                        new Command.RevokePerson(
                                new PersonId("remek"), Optional.of(new KeyId("remek-1")), "lost")));
        refused(key.as("ola", new Command.Seal(p)), Reason.PENDING, "approval-missing");

        // rules under which remek is no longer in the runtime team
        JsonObject rules =
                io.gatehouse.core.state.Adoption.document(
                        role.state().governance().people().values().stream()
                                .map(
                                        person ->
                                                person.id().value().equals("remek")
                                                        ? new io.gatehouse.core.state.Person(
                                                                person.id(),
                                                                person.name(),
                                                                new java.util.TreeSet<>(
                                                                        List.of(Role.RISK)),
                                                                person.keys(),
                                                                false)
                                                        : person)
                                .toList(),
                        Gates.all(),
                        new java.util.TreeMap<>(),
                        JsonObject.EMPTY);
        role.as("olga", new Command.SignAdoption(Role.OWNER, rules));
        admitted(role.as("cezary", new Command.SignAdoption(Role.COMPLIANCE, rules)));
        refused(role.as("ola", new Command.Seal(p)), Reason.PENDING, "approval-missing");
    }

    /** A line with an approval that no longer counts would not verify, for ever. */
    @Test
    void shouldSealWithTheApprovalsThatCountAlone() {
        PromotionId p = world.propose("demo", "p-1");
        world.approve(p, "olga", Role.OWNER);
        world.approve(p, "remek", Role.RUNTIME);
        revoke("olga", Optional.of("olga-1"));
        refused(seal(p), Reason.PENDING, "approval-missing");
        admitted(world.approve(p, "wszystek", Role.OWNER));
        admitted(seal(p));
        assertThat(approvers()).containsExactly("remek", "wszystek");
        assertThat(world.log("demo").get(0).array("signatures"))
                .containsExactly(JsonValue.of("runtime"), JsonValue.of("owner"));
    }

    @Test
    void shouldLeaveAnApprovalOutThatHasEnded() {
        PromotionId p = world.propose("demo", "p-1");
        world.approve(p, "olga", Role.OWNER);
        world.pass(Duration.ofMinutes(61));
        admitted(world.approve(p, "wszystek", Role.OWNER));
        admitted(world.approve(p, "remek", Role.RUNTIME));
        admitted(seal(p));
        assertThat(approvers()).containsExactly("wszystek", "remek");
    }

    @Test
    void shouldLetOnePersonFillSeveralApprovalsOnlyWhereTheGateSaysSo() {
        JsonObject weak =
                Gates.stage6()
                        .with(
                                "separation",
                                JsonObject.of("approvers", "any")
                                        .with("approver-differs-from", List.of()));
        Rulings.adopt(world, weak);
        PromotionId p = new PromotionId("p-1");
        StepId work = new StepId("work");
        admitted(
                world.as(
                        "wszystek",
                        new Command.OpenPromotion(
                                p, new io.gatehouse.core.id.GateId("stage6"), World.RELEASE)));
        admitted(world.as("wszystek", new Command.RunStep(p, work)));
        world.start(p, "work");
        world.finish(p, "work", true, "pass");
        admitted(world.assess(p, "work"));
        world.attach(p, "wszystek");
        world.signOff(p, "cezary");
        admitted(world.assess(p, "by-hand"));
        admitted(world.engine(new Command.Propose(p)));
        admitted(world.approve(p, "wszystek", Role.OWNER));
        admitted(world.approve(p, "wszystek", Role.COMPLIANCE));
        admitted(seal(p));
    }

    @Test
    void shouldAskForAsManyPersonsAsTheDefinitionSays() {
        JsonObject two =
                Gates.demo()
                        .with(
                                "approvals",
                                List.of(
                                        JsonObject.of("any-of", List.of("compliance", "owner"))
                                                .with("count", 2)));
        Rulings.adopt(world, two);
        PromotionId p = world.propose("demo", "p-1");
        world.approve(p, "olga", Role.OWNER);
        refused(seal(p), Reason.PENDING, "approval-missing");
        admitted(world.approve(p, "celina", Role.COMPLIANCE));
        admitted(seal(p));
    }
}
