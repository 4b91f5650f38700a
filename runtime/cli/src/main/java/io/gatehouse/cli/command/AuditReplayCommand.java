package io.gatehouse.cli.command;

import io.gatehouse.app.query.JournalCheck;
import io.gatehouse.app.review.GuardReplay;
import io.gatehouse.app.review.Reevaluation;
import io.gatehouse.app.review.WorkspaceHistory;
import io.gatehouse.app.usecase.Unanswerable;
import io.gatehouse.cli.ExitCodes;
import io.gatehouse.cli.Output;
import io.gatehouse.cli.Verb;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.embedded.Law;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code gatehouse audit replay}: state from events (R1), and verdicts from archived bytes (R2).
 */
@Command(
        name = "replay",
        description =
                "Rebuilds all state from the journal alone and compares every recorded digest; with"
                        + " --guards runs every recorded verdict again from archived bytes.")
public final class AuditReplayCommand extends Verb {

    @Option(
            names = "--guards",
            description = "Run every recorded verdict again, from archived bytes alone.")
    private boolean guards;

    @Option(
            names = "--promotion",
            paramLabel = "ID",
            description = "With --guards: only the verdicts of this promotion.")
    private Optional<String> promotion = Optional.empty();

    @Override
    public Integer call() throws Exception {
        requireInstallation();
        if (promotion.isPresent() && !guards) {
            throw Unanswerable.usage("--promotion goes with --guards");
        }
        return guards ? guards() : states();
    }

    private int states() throws Exception {
        JournalCheck.Replayed replayed = new JournalCheck(workspace(), now()).replay();
        Output output = output();
        output.say(
                replayed.findings().isEmpty() ? "audit.replayed" : "audit.diverged",
                replayed.events(),
                replayed.groups(),
                replayed.root().abbreviated());
        if (replayed.unauthenticated() > 0) {
            output.say("status.unauthenticated", replayed.unauthenticated());
        }
        output.findings(replayed.findings());
        int code = replayed.findings().isEmpty() ? ExitCodes.ALLOWED : ExitCodes.REFUSED;
        output.json(
                "gatehouse.replay/1",
                JsonObject.builder()
                        .put("exit", code)
                        .put("events", replayed.events())
                        .put("groups", replayed.groups())
                        .put("root", replayed.root().value())
                        .put("unauthenticated_groups", replayed.unauthenticated())
                        .put("findings", Output.toJson(replayed.findings()))
                        .build());
        return code;
    }

    private int guards() throws Exception {
        Output output = output();
        VerdictReport report = new VerdictReport(output);
        GuardReplay.Ground ground;
        try (WorkspaceHistory history = WorkspaceHistory.open(workspace(), now())) {
            ground =
                    new GuardReplay(history, Law.rules(), Reevaluation.of(Law.rules()))
                            .run(promotionId(), report);
        }
        report.sum();
        output.say(
                ground.damage().isEmpty() ? "replay.ground" : "replay.broken",
                ground.events(),
                ground.groups());
        if (ground.unauthenticated() > 0) {
            output.say("status.unauthenticated", ground.unauthenticated());
        }
        if (ground.codes() > 0) {
            output.say("replay.codes", ground.codes());
        }
        output.findings(ground.damage());
        int code = ground.damage().isEmpty() ? report.exit() : ExitCodes.REFUSED;
        output.json(
                "gatehouse.replay-guards/1",
                JsonObject.builder()
                        .putAll(report.json())
                        .put("exit", code)
                        .put("events", ground.events())
                        .put("unauthenticated_groups", ground.unauthenticated())
                        .put("codes_not_checked", ground.codes())
                        .put("findings", Output.toJson(ground.damage()))
                        .build());
        return code;
    }

    private Optional<PromotionId> promotionId() throws Unanswerable {
        try {
            return promotion.map(PromotionId::new);
        } catch (IllegalArgumentException e) {
            throw Unanswerable.usage("--promotion is the id of a promotion");
        }
    }
}
