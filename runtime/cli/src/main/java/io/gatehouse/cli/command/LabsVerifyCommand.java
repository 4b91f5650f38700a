package io.gatehouse.cli.command;

import io.gatehouse.adapter.risklabs.run.ChildLaboratory;
import io.gatehouse.adapter.risklabs.run.LabEnd;
import io.gatehouse.adapter.risklabs.run.LabRemake;
import io.gatehouse.app.usecase.Unanswerable;
import io.gatehouse.cli.ExitCodes;
import io.gatehouse.cli.Output;
import io.gatehouse.cli.Verb;
import io.gatehouse.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * {@code labs verify}: makes a report again from what it says of itself, and compares every byte.
 */
@Command(
        name = "verify",
        description =
                "Makes a report again from its own options and the files of the workspace: 0 the same bytes, 1 others, 3 it could not be made.")
public final class LabsVerifyCommand extends Verb {

    private static final Duration LONGEST = Duration.ofHours(2);

    @Parameters(paramLabel = "REPORT", description = "The JSON report.")
    private Path report;

    @Override
    public Integer call() throws Exception {
        Output output = output();
        Path file = around().directory().toAbsolutePath().resolve(report).normalize();
        if (!Files.exists(file)) {
            file = workspace().root().resolve(report).normalize();
        }
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(LabRemake.LARGEST + 1);
        } catch (IOException e) {
            throw Unanswerable.undecided(text("labs.verify.missing", report), List.of());
        }
        LabRemake remake;
        try {
            remake =
                    LabRemake.of(bytes, workspace().root().toRealPath())
                            .approvedBy(embedded()::approvers);
        } catch (IllegalArgumentException e) {
            throw Unanswerable.undecided(
                    text("labs.verify.unreadable", report, String.valueOf(e.getMessage())),
                    List.of());
        }
        try (LabsProgress progress = LabsProgress.on(around().err(), output.messages())) {
            Optional<LabEnd> end = remake.run(ChildLaboratory.ofThisProgram(), LONGEST, progress);
            if (end.isEmpty()) {
                output.note("labs.time-over");
                return ExitCodes.UNDECIDED;
            }
            return tell(remake, end.get());
        }
    }

    private int tell(LabRemake remake, LabEnd end) {
        Output output = output();
        if (end.status() != LabEnd.Status.WRITTEN) {
            output.say(end.status() == LabEnd.Status.REFUSED ? "labs.refused" : "labs.fault");
            output.findings(end.findings());
            return end.status() == LabEnd.Status.REFUSED ? ExitCodes.REFUSED : ExitCodes.UNDECIDED;
        }
        String made = end.facts().requireText("report_sha384");
        boolean same = made.equals(remake.digest().value());
        output.say(same ? "labs.verify.same" : "labs.verify.differs");
        output.line("sha384 " + remake.digest().value());
        if (!same) {
            output.line("sha384 " + made);
        }
        output.json(
                "gatehouse.labs-verify/1",
                JsonObject.builder()
                        .put("same", same)
                        .put("report", remake.digest().value())
                        .put("made", made)
                        .build());
        return same ? ExitCodes.ALLOWED : ExitCodes.REFUSED;
    }
}
