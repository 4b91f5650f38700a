package io.gatehouse.adapter.coreconfig;

import io.gatehouse.audit.file.DurableFiles;
import io.gatehouse.configuration.ConfigTree;
import io.gatehouse.configuration.check.ConfigJunit;
import io.gatehouse.configuration.check.ConfigReport;
import io.gatehouse.configuration.check.ConfigValidation;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.AdapterId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.port.ActionParameters;
import io.gatehouse.core.port.GateAction;
import io.gatehouse.core.rule.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Validates the trading configuration and writes the report as evidence (runbook 1.1, ADR 0033).
 *
 * <p>The action succeeds when the report is written, whatever it says: whether the file may be used
 * is the rules' to judge, and a refusal without its report would be a refusal without its reasons.
 * It fails when the file cannot be read or the report cannot be written. Running it twice writes
 * the same bytes, so a lost run may be repeated. Thread-safe.
 */
public final class CoreConfigAction implements GateAction {

    public static final AdapterId ID = new AdapterId("core-config");

    /** Two runs into one report would take each other's temporary file away. */
    private static final Object WRITING = new Object();

    @Override
    public AdapterId adapter() {
        return ID;
    }

    @Override
    public boolean repeatable() {
        return true;
    }

    @Override
    public List<String> lint(JsonObject with) {
        return List.copyOf(CoreConfigParameters.faults(with));
    }

    @Override
    public Outcome run(Request request) {
        List<String> faults = CoreConfigParameters.faults(request.parameters());
        if (!faults.isEmpty()) {
            return new Outcome.Failed(
                    JsonObject.EMPTY, List.of(ActionParameters.refusal(ID.value(), ID, faults)));
        }
        CoreConfigParameters parameters = CoreConfigParameters.of(request.parameters());
        byte[] bytes;
        NeighbourFiles files;
        try {
            Path root = request.workspace().toRealPath();
            Path config = root.resolve(parameters.config());
            if (!Files.isRegularFile(config) || !config.toRealPath().startsWith(root)) {
                return failed("missing", parameters.config(), "a file of the workspace", "none");
            }
            // one byte more than is admitted tells that it is too large, and no more is read
            try (var in = Files.newInputStream(config)) {
                bytes = in.readNBytes(ConfigTree.LARGEST + 1);
            }
            files = NeighbourFiles.of(config, root);
        } catch (IOException e) {
            return failed(
                    "unreadable", parameters.config(), "a file that can be read", "it cannot");
        }
        ConfigValidation validation = ConfigValidation.of(bytes, parameters.profile(), files);
        ConfigReport report = new ConfigReport(parameters.config(), validation);
        byte[] json = report.fileBytes();
        try {
            synchronized (WRITING) {
                write(request.workspace(), parameters.report(), json);
                if (parameters.junit().isPresent()) {
                    write(
                            request.workspace(),
                            parameters.junit().get(),
                            ConfigJunit.fileBytes(report));
                }
            }
        } catch (IOException e) {
            return failed(
                    "not-written",
                    parameters.report(),
                    "a report that can be written",
                    "it cannot");
        }
        return new Outcome.Succeeded(
                JsonObject.builder()
                        .put("profile", parameters.profile().name())
                        .put("verdict", validation.isValid() ? "PASS" : "FAIL")
                        .put("errors", validation.errors().size())
                        .put("warnings", validation.warnings().size())
                        .put("config_sha256", validation.digests().sha256().value())
                        .put("config_sha384", validation.digests().sha384().value())
                        .put("report", parameters.report())
                        .put("report_sha384", Digest.sha384(json).value())
                        .build());
    }

    private static void write(Path workspace, String relative, byte[] bytes) throws IOException {
        Path root = workspace.toRealPath();
        Path file = root.resolve(relative);
        Files.createDirectories(file.getParent());
        // A link planted on the way would put the report somewhere else.
        if (!file.getParent().toRealPath().equals(file.getParent())) {
            throw new IOException("the folder of reports leads out of its place through a link");
        }
        DurableFiles.replace(file, bytes);
    }

    private static Outcome failed(String code, String subject, String expected, String observed) {
        return new Outcome.Failed(
                JsonObject.EMPTY,
                List.of(
                        Finding.of(
                                "core-config",
                                code,
                                subject,
                                expected,
                                observed,
                                "correct that and run the step again")));
    }
}
