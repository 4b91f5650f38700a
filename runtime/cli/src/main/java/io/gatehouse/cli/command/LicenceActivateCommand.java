package io.gatehouse.cli.command;

import io.gatehouse.adapter.licensing.Judged;
import io.gatehouse.adapter.licensing.licence.LicenceCheck;
import io.gatehouse.audit.file.DurableFiles;
import io.gatehouse.cli.ExitCodes;
import io.gatehouse.cli.Output;
import io.gatehouse.embedded.oem.DeviceMemory;
import io.gatehouse.embedded.oem.OemDesk;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code licence activate}: puts a licence into force on this machine. */
@Command(
        name = "activate",
        description =
                "Puts a licence into force on this machine: 0 active, 1 refused, 3 undecided.")
public final class LicenceActivateCommand extends LicenceJudging {

    private static final String SCHEMA = "gatehouse.licence-activate/1";

    @Option(
            names = "--enrol",
            description = "Begins to remember the time and the active licence here, once.")
    private boolean enrol;

    @Override
    public Integer call() throws Exception {
        LicenceCheck.Case given = given();
        try (OemDesk desk = desk()) {
            DeviceMemory memory = desk.memory();
            LicenceCheck check = check(desk.licences(), now());
            if (enrol) {
                Judged<Instant> begun = memory.enrol();
                if (begun.value().isEmpty()) {
                    return refused(SCHEMA, begun.findings());
                }
            }
            Judged<LicenceCheck.Verdict> judged = memory.activate(check, given);
            if (judged.value().isEmpty()) {
                return refused(SCHEMA, judged.findings());
            }
            LicenceCheck.Verdict verdict = judged.value().get();
            Path folder = keep(given);
            Output output = output();
            output.say("licence.active", folder);
            describe(output, verdict);
            output.json(
                    SCHEMA,
                    json(verdict, ExitCodes.ALLOWED).put("folder", folder.toString()).build());
            return ExitCodes.ALLOWED;
        }
    }

    /** Where the trading system looks for both files. */
    private Path keep(LicenceCheck.Case given) throws IOException {
        Path folder = workspace().root().resolve(FOLDER).resolve("active");
        DurableFiles.createDirectories(folder);
        DurableFiles.replace(
                folder.resolve("fingerprint.json"), given.fingerprint().orElseThrow().bytes());
        DurableFiles.replace(folder.resolve("license.json"), given.licence().bytes());
        return folder;
    }
}
