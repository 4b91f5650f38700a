package io.gatehouse.adapter.liverouter.gate;

import io.gatehouse.adapter.liverouter.dryrun.ChildDryRun;
import io.gatehouse.adapter.liverouter.dryrun.DryRunCode;
import io.gatehouse.adapter.liverouter.dryrun.DryRunEntry;
import io.gatehouse.adapter.liverouter.dryrun.DryRunReport;
import io.gatehouse.adapter.liverouter.dryrun.DryRunTask;
import io.gatehouse.adapter.liverouter.dryrun.LogSigner;
import io.gatehouse.configuration.ConfigTree;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonValue;
import io.gatehouse.core.rule.Finding;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A dry run with its report and the signed line about it, both in files of a workspace.
 *
 * <p>Nothing is run without a key: a line that is not signed would be read as one that somebody
 * wrote. A failed run leaves report and line all the same. Thread-safe.
 */
public final class SignedDryRun {

    /** Seed of the stand-ins; part of the report, so that anyone can repeat it. */
    private static final long SEED = 20_261_122L;

    private static final int MOST_FINDINGS = 100;

    private final DryRunner runner;
    private final Supplier<Optional<LogSigner>> signer;
    private final Map<String, String> versions;

    /** How it ended. */
    public sealed interface End {

        /**
         * The report and the line are written.
         *
         * @param facts path and digest of report and line, and the status
         * @param findings of a run that failed; empty for one that passed
         */
        record Written(JsonObject facts, JsonObject report, List<Finding> findings) implements End {
            public Written {
                findings = List.copyOf(findings);
            }
        }

        /** Nothing was shown, and nothing is written that says so. */
        record Refused(Finding finding) implements End {}
    }

    /**
     * Where it reads and writes, relative to the workspace.
     *
     * @param config the configuration
     * @param report the JSON report
     * @param log the JSONL file with the signed line, which replaces an older one
     */
    public record Files(String config, String report, String log) {}

    /**
     * The kill drill's own report, beside the dry run's.
     *
     * @param report the JSON report, relative to the workspace
     * @param person who ran it, and answers for it
     */
    public record KillReport(String report, String person) {}

    /**
     * @param signer the key of purpose {@code evidence:dry-run} in force now; empty for none
     * @param versions of what takes part, for the report
     */
    public SignedDryRun(
            DryRunner runner, Supplier<Optional<LogSigner>> signer, Map<String, String> versions) {
        this.runner = runner;
        this.signer = signer;
        this.versions = Map.copyOf(versions);
    }

    /**
     * Runs it.
     *
     * @throws InterruptedException when the calling thread was interrupted
     */
    public End run(Path workspace, Files files, Duration timeout) throws InterruptedException {
        return run(workspace, files, Optional.empty(), timeout);
    }

    /**
     * Runs it, and writes a report about the kill drill beside the other where one is asked for.
     *
     * @throws InterruptedException when the calling thread was interrupted
     */
    public End run(Path workspace, Files files, Optional<KillReport> kill, Duration timeout)
            throws InterruptedException {
        Optional<LogSigner> key = signer.get();
        if (key.isEmpty()) {
            return refused(DryRunCode.NO_KEY, files.log(), "a key to sign the line with", "none");
        }
        try {
            WorkspaceFiles places = new WorkspaceFiles(workspace);
            byte[] configuration = places.read(files.config(), ConfigTree.LARGEST);
            DryRunTask task = new DryRunTask(files.config(), configuration, SEED, versions);
            ChildDryRun.End end = runner.run(task, timeout);
            return end instanceof ChildDryRun.End.Reported reported
                    ? written(places, files, kill, reported.report(), key.get())
                    : new End.Refused(((ChildDryRun.End.Failed) end).finding());
        } catch (IOException e) {
            // the exception's own words may name a path outside of the workspace
            return refused(
                    DryRunCode.NOT_WRITTEN,
                    files.report(),
                    "files of the workspace that can be read and written",
                    "one cannot");
        }
    }

    private static End written(
            WorkspaceFiles places,
            Files files,
            Optional<KillReport> kill,
            JsonObject report,
            LogSigner key)
            throws IOException {
        byte[] bytes = DryRunReport.bytes(report);
        byte[] line;
        try {
            line = lineOf(DryRunEntry.signed(report, files.report(), key));
        } catch (IllegalStateException | IllegalArgumentException e) {
            return refused(
                    DryRunCode.NO_KEY, files.log(), "a key to sign the line with", "it cannot");
        }
        places.write(files.report(), bytes);
        places.write(files.log(), line);
        JsonObject killFacts =
                kill.isPresent() ? killed(places, kill.get(), report) : JsonObject.EMPTY;
        String status = report.text("status").orElse("");
        JsonObject facts =
                JsonObject.builder()
                        .put("report", files.report())
                        .put("report_sha384", Digest.sha384(bytes).value())
                        .put("log", files.log())
                        .put("log_sha384", Digest.sha384(line).value())
                        .put("status", status)
                        .put("key_id", key.keyId())
                        .build();
        return new End.Written(joined(facts, killFacts), report, findings(report));
    }

    private static JsonObject killed(WorkspaceFiles places, KillReport kill, JsonObject report)
            throws IOException {
        byte[] bytes = DryRunReport.bytes(KillDrillReport.of(report, kill.person()));
        places.write(kill.report(), bytes);
        return JsonObject.of("kill_report", kill.report())
                .with("kill_report_sha384", Digest.sha384(bytes).value())
                .with("person", kill.person());
    }

    private static JsonObject joined(JsonObject facts, JsonObject more) {
        JsonObject all = facts;
        for (Map.Entry<String, JsonValue> each : more.members().entrySet()) {
            all = all.with(each.getKey(), each.getValue());
        }
        return all;
    }

    private static byte[] lineOf(JsonObject entry) {
        byte[] canonical = CanonicalJson.bytes(entry);
        byte[] line = Arrays.copyOf(canonical, canonical.length + 1);
        line[canonical.length] = '\n';
        return line;
    }

    /** Those of the report; one of its own where it failed and does not say why. */
    private static List<Finding> findings(JsonObject report) {
        List<Finding> findings = new ArrayList<>();
        for (var value : report.array("findings")) {
            if (value instanceof JsonObject f && findings.size() < MOST_FINDINGS) {
                findings.add(
                        Finding.of(
                                f.requireText("rule"),
                                f.requireText("code"),
                                f.requireText("subject"),
                                f.requireText("expected"),
                                f.requireText("observed"),
                                f.requireText("remedy")));
            }
        }
        boolean passed = report.text("status").equals(Optional.of("PASS"));
        if (!passed && findings.isEmpty()) {
            findings.add(
                    DryRunCode.ADAPTER_ERROR.at(
                            "dry run", "PASS", report.text("status").orElse("?")));
        }
        return findings;
    }

    private static End refused(DryRunCode code, String subject, String expected, String observed) {
        return new End.Refused(code.at(subject, expected, observed));
    }
}
