package io.gatehouse.core.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.core.apply.ApplyFault;
import io.gatehouse.core.command.Command;
import io.gatehouse.core.decide.Decision.Admitted;
import io.gatehouse.core.decide.Decision.Reason;
import io.gatehouse.core.decide.Decision.Refused;
import io.gatehouse.core.definition.Environment;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.event.EnvironmentEvent.EnvironmentHalted;
import io.gatehouse.core.event.EnvironmentEvent.EnvironmentReverified;
import io.gatehouse.core.event.EnvironmentEvent.PermitIssued;
import io.gatehouse.core.event.EnvironmentEvent.PermitRenewed;
import io.gatehouse.core.event.EnvironmentEvent.PermitRevoked;
import io.gatehouse.core.event.Event;
import io.gatehouse.core.event.EventCodec;
import io.gatehouse.core.event.LogEvent.LineAppended;
import io.gatehouse.core.event.PromotionEvent.PromotionEnded;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.machine.PlainBox;
import io.gatehouse.core.state.PermitRecord;
import io.gatehouse.core.testkit.World;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReverifyTest {

    private World world;

    @BeforeEach
    void grant() {
        world = World.founded(new PlainBox());
        world.grant("demo", "p-1");
    }

    private Decision reverify() {
        return world.engine(new Command.Reverify());
    }

    private static <T extends Event> Optional<T> first(Decision decision, Class<T> type) {
        return decision.events().stream().filter(type::isInstance).map(type::cast).findFirst();
    }

    @Test
    void shouldRecordAPassAndLeaveAPermitWithoutLeaseAlone() {
        Decision decision = reverify();

        assertThat(decision).isInstanceOf(Admitted.class);
        assertThat(first(decision, EnvironmentReverified.class).orElseThrow().findings()).isEmpty();
        assertThat(decision.events()).hasSize(2);
        assertThat(world.state().environment().reverified().orElseThrow().at())
                .isEqualTo(world.clock());
    }

    @Test
    void shouldIssueANewPermitInTheLastThirdOfADay() {
        world.pass(Duration.ofHours(15).plusMinutes(59));
        assertThat(first(reverify(), PermitIssued.class)).isEmpty();
        world.pass(Duration.ofMinutes(2));

        Decision decision = reverify();

        assertThat(first(decision, PermitIssued.class)).isPresent();
        assertThat(first(decision, PermitRevoked.class)).isPresent();
        assertThat(world.state().environment().permit().orElseThrow().revoked()).isEmpty();
    }

    @Test
    void shouldNotRenewWhatAPersonTookBack() {
        world.as("olga", new Command.RevokePermit("doubt"));
        world.pass(Duration.ofHours(20));

        assertThat(first(reverify(), PermitIssued.class)).isEmpty();
        assertThat(world.state().environment().permit().orElseThrow().revoked()).isPresent();
    }

    @Test
    void shouldHaltInOneGroupWhenEvidenceChanged() {
        world.open("paper", "p-2");
        world.write("docs/list.md", "[ ]");

        Decision decision = reverify();

        assertThat(decision).isInstanceOf(Admitted.class);
        assertThat(first(decision, EnvironmentReverified.class).orElseThrow().findings())
                .extracting(f -> f.code())
                .containsExactly("changed");
        assertThat(first(decision, LineAppended.class)).isPresent();
        assertThat(first(decision, PermitRevoked.class)).isPresent();
        assertThat(first(decision, PromotionEnded.class)).isPresent();
        assertThat(first(decision, EnvironmentHalted.class).orElseThrow().reason())
                .isEqualTo("re-verification: engine-evidence changed: docs/list.md");
        assertThat(world.state().environment().machine()).isEqualTo("HALTED:DEMO");
    }

    @Test
    void shouldHaltWhenTheConfigurationCannotBeRead() {
        world.delete("config/core.yaml");

        Decision decision = reverify();

        assertThat(first(decision, EnvironmentReverified.class).orElseThrow().findings())
                .extracting(f -> f.code())
                .contains("configuration-unreadable");
        assertThat(world.state().environment().isHalted()).isTrue();
    }

    @Test
    void shouldRefuseWhereNothingIsActive() {
        world.engine(new Command.Halt("test"));
        assertThat(((Refused) reverify()).reason()).isEqualTo(Reason.CONFLICT);
        World empty = World.founded(new PlainBox());
        assertThat(empty.engine(new Command.Reverify())).isInstanceOf(Refused.class);
    }

    @Test
    void shouldRefuseAPersonAndAClockThatWentBack() {
        assertThat(((Refused) world.as("olga", new Command.Reverify())).reason())
                .isEqualTo(Reason.NOT_PERMITTED);
        world.pass(Duration.ofSeconds(-6));
        Refused refused = (Refused) reverify();
        assertThat(refused.reason()).isEqualTo(Reason.UNDECIDED);
        assertThat(refused.findings()).extracting(f -> f.code()).containsExactly("behind");
        assertThat(world.state().environment().current()).isEqualTo(Environment.DEMO);
    }

    @Test
    void shouldRefuseARenewalThatIsNotOfThePermitInForce() {
        PermitRecord permit = world.state().environment().permit().orElseThrow();
        JsonObject signature = JsonObject.of("value", "x");
        JsonObject renewed =
                permit.permit()
                        .without("signature")
                        .with("renewed", world.clock().toString())
                        .with("signature", signature);
        PermitRenewed right =
                new PermitRenewed(permit.id(), world.clock(), signature, Digest.of(renewed));
        world.state().copy().apply(right);
        for (PermitRenewed wrong :
                List.of(
                        new PermitRenewed(permit.id(), world.clock(), signature, Digest.ZERO),
                        new PermitRenewed(
                                permit.id(),
                                permit.issued().minusSeconds(1),
                                signature,
                                Digest.of(renewed)))) {
            assertThatThrownBy(() -> world.state().copy().apply(wrong))
                    .isInstanceOf(ApplyFault.class);
        }
        assertThat(
                        EventCodec.decode(
                                EventCodec.typeOf(right),
                                EventCodec.VERSION,
                                EventCodec.encode(right)))
                .isEqualTo(right);
        var later = world.state().copy();
        later.apply(right);
        PermitRenewed older =
                new PermitRenewed(
                        permit.id(),
                        world.clock().minusMillis(1),
                        signature,
                        Digest.of(
                                renewed.with("renewed", world.clock().minusMillis(1).toString())));
        assertThatThrownBy(() -> later.apply(older)).isInstanceOf(ApplyFault.class);
    }
}
