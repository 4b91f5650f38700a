package io.gatehouse.cli.command;

import io.gatehouse.adapter.oembundle.Verification;
import io.gatehouse.adapter.oembundle.VerificationReport;
import io.gatehouse.cli.Output;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.embedded.oem.OemDesk;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code bundle verify}: all that can be checked of an archive, without unpacking it. */
@Command(
        name = "verify",
        description =
                "Verifies a bundle without unpacking it: 0 verified, 1 refused, 3 it could not be decided.")
public final class BundleVerifyCommand extends BundleVerb {

    @Parameters(paramLabel = "ARCHIVE", description = "The bundle.")
    private Path archive;

    @Override
    public Integer call() throws Exception {
        try (OemDesk desk = desk()) {
            Verification verification = verify(archive, desk);
            int code = exit(verification);
            Output output = output();
            if (verification instanceof Verification.Verified verified) {
                output.say("bundle.verified");
                describe(output, verified);
            } else {
                output.say(
                        verification instanceof Verification.Refused
                                ? "oem.refused"
                                : "oem.undecided");
                output.findings(verification.findings());
            }
            JsonObject report = VerificationReport.of(verification);
            output.json(report.requireText("schema"), report.with("exit", code));
            return code;
        }
    }
}
