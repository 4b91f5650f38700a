package io.gatehouse.systemtests.keeper;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.app.engine.Engine;
import io.gatehouse.app.engine.EngineParts;
import io.gatehouse.app.engine.Outcome;
import io.gatehouse.app.keeper.Keeper;
import io.gatehouse.app.workspace.Workspace;
import io.gatehouse.core.command.Command;
import io.gatehouse.core.event.PromotionEvent.ActionStarted;
import io.gatehouse.embedded.EmbeddedEngine;
import io.gatehouse.systemtests.walk.Premises;
import io.gatehouse.systemtests.walk.Walk;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An action whose start is refused waits: it does not fill the journal round by round. */
class RefusedStartTest {

    private static final int ROUNDS = 200;

    @TempDir private Path directory;
    private Instant now = Instant.now();
    private boolean broken = true;

    /** Every start of an action fails to be decided. */
    private EngineParts breaking(EngineParts parts) {
        return new EngineParts(
                parts.workspace(),
                parts.journals(),
                (state, command, actor, snapshot) -> {
                    if (broken && command instanceof Command.StartAction) {
                        throw new IllegalStateException("a fault of the program");
                    }
                    return parts.decider().decide(state, command, actor, snapshot);
                },
                parts.actions(),
                parts.logs(),
                parts.projection(),
                parts.people(),
                parts.clock());
    }

    @Test
    void shouldAddNothingToTheJournalWhileAStartIsRefused() throws Exception {
        Workspace workspace = Premises.found(directory.resolve("w"), "0", () -> now);
        try (Engine engine =
                new EmbeddedEngine(workspace, () -> now, Optional.empty())
                        .open(Premises.INSTALLATION, "test", this::breaking)) {
            Walk walk = new Walk(engine, Premises.signers(workspace, () -> now));
            for (int act = 0; act < 3; act++) {
                now = now.plusSeconds(1);
                walk.act();
            }
            Keeper keeper = new Keeper(engine);
            now = now.plusSeconds(1);
            List<Outcome> first = keeper.round().outcomes();
            assertThat(first).hasSize(1);
            assertThat(first.get(0).isAdmitted()).isFalse();
            assertThat(first.get(0).findings().get(0).code()).isEqualTo("decide-failed");
            long before = engine.position().seq();
            for (int round = 0; round < ROUNDS; round++) {
                now = now.plusSeconds(1);
                assertThat(keeper.round().outcomes()).isEmpty();
            }
            assertThat(engine.position().seq()).isEqualTo(before);

            broken = false;
            now = now.plus(Duration.ofMinutes(15));
            List<Outcome> later = keeper.round().outcomes();
            assertThat(later).isNotEmpty().allMatch(Outcome::isAdmitted);
            assertThat(later.get(0).events()).anyMatch(e -> e instanceof ActionStarted);
        }
    }
}
