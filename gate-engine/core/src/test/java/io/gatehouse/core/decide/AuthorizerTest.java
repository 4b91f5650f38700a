package io.gatehouse.core.decide;

import static io.gatehouse.core.decide.Rulings.admitted;
import static io.gatehouse.core.decide.Rulings.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.core.command.Actor;
import io.gatehouse.core.command.Command;
import io.gatehouse.core.command.Statement;
import io.gatehouse.core.decide.Decision.Reason;
import io.gatehouse.core.decide.Decision.Refused;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.InstallationId;
import io.gatehouse.core.id.KeyId;
import io.gatehouse.core.id.PersonId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.machine.PlainBox;
import io.gatehouse.core.state.SignedStatement;
import io.gatehouse.core.testkit.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Each part of a statement, and each end of its time, decides whether it counts. */
class AuthorizerTest {

    private static final Command HALT = new Command.Halt("a drill");

    private final World world = World.founded(new PlainBox());

    private JsonObject statement() {
        return statement(world.clock().plusMillis(1));
    }

    private static JsonObject statement(Instant issued) {
        return Statement.of(
                World.INSTALLATION,
                new PersonId("rita"),
                new KeyId("rita-1"),
                issued,
                "0123456789abcdef",
                HALT);
    }

    /** Signed well by the fake key of rita, whatever the statement says. */
    private static Actor rita(JsonObject statement) {
        return new Actor.Signatory(
                new SignedStatement(
                        new PersonId("rita"),
                        new KeyId("rita-1"),
                        statement,
                        Digest.of(statement).hex() + "public-rita-1"));
    }

    private void refuses(JsonObject statement, String code) {
        refused(world.submit(HALT, rita(statement)), Reason.NOT_PERMITTED, code);
    }

    @Test
    void shouldRefuseAStatementWithOneMemberOtherThanItShouldBe() {
        JsonObject good = statement();
        refuses(good.with("person", "remek"), "malformed");
        refuses(good.with("key", "rita-2"), "malformed");
        refuses(good.with("nonce", "0123456789abcde"), "malformed");
        refuses(good.with("nonce", 1), "malformed");
        refuses(good.with("more", 1), "malformed");
        refuses(good.with("installation", "bot-2"), "other-installation");
        refuses(good.with("command", new Command.Halt("another").toJson()), "other-command");
        refuses(good.with("issued", "yesterday"), "stale");
        refused(
                world.submit(HALT, rita(good.without("installation"))),
                Reason.NOT_PERMITTED,
                "malformed",
                "other-installation");
        refused(
                world.submit(HALT, rita(good.without("issued"))),
                Reason.NOT_PERMITTED,
                "malformed",
                "stale");
        // none of them has spent the person's time: a forged statement silences nobody
        admitted(world.submit(HALT, rita(good)));
    }

    @Test
    void shouldRefuseAnotherSignatureAndAnUnknownSigner() {
        JsonObject good = statement();
        SignedStatement forged =
                new SignedStatement(
                        new PersonId("rita"),
                        new KeyId("rita-1"),
                        good,
                        Digest.of(good).hex() + "public-rita-2");
        refused(
                world.submit(HALT, new Actor.Signatory(forged)),
                Reason.NOT_PERMITTED,
                "bad-signature");
        for (List<String> unknown :
                List.of(List.of("nobody", "rita-1"), List.of("rita", "remek-1"))) {
            SignedStatement other =
                    new SignedStatement(
                            new PersonId(unknown.get(0)),
                            new KeyId(unknown.get(1)),
                            good,
                            Digest.of(good).hex() + "public-rita-1");
            refused(
                    world.submit(HALT, new Actor.Signatory(other)),
                    Reason.NOT_PERMITTED,
                    "unknown-key");
        }
    }

    @Test
    void shouldTakeAStatementForTenMinutesAndFromFiveSecondsAhead() {
        Instant now = world.clock();
        refuses(statement(now.plusSeconds(5).plusNanos(1)), "stale");
        refuses(statement(now.minus(Duration.ofMinutes(10)).minusNanos(1)), "stale");
        admitted(world.submit(HALT, rita(statement(now.minus(Duration.ofMinutes(10))))));
        admitted(world.submit(HALT, rita(statement(now.plusSeconds(5)))));
    }

    @Test
    void shouldTakeNothingThatIsNotNewerThanTheLastOfThatPerson() {
        Instant now = world.clock().plusMillis(5);
        world.pass(Duration.ofMillis(5));
        admitted(world.submit(HALT, rita(statement(now))));
        refuses(statement(now), "replayed");
        refuses(statement(now.minusNanos(1)), "replayed");
        admitted(world.submit(HALT, rita(statement(now.plusNanos(1)))));
    }

    @Test
    void shouldSayWhatIsWrongWithAKey() {
        Decision revoked = world.as("olga", revokeRita(Optional.empty()));
        admitted(revoked);
        Refused refused = (Refused) world.submit(HALT, rita(statement()));
        assertThat(refused.findings().get(0).code()).isEqualTo("revoked-key");
        assertThat(refused.findings().get(0).observed())
                .startsWith("rita-1 valid from ")
                .contains(" until ")
                .contains(", revoked at ");

        World other = World.founded(new PlainBox());
        other.pass(Duration.ofDays(3651));
        Refused expired =
                (Refused) other.submit(HALT, rita(statement(other.clock().plusMillis(1))));
        assertThat(expired.findings()).extracting(f -> f.code()).containsExactly("expired-key");
        assertThat(expired.findings().get(0).observed()).doesNotContain("revoked");
    }

    private static Command revokeRita(Optional<KeyId> key) {
        return new Command.RevokePerson(new PersonId("rita"), key, "lost");
    }

    @Test
    void shouldLetAPersonsOtherKeyCountOn() {
        admitted(world.as("olga", revokeRita(Optional.of(new KeyId("rita-1")))));
        refuses(statement(), "revoked-key");
        admitted(world.as("rita", "rita-2", HALT));
    }

    @Test
    void shouldFoundOnlyByPersonsWhomTheRulesThemselvesName() {
        World young = new World(new PlainBox());
        young.engine(new Command.Found(World.INSTALLATION, "device", "key"));
        Command broken =
                new Command.SignAdoption(
                        io.gatehouse.core.definition.Role.OWNER, JsonObject.of("people", 1));
        refused(young.as("olga", broken), Reason.NOT_PERMITTED, "unknown-key");
        JsonObject rules = World.document(List.of());
        refused(
                young.as(
                        "nobody",
                        new Command.SignAdoption(io.gatehouse.core.definition.Role.OWNER, rules)),
                Reason.NOT_PERMITTED,
                "unknown-key");
        // nothing but founding before there are rules
        refused(young.as("olga", HALT), Reason.NOT_PERMITTED, "unknown-key");
        refused(
                young.engine(new Command.Found(new InstallationId("bot-2"), "d", "k")),
                Reason.CONFLICT,
                "not-in-this-state");
    }

    @Test
    void shouldBeGovernedFromTheSecondSignatureOn() {
        World young = new World(new PlainBox());
        young.engine(new Command.Found(World.INSTALLATION, "device", "key"));
        JsonObject rules = World.document(List.of(io.gatehouse.core.testkit.Gates.demo()));
        Decision first =
                young.as(
                        "olga",
                        new Command.SignAdoption(io.gatehouse.core.definition.Role.OWNER, rules));
        Decision second =
                young.as(
                        "cezary",
                        new Command.SignAdoption(
                                io.gatehouse.core.definition.Role.COMPLIANCE, rules));
        assertThat(((Decision.Admitted) first).machines())
                .extracting(Decision.Landing::state)
                .containsExactly("FOUNDED");
        assertThat(((Decision.Admitted) second).machines())
                .extracting(Decision.Landing::state)
                .containsExactly("GOVERNED");
    }

    @Test
    void shouldRevokeOnlyWhomAndWhatTheRulesName() {
        refused(
                world.as("olga", revokeRita(Optional.of(new KeyId("remek-1")))),
                Reason.REFUSED,
                "unknown-person");
        refused(
                world.as(
                        "olga",
                        new Command.RevokePerson(new PersonId("nobody"), Optional.empty(), "lost")),
                Reason.REFUSED,
                "unknown-person");
        refused(
                world.as("ola", revokeRita(Optional.empty())),
                Reason.NOT_PERMITTED,
                "role-missing");
    }

    @Test
    void shouldAdoptNothingThatTheLawObjectsTo() {
        io.gatehouse.core.rule.Finding objection =
                io.gatehouse.core.rule.Finding.of("floor", "below-floor", "s", "e", "o", "r");
        Decider lawful =
                new Decider(
                        new io.gatehouse.core.testkit.TestRules(),
                        new PlainBox(),
                        (key, statement, signature) -> true,
                        claim -> io.gatehouse.core.port.MacAnswer.UNAVAILABLE,
                        Rulings.NO_KEYS,
                        definition ->
                                definition.id().value().equals("paper")
                                        ? List.of(objection)
                                        : List.of(),
                        "test");
        for (boolean lawless : new boolean[] {true, false}) {
            Command sign =
                    new Command.SignAdoption(
                            io.gatehouse.core.definition.Role.OWNER,
                            World.document(
                                    List.of(
                                            io.gatehouse.core.testkit.Gates.demo(),
                                            lawless
                                                    ? io.gatehouse.core.testkit.Gates.paper()
                                                    : io.gatehouse.core.testkit.Gates.live())));
            Decision decision =
                    lawful.decide(
                            world.state(),
                            sign,
                            world.signed("olga", "olga-1", sign),
                            world.snapshot(sign));
            if (lawless) {
                refused(decision, Reason.REFUSED, "below-floor");
            } else {
                admitted(decision);
            }
        }
    }

    @Test
    void shouldTolerateAClockThatIsFiveSecondsBehindAndNoMore() {
        Instant last = world.state().ledger().lastTime();
        Duration ahead = Duration.between(last, world.clock());
        world.pass(Duration.ofSeconds(-5).minus(ahead));
        admitted(world.engine(new Command.RecordTailCut("s", 0, 1, Digest.ZERO)));
        assertThat(world.state().ledger().lastTime()).isEqualTo(last);
        world.pass(Duration.ofNanos(-1));
        refused(
                world.engine(new Command.RecordTailCut("s", 0, 1, Digest.ZERO)),
                Reason.UNDECIDED,
                "behind");
    }
}
