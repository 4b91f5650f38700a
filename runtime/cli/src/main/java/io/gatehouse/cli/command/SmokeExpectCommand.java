package io.gatehouse.cli.command;

import io.gatehouse.adapter.smoke.job.Refusal;
import io.gatehouse.adapter.smoke.job.SmokeJob;
import io.gatehouse.adapter.smoke.job.SmokeOptions;
import io.gatehouse.app.usecase.Unanswerable;
import io.gatehouse.audit.file.DurableFiles;
import io.gatehouse.cli.ExitCodes;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code smoke expect}: the figures of a run, for a person to read and to stand behind. */
@Command(
        name = "expect",
        description =
                "Writes the figures of a run as those to be expected from now on; a person reads them and attaches the file to the gate.")
public final class SmokeExpectCommand extends SmokeStrategiesVerb {

    @Option(
            names = "--tolerance",
            paramLabel = "PERCENT",
            defaultValue = "5",
            description = "How far a figure may be off (default: ${DEFAULT-VALUE}).")
    private int tolerance;

    @Override
    String task() {
        return "demo";
    }

    @Override
    public Integer call() throws Exception {
        if (expected().isEmpty() || tolerance < 0 || tolerance > 100) {
            throw Unanswerable.usage(text("smoke.expect-usage"));
        }
        SmokeOptions options = options();
        Path file = workspace().root().resolve(inWorkspace(expected().get()));
        if (Files.exists(file)) {
            // what somebody stood behind is not written over in passing
            throw Unanswerable.conflict(text("smoke.expect-exists", expected().get()));
        }
        byte[] bytes;
        try {
            bytes = SmokeJob.expected(workspace().root().toRealPath(), options, tolerance);
        } catch (Refusal e) {
            return refused(e);
        }
        DurableFiles.createDirectories(file.getParent());
        DurableFiles.create(file, bytes);
        output().say("smoke.expected", expected().get());
        String digest = Digest.sha384(bytes).value();
        output().line(digest);
        output().json("gatehouse.smoke-expected/1", JsonObject.of("sha384", digest));
        return ExitCodes.ALLOWED;
    }
}
