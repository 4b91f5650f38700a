package io.gatehouse.cli.command;

import io.gatehouse.adapter.licensing.Judged;
import io.gatehouse.adapter.licensing.licence.LicenceCheck;
import io.gatehouse.cli.ExitCodes;
import io.gatehouse.cli.Output;
import io.gatehouse.embedded.oem.DeviceMemory;
import io.gatehouse.embedded.oem.OemDesk;
import java.time.Instant;
import picocli.CommandLine.Command;

/** {@code licence verify}: whether a licence counts on this machine now. */
@Command(
        name = "verify",
        description =
                "Says whether a licence counts on this machine now: 0 it does, 1 refused, 3 undecided.")
public final class LicenceVerifyCommand extends LicenceJudging {

    private static final String SCHEMA = "gatehouse.licence-verify/1";

    @Override
    public Integer call() throws Exception {
        LicenceCheck.Case given = given();
        try (OemDesk desk = desk()) {
            DeviceMemory memory = desk.memory();
            // an enrolled machine goes by its memory: a clock set back revives no licence
            Judged<Instant> time = memory.isEnrolled() ? memory.now() : Judged.accepted(now());
            if (time.value().isEmpty()) {
                return refused(SCHEMA, time.findings());
            }
            LicenceCheck.Verdict verdict =
                    check(desk.licences(), time.value().get()).judge(given, time.value().get());
            int code = verdict.counts() ? ExitCodes.ALLOWED : code(verdict.findings());
            Output output = output();
            output.say(
                    verdict.counts()
                            ? "licence.counts"
                            : code == ExitCodes.UNDECIDED ? "oem.undecided" : "oem.refused");
            describe(output, verdict);
            output.findings(verdict.findings());
            output.json(SCHEMA, json(verdict, code).build());
            return code;
        }
    }
}
