package io.gatehouse.core.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.core.command.Command;
import io.gatehouse.core.definition.Role;
import io.gatehouse.core.machine.Admission;
import io.gatehouse.core.machine.PlainBox;
import io.gatehouse.core.rule.Finding;
import io.gatehouse.core.testkit.Gates;
import io.gatehouse.core.testkit.Histories;
import io.gatehouse.core.testkit.Moves;
import io.gatehouse.core.testkit.World;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What was rebuilt equals what was lived, after each event. */
class HistoriesTest {

    private static final int COUNT = 60;

    @Test
    void shouldRebuildEveryDigestFromTheEventsAlone() {
        int events = 0;
        int admitted = 0;
        int refused = 0;
        for (long seed = 1; seed <= COUNT; seed++) {
            Histories.Outcome outcome = Histories.play(seed, 40, new PlainBox());
            events += outcome.events();
            admitted += outcome.admitted();
            refused += outcome.refused();
        }
        System.out.printf(
                "histories: seeds 1 to %d, %d events, %d admitted, %d refused%n",
                COUNT, events, admitted, refused);
        assertThat(events).isGreaterThan(COUNT * 40);
        assertThat(admitted).isGreaterThan(COUNT * 6);
        assertThat(refused).isGreaterThan(COUNT);
    }

    @Test
    void shouldAdmitNothingThroughABoxThatRefusesEverything() {
        World world =
                new World(
                        (machine, state, trigger, guard) ->
                                new Admission.Refused(
                                        List.of(
                                                Finding.of(
                                                        "engine-state",
                                                        "closed",
                                                        "box",
                                                        "-",
                                                        "-",
                                                        "-"))));
        int asked = 0;
        assertThat(world.engine(new Command.Found(World.INSTALLATION, "d", "k")))
                .isInstanceOf(Decision.Refused.class);
        assertThat(
                        world.as(
                                "olga",
                                new Command.SignAdoption(Role.OWNER, World.document(Gates.all()))))
                .isInstanceOf(Decision.Refused.class);
        for (var move : Moves.all("demo", "p-1").entrySet()) {
            asked++;
            assertThat(move.getValue().apply(world))
                    .as(move.getKey())
                    .isInstanceOf(Decision.Refused.class);
        }
        System.out.println("closed box: " + asked + " moves refused");
        assertThat(asked).isGreaterThan(40);
        assertThat(world.state().ledger().admitted()).isZero();
        assertThat(world.state().ledger().refused()).isEqualTo(asked + 2L);
    }
}
