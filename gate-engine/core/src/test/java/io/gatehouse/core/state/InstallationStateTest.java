package io.gatehouse.core.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.core.apply.ApplyFault;
import io.gatehouse.core.codec.RecordCodec;
import io.gatehouse.core.command.Command;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.digest.MerkleMap;
import io.gatehouse.core.event.Event;
import io.gatehouse.core.event.LogEvent.LineAppended;
import io.gatehouse.core.event.PromotionEvent.PromotionGranted;
import io.gatehouse.core.event.PromotionEvent.PromotionOpened;
import io.gatehouse.core.id.GateId;
import io.gatehouse.core.id.LogName;
import io.gatehouse.core.id.PersonId;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.machine.PlainBox;
import io.gatehouse.core.testkit.World;
import org.junit.jupiter.api.Test;

/** One fold of events, whose digests say what it holds. */
class InstallationStateTest {

    private static final LogName DEMO = new LogName("demo");

    private final World world = World.founded(new PlainBox());

    @Test
    void shouldComeToTheSameStateByItsEventsAlone() {
        world.grant("demo", "p-1");
        world.open("paper", "p-2");
        InstallationState again = InstallationState.empty();
        assertThat(again.root()).isEqualTo(Digest.ZERO);
        for (int i = 0; i < world.history().size(); i++) {
            again.apply(world.history().get(i));
            assertThat(again.root()).isEqualTo(world.roots().get(i));
        }
        assertThat(again.promotions()).containsExactlyElementsOf(world.state().promotions());
        assertThat(again.openPromotions())
                .extracting(PromotionState::id)
                .containsExactly(new PromotionId("p-2"));
    }

    @Test
    void shouldHaveTheDigestOfEachAggregateAndTheRootOverAll() {
        world.grant("demo", "p-1");
        InstallationState state = world.state();
        MerkleMap tree = new MerkleMap();
        AggregateId promotion = AggregateId.of(new PromotionId("p-1"));
        record Part(AggregateId id, Record value) {}
        for (Part part :
                java.util.List.of(
                        new Part(AggregateId.GOVERNANCE, state.governance()),
                        new Part(AggregateId.LEDGER, state.ledger()),
                        new Part(AggregateId.ENVIRONMENT, state.environment()),
                        new Part(promotion, world.promotion(new PromotionId("p-1"))),
                        new Part(AggregateId.of(DEMO), state.log(DEMO)))) {
            Digest digest = Digest.of(RecordCodec.encode(part.value()));
            assertThat(state.digestOf(part.id())).isEqualTo(digest);
            tree.put(part.id().value(), digest);
        }
        assertThat(state.root()).isEqualTo(tree.root());
        assertThat(state.digestOf(AggregateId.of(new LogName("paper")))).isEqualTo(Digest.ZERO);
    }

    @Test
    void shouldHaveTheSameDigestsHoweverSeldomTheyAreAskedFor() {
        world.grant("demo", "p-1");
        world.open("paper", "p-2");
        InstallationState always = InstallationState.empty();
        InstallationState once = InstallationState.empty();
        for (Event event : world.history()) {
            always.apply(event);
            once.apply(event);
            assertThat(always.digestOf(event.aggregate())).isNotEqualTo(Digest.ZERO);
            always.root();
        }
        InstallationState copy = once.copy(); // before anybody asked
        for (Event event : world.history()) {
            assertThat(once.digestOf(event.aggregate()))
                    .isEqualTo(always.digestOf(event.aggregate()))
                    .isEqualTo(copy.digestOf(event.aggregate()));
        }
        assertThat(once.root()).isEqualTo(always.root()).isEqualTo(copy.root());
    }

    @Test
    void shouldLetACopyGoItsOwnWay() {
        world.grant("demo", "p-1");
        PromotionId open = world.open("paper", "p-2");
        InstallationState state = world.state();
        Digest root = state.root();
        InstallationState copy = state.copy();
        assertThat(copy.root()).isEqualTo(root);
        assertThat(copy.digestOf(AggregateId.LEDGER)).isEqualTo(state.digestOf(AggregateId.LEDGER));
        assertThat(copy.governance()).isEqualTo(state.governance());
        assertThat(copy.ledger()).isEqualTo(state.ledger());
        assertThat(copy.environment()).isEqualTo(state.environment());
        assertThat(copy.log(DEMO)).isEqualTo(state.log(DEMO));
        assertThat(copy.promotions()).hasSize(2);
        assertThat(copy.openPromotions()).hasSize(1);

        // what the world does next is the copy's no longer
        world.as("ola", new Command.Withdraw(open, "another day"));
        assertThat(state.openPromotions()).isEmpty();
        assertThat(copy.openPromotions()).hasSize(1);
        assertThat(copy.root()).isEqualTo(root);
    }

    @Test
    void shouldRefuseLinesOutOfTheirOrder() {
        InstallationState state = world.state();
        JsonObject line = JsonObject.EMPTY;
        for (long index : new long[] {0, 2}) {
            assertThatThrownBy(() -> state.apply(new LineAppended(DEMO, index, line, Digest.ZERO)))
                    .isInstanceOf(ApplyFault.class);
        }
        Digest digest = Digest.of(line);
        state.apply(new LineAppended(DEMO, 1, line, digest));
        assertThat(state.log(DEMO)).isEqualTo(new LogState(DEMO, 1, digest));
        assertThat(state.log(new LogName("paper")).length()).isZero();
        assertThatThrownBy(() -> state.apply(new LineAppended(DEMO, 1, line, digest)))
                .isInstanceOf(ApplyFault.class);
    }

    @Test
    void shouldOpenAPromotionOnceAndUnderAKnownDefinition() {
        PromotionId p = world.open("demo", "p-1");
        InstallationState state = world.state();
        Event again =
                new PromotionOpened(
                        p,
                        new GateId("demo"),
                        world.promotion(p).definition(),
                        new PersonId("ola"),
                        World.RELEASE,
                        world.clock());
        assertThatThrownBy(() -> state.apply(again)).isInstanceOf(ApplyFault.class);
        Event unknown =
                new PromotionOpened(
                        new PromotionId("p-2"),
                        new GateId("demo"),
                        Digest.ZERO,
                        new PersonId("ola"),
                        World.RELEASE,
                        world.clock());
        assertThatThrownBy(() -> state.apply(unknown)).isInstanceOf(ApplyFault.class);
        assertThatThrownBy(
                        () ->
                                state.apply(
                                        new PromotionGranted(
                                                new PromotionId("p-3"), world.clock())))
                .isInstanceOf(ApplyFault.class);
        assertThat(state.definition(Digest.ZERO)).isEmpty();
        assertThat(state.gate(new GateId("demo"))).isPresent();
        assertThat(state.gate(new GateId("none"))).isEmpty();
    }
}
