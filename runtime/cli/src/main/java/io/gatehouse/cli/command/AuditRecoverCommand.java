package io.gatehouse.cli.command;

import io.gatehouse.app.review.PackHistory;
import io.gatehouse.app.review.PackReport;
import io.gatehouse.app.review.RecoveryPlan;
import io.gatehouse.app.review.RecoveryPlanner;
import io.gatehouse.app.review.RecoveryRight;
import io.gatehouse.app.review.WorkspaceRecovery;
import io.gatehouse.app.signing.CommandSigner;
import io.gatehouse.app.usecase.Answer;
import io.gatehouse.app.usecase.Unanswerable;
import io.gatehouse.app.usecase.Wording;
import io.gatehouse.app.workspace.Workspace;
import io.gatehouse.app.workspace.WriterLock;
import io.gatehouse.audit.journal.DirectoryFiles;
import io.gatehouse.audit.journal.JournalFiles;
import io.gatehouse.audit.pack.PackFaultException;
import io.gatehouse.audit.pack.PackReader;
import io.gatehouse.cli.ExitCodes;
import io.gatehouse.cli.Output;
import io.gatehouse.cli.Verb;
import io.gatehouse.core.codec.RecordCodec;
import io.gatehouse.core.command.Command.Recover;
import io.gatehouse.core.evidence.JournalPosition;
import io.gatehouse.core.evidence.RestoredFile;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.rule.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code gatehouse audit recover}: mends damage that is no torn tail, without any loss. */
@Command(
        name = "recover",
        description =
                "Shows how damage can be mended without loss; with --apply, owner or compliance has"
                        + " it done. Nothing is invented or deleted.")
public final class AuditRecoverCommand extends Verb {

    @Option(
            names = "--from",
            paramLabel = "DIR|PACK",
            description =
                    "A copy of the history: a workspace, its journal directory, or a pack; it is"
                            + " verified first.")
    private Optional<Path> from = Optional.empty();

    @Option(
            names = "--expect",
            paramLabel = "SEQ:DIGEST",
            description = "A position that the history must hold; repeat it.")
    private List<String> expected = new ArrayList<>();

    @Option(
            names = "--dry-run",
            description = "Show the plan and change nothing; this is what happens without --apply.")
    private boolean dryRun;

    @Option(names = "--apply", description = "Carry the plan out, as the person who signs.")
    private boolean apply;

    @Option(
            names = "--reason",
            paramLabel = "REASON",
            description = "With --apply: what happened, for the record.")
    private Optional<String> reason = Optional.empty();

    @Override
    public Integer call() throws Exception {
        requireInstallation();
        if (apply && (dryRun || !isSigned() || reason.filter(r -> !r.isBlank()).isEmpty())) {
            throw Unanswerable.usage(Wording.of("recover-apply"));
        }
        List<JournalPosition> positions = AuditVerifyCommand.positions(expected);
        if (from.isEmpty()) {
            return recover(Optional.empty(), positions);
        }
        Path place = around().directory().resolve(from.get());
        if (Files.isDirectory(place)) {
            Path journal = Workspace.at(place).journal();
            return recover(
                    Optional.of(
                            DirectoryFiles.existing(Files.isDirectory(journal) ? journal : place)),
                    positions);
        }
        try (PackReader pack = PackReader.open(place);
                PackHistory history = new PackHistory(pack)) {
            return recover(Optional.of(history.journal()), positions);
        } catch (PackFaultException e) {
            throw Unanswerable.undecided(Wording.of("not-a-pack"), List.of(PackReport.finding(e)));
        }
    }

    private int recover(Optional<JournalFiles> copy, List<JournalPosition> positions)
            throws Exception {
        RecoveryPlanner planner = new RecoveryPlanner(workspace());
        RecoveryPlan plan = planner.plan(copy, positions);
        List<RestoredFile> earlier = WorkspaceRecovery.unreported(workspace());
        if (!apply || !plan.obstacles().isEmpty() || (plan.isEmpty() && earlier.isEmpty())) {
            return shown(plan, earlier);
        }
        try (CommandSigner signer = signer()) {
            requireAnswerable(plan, signer);
        }
        if (!plan.isEmpty()) {
            WriterLock lock = WriterLock.acquire(workspace(), "gatehouse audit recover", now());
            try {
                // under the lock nothing moves any more: what was shown may have been a write
                RecoveryPlan certain = planner.plan(copy, positions);
                if (!certain.obstacles().isEmpty()) {
                    return shown(certain, earlier);
                }
                new WorkspaceRecovery(workspace(), now()).apply(certain);
            } finally {
                lock.close();
            }
        }
        List<RestoredFile> all = WorkspaceRecovery.unreported(workspace());
        return write(
                desk -> {
                    Answer answer = desk.give(new Recover(all, reason.orElseThrow()));
                    if (answer.outcome().isAdmitted()) {
                        WorkspaceRecovery.reported(workspace());
                    }
                    return answer(answer, "recover.done", all.size());
                });
    }

    /** Before anything is touched: whoever may not answer for it does not do it. */
    private void requireAnswerable(RecoveryPlan plan, CommandSigner signer) throws Unanswerable {
        Optional<Finding> objection =
                RecoveryRight.objection(plan.law(), signer, reason.orElseThrow(), now());
        if (objection.isPresent()) {
            throw Unanswerable.notPermitted(Wording.of("recovery-roles"), List.of(objection.get()));
        }
    }

    private int shown(RecoveryPlan plan, List<RestoredFile> earlier) throws IOException {
        Output output = output();
        int code = code(plan, earlier);
        if (plan.isEmpty()) {
            output.say(earlier.isEmpty() ? "recover.sound" : "recover.unreported", earlier.size());
        } else {
            output.say(plan.obstacles().isEmpty() ? "recover.plan" : "recover.impossible");
            output.findings(plan.damage());
            if (plan.obstacles().isEmpty()) {
                plan.segments().forEach(s -> output.say("recover.segment", s));
                if (plan.head()) {
                    output.say("recover.head", plan.end());
                }
                plan.logs().forEach(l -> output.say("recover.log", l));
                output.say("recover.end", plan.end());
                output.say("recover.apply");
            }
            output.findings(plan.obstacles());
        }
        output.json(
                "gatehouse.audit-recover/1",
                JsonObject.builder()
                        .put("exit", code)
                        .put("damage", Output.toJson(plan.damage()))
                        .put("obstacles", Output.toJson(plan.obstacles()))
                        .put("segments", List.copyOf(plan.segments()))
                        .put("head", plan.head())
                        .put("logs", List.copyOf(plan.logs()))
                        .put("journal", json(plan.end()))
                        .put("unreported", earlier.stream().map(RecordCodec::encode).toList())
                        .build());
        return code;
    }

    /** 0: nothing to do. 1: cannot be mended without loss. 8: a person has to apply it. */
    private static int code(RecoveryPlan plan, List<RestoredFile> earlier) {
        if (!plan.obstacles().isEmpty()) {
            return ExitCodes.REFUSED;
        }
        return plan.isEmpty() && earlier.isEmpty() ? ExitCodes.ALLOWED : ExitCodes.PENDING;
    }
}
