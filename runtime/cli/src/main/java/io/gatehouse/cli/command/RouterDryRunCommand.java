package io.gatehouse.cli.command;

import io.gatehouse.adapter.liverouter.gate.LiveRouterAction;
import io.gatehouse.adapter.liverouter.gate.SignedDryRun;
import io.gatehouse.cli.ExitCodes;
import io.gatehouse.cli.Output;
import io.gatehouse.cli.Verb;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.rule.Finding;
import io.gatehouse.embedded.EmbeddedEngine;
import io.gatehouse.embedded.router.DryRunKeys;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code router dry-run}: the live wiring, without credentials, against stand-ins. */
@Command(
        name = "dry-run",
        description =
                "Tries the live wiring against stand-ins, with every drill: 0 passed, 1 not, 3 it could not be run.")
public final class RouterDryRunCommand extends Verb {

    private static final String SCHEMA = "gatehouse.router-dry-run/1";
    private static final Duration TIMEOUT = Duration.ofMinutes(10);

    @Option(
            names = "--config",
            paramLabel = "FILE",
            defaultValue = "config/core.yaml",
            description = "The configuration that is tried (config/core.yaml).")
    private Path config;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            defaultValue = "logs/live_dry_run/report.json",
            description = "Where the report goes, below logs/ or reports/.")
    private Path report;

    @Option(
            names = "--audit-json",
            paramLabel = "FILE",
            defaultValue = "logs/live_dry_run/dry_run.jsonl",
            description = "Where the signed line about it goes, below logs/ or reports/.")
    private Path log;

    @Override
    public Integer call() throws Exception {
        requireInstallation();
        SignedDryRun.Files files =
                new SignedDryRun.Files(inWorkspace(config), inWorkspace(report), inWorkspace(log));
        List<String> faults = LiveRouterAction.faults(files);
        if (!faults.isEmpty()) {
            throw new ParameterException(spec().commandLine(), faults.get(0));
        }
        DryRunKeys keys = DryRunKeys.of(workspace(), read().keys()::ring, around().clock());
        SignedDryRun.End end = EmbeddedEngine.dryRun(keys).run(workspace().root(), files, TIMEOUT);
        if (end instanceof SignedDryRun.End.Refused refused) {
            return tell(
                    "router.dry-run-not-run",
                    ExitCodes.UNDECIDED,
                    JsonObject.EMPTY,
                    List.of(refused.finding()));
        }
        SignedDryRun.End.Written written = (SignedDryRun.End.Written) end;
        boolean passed = written.findings().isEmpty();
        int code =
                tell(
                        passed ? "router.dry-run-passed" : "router.dry-run-failed",
                        passed ? ExitCodes.ALLOWED : ExitCodes.REFUSED,
                        written.facts(),
                        written.findings());
        output().say("router.dry-run-written", files.report(), files.log());
        return code;
    }

    private int tell(String key, int code, JsonObject facts, List<Finding> findings) {
        Output output = output();
        output.say(key);
        output.findings(findings);
        output.json(SCHEMA, facts.with("exit", code).with("findings", Output.toJson(findings)));
        return code;
    }
}
