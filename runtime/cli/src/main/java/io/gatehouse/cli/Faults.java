package io.gatehouse.cli;

import io.gatehouse.app.engine.EngineStopped;
import io.gatehouse.app.engine.RequestRefused;
import io.gatehouse.app.history.KeyFindings;
import io.gatehouse.app.port.JournalUnusable;
import io.gatehouse.app.rules.RuleFault;
import io.gatehouse.app.usecase.Unanswerable;
import io.gatehouse.app.workspace.Workspace;
import io.gatehouse.app.workspace.WorkspaceBusy;
import io.gatehouse.audit.key.KeyFault;
import io.gatehouse.audit.key.KeyFaultException;
import io.gatehouse.cli.report.Report;
import io.gatehouse.cli.report.ReportItem;
import io.gatehouse.cli.report.Standing;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.rule.Finding;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.TreeMap;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Everything that a verb did not answer itself: findings where there are some, one line otherwise,
 * and an exit code. A stack trace goes to the fault log of the workspace, never to a person.
 */
final class Faults implements IExecutionExceptionHandler {

    private final Surroundings surroundings;

    Faults(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public int handleExecutionException(Exception fault, CommandLine line, ParseResult parsed)
            throws Exception {
        GatehouseCommand root = (GatehouseCommand) line.getCommandSpec().root().userObject();
        Output output =
                new Output(
                        surroundings.out(),
                        surroundings.err(),
                        Messages.in(root.language()),
                        root.format());
        if (fault instanceof ParameterException usage) {
            return line.getParameterExceptionHandler().handleParseException(usage, new String[0]);
        }
        if (fault instanceof WorkspaceBusy busy) {
            String key = busy.isServer() ? "fault.served" : "fault.busy";
            return answer(output, ExitCodes.CONFLICT, key, List.of(), busy.holder());
        }
        if (fault.getCause() instanceof Unanswerable inner) {
            return handleExecutionException(inner, line, parsed);
        }
        if (fault instanceof Unanswerable unanswerable) {
            int code = unanswerable.reason().map(ExitCodes::of).orElse(ExitCodes.USAGE);
            return answer(
                    output,
                    code,
                    "fault.request",
                    unanswerable.findings(),
                    unanswerable
                            .wording()
                            .map(w -> output.messages().said(w))
                            .orElseGet(unanswerable::getMessage));
        }
        if (fault instanceof RequestRefused refused) {
            return answer(
                    output,
                    ExitCodes.of(refused.reason()),
                    "fault.request",
                    refused.findings(),
                    refused.getMessage());
        }
        if (fault instanceof JournalUnusable journal) {
            return answer(output, ExitCodes.UNDECIDED, "fault.journal", journal.findings());
        }
        if (fault instanceof RuleFault rules) {
            return answer(output, ExitCodes.REFUSED, "fault.rules", rules.findings());
        }
        if (fault instanceof KeyFaultException key) {
            int code =
                    key.fault().kind() == KeyFault.Kind.WRONG_PASSPHRASE
                            ? ExitCodes.NOT_PERMITTED
                            : ExitCodes.UNDECIDED;
            return answer(output, code, "fault.key", List.of(KeyFindings.of(key.fault())));
        }
        if (fault instanceof EngineStopped && fault.getCause() instanceof InterruptedException) {
            return answer(output, ExitCodes.INTERRUPTED, "fault.interrupted", List.of());
        }
        if (fault instanceof InvalidPathException path) {
            // such as one with a zero byte: no file of any system can have that name
            return answer(output, ExitCodes.USAGE, "fault.path", List.of(), path.getInput());
        }
        record(fault, root);
        if (fault instanceof EngineStopped) {
            return answer(
                    output, ExitCodes.UNDECIDED, "fault.stopped", List.of(), fault.getMessage());
        }
        if (fault instanceof IOException disk) {
            String what = DiskWords.of(disk, output.messages());
            return answer(output, ExitCodes.UNDECIDED, "fault.disk", List.of(), what);
        }
        return answer(output, ExitCodes.UNDECIDED, "fault.program", List.of(), describe(fault));
    }

    /** Says what went wrong in the format that was asked for, and gives the exit code. */
    static int answer(
            Output output, int code, String key, List<Finding> findings, Object... arguments) {
        output.note(key, arguments);
        String message = output.messages().text(key, arguments);
        JsonObject document =
                JsonObject.builder()
                        .put("exit", code)
                        .put("message", message)
                        .put("findings", Output.toJson(findings))
                        .build();
        if (output.isReport()) {
            Standing standing = code == ExitCodes.REFUSED ? Standing.FAIL : Standing.ERROR;
            output.report(
                    new Report(
                            "gatehouse.fault/1",
                            "gatehouse",
                            message,
                            List.of(),
                            new TreeMap<>(),
                            List.of(new ReportItem("", "gatehouse", standing, message, findings)),
                            document));
            return code;
        }
        output.findings(findings);
        output.json("gatehouse.fault/1", document);
        return code;
    }

    private static String describe(Exception fault) {
        String message = fault.getMessage();
        return fault.getClass().getSimpleName() + (message == null ? "" : ": " + message);
    }

    /** Details for whoever mends it; a workspace that cannot be written to goes without. */
    private void record(Exception fault, GatehouseCommand root) {
        Path directory = root.workspace().orElse(surroundings.directory());
        Workspace workspace = Workspace.at(directory);
        if (!workspace.isInitialised()) {
            return;
        }
        StringWriter trace = new StringWriter();
        fault.printStackTrace(new PrintWriter(trace, true));
        try {
            Files.writeString(
                    workspace.faultLog(),
                    surroundings.clock().instant() + " " + trace + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            surroundings.err().println("gatehouse: the fault log could not be written");
        }
    }
}
