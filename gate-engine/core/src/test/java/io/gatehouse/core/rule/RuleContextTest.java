package io.gatehouse.core.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.core.definition.GateDefinition;
import io.gatehouse.core.definition.StepDefinition;
import io.gatehouse.core.evidence.EvidenceItem;
import io.gatehouse.core.evidence.Observation;
import io.gatehouse.core.evidence.Snapshot;
import io.gatehouse.core.id.ArtefactId;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.machine.PlainBox;
import io.gatehouse.core.port.MacAnswer;
import io.gatehouse.core.testkit.Gates;
import io.gatehouse.core.testkit.World;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A rule sees the evidence of its own step, and no clock but that of the snapshot. */
class RuleContextTest {

    @Test
    void shouldShowTheEvidenceOfItsOwnStepAlone() {
        World world = World.founded(new PlainBox());
        PromotionId p = world.open("demo", "p-1");
        GateDefinition gate = Gates.read(Gates.demo());
        StepDefinition step = gate.steps().get(0);
        Observation report = seen(world.item("work", "report", "r", "a", "engine"));
        Observation config = seen(world.item("work", "config", "c", "b", "engine"));
        Observation other = seen(world.item("by-hand", "report", "o", "c", "engine"));
        RuleContext context =
                new RuleContext(
                        gate,
                        step,
                        step.rules().findFirst().orElseThrow(),
                        world.promotion(p),
                        world.state(),
                        Snapshot.bare(world.clock(), world.position())
                                .with(List.of(report, config, other)),
                        claim -> MacAnswer.UNAVAILABLE);

        assertThat(context.evidence()).containsExactly(report, config);
        assertThat(context.evidence(new ArtefactId("report"))).containsExactly(report);
        assertThat(context.evidence(new ArtefactId("checklist"))).isEmpty();
        assertThat(context.asOf()).isEqualTo(world.clock());
        assertThat(context.parameters().names()).isEmpty();
    }

    private static Observation seen(EvidenceItem item) {
        return new Observation(item, Optional.of(item.digests()), "", Optional.empty());
    }
}
