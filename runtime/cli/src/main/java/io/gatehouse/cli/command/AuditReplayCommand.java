package io.gatehouse.cli.command;

import io.gatehouse.app.query.JournalCheck;
import io.gatehouse.app.review.GuardReplay;
import io.gatehouse.app.review.Moment;
import io.gatehouse.app.review.Point;
import io.gatehouse.app.review.Reevaluation;
import io.gatehouse.app.review.WorkspaceHistory;
import io.gatehouse.app.usecase.Unanswerable;
import io.gatehouse.app.usecase.Wording;
import io.gatehouse.cli.ExitCodes;
import io.gatehouse.cli.Output;
import io.gatehouse.cli.Reporting;
import io.gatehouse.cli.Verb;
import io.gatehouse.cli.report.Report;
import io.gatehouse.cli.report.ReportItem;
import io.gatehouse.cli.report.Standing;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.definitions.diagram.HistoryDiagram;
import io.gatehouse.embedded.Law;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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
public final class AuditReplayCommand extends Verb implements Reporting {

    private static final String GUARDS = "gatehouse.replay-guards/1";

    @Option(
            names = "--guards",
            description = "Run every recorded verdict again, from archived bytes alone.")
    private boolean guards;

    @Option(
            names = "--promotion",
            paramLabel = "ID",
            description = "With --guards: only the verdicts of this promotion.")
    private Optional<String> promotion = Optional.empty();

    @Option(
            names = "--svg",
            paramLabel = "FILE",
            description = "Draw the state and the way that led to it; the file must not be there.")
    private Optional<Path> svg = Optional.empty();

    @Option(
            names = "--at",
            paramLabel = "DATE|SEQ",
            description = "With --svg: the moment to draw, as in audit show.")
    private Optional<String> at = Optional.empty();

    @Override
    public Integer call() throws Exception {
        requireInstallation();
        if (promotion.isPresent() && !guards) {
            throw Unanswerable.usage(Wording.of("replay-promotion"));
        }
        if (at.isPresent() && svg.isEmpty()) {
            throw Unanswerable.usage(Wording.of("replay-at"));
        }
        if (svg.isPresent() && output().isReport()) {
            throw Unanswerable.usage(Wording.of("replay-svg-format"));
        }
        if (svg.isPresent() && guards) {
            throw Unanswerable.usage(Wording.of("replay-svg-guards"));
        }
        if (svg.isPresent()) {
            return draw(around().directory().resolve(svg.get()));
        }
        return guards ? guards() : states();
    }

    private int draw(Path file) throws Exception {
        Point point = AuditShowCommand.point(at);
        Moment moment;
        try (WorkspaceHistory history = WorkspaceHistory.open(workspace(), now())) {
            moment = Moment.at(history, point);
        }
        String picture = HistoryDiagram.svg(moment.picture(), output().messages().language());
        try {
            Files.writeString(file, picture, StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException e) {
            throw Unanswerable.conflict(Wording.of("there-already", file.getFileName()));
        }
        output().say("replay.drawn", file, moment.position().seq());
        output().json(
                        "gatehouse.replay-svg/1",
                        JsonObject.builder()
                                .put("exit", ExitCodes.ALLOWED)
                                .put("file", file.toString())
                                .put("journal", json(moment.position()))
                                .build());
        return ExitCodes.ALLOWED;
    }

    private int states() throws Exception {
        JournalCheck.Replayed replayed = new JournalCheck(workspace(), now()).replay();
        output().report(JournalReports.of(replayed, output().messages()));
        return JournalReports.exit(replayed);
    }

    private int guards() throws Exception {
        Output output = output();
        VerdictReport report = VerdictReport.listing(output);
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
        if (output.isReport()) {
            output.report(asReport(ground, report));
        }
        output.json(
                GUARDS,
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

    private Report asReport(GuardReplay.Ground ground, VerdictReport report) {
        List<ReportItem> items = new ArrayList<>(report.items());
        items.add(
                new ReportItem(
                        "",
                        "history",
                        ground.damage().isEmpty() ? Standing.PASS : Standing.FAIL,
                        "",
                        ground.damage()));
        return new Report(
                GUARDS,
                "gatehouse audit replay --guards",
                output().messages()
                        .text(
                                ground.damage().isEmpty() ? "replay.ground" : "replay.broken",
                                ground.events(),
                                ground.groups()),
                List.of(),
                new TreeMap<>(Map.of("events", String.valueOf(ground.events()))),
                items,
                report.json());
    }

    private Optional<PromotionId> promotionId() throws Unanswerable {
        try {
            return promotion.map(PromotionId::new);
        } catch (IllegalArgumentException e) {
            throw Unanswerable.usage(Wording.of("promotion-form"));
        }
    }
}
