package io.gatehouse.cli.command;

import io.gatehouse.adapter.licensing.Judged;
import io.gatehouse.cli.ExitCodes;
import io.gatehouse.cli.Output;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.embedded.oem.OemDesk;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code fingerprint verify}: whether a document is genuine and follows from itself. */
@Command(
        name = "verify",
        description =
                "Verifies a fingerprint document in any form, on whatever machine: 0 verified, 1 refused, 3 undecided.")
public final class FingerprintVerifyCommand extends FingerprintVerb {

    private static final String SCHEMA = "gatehouse.fingerprint-verify/1";

    @Parameters(paramLabel = "DOCUMENT", description = "The document.")
    private Path document;

    @Override
    public Integer call() throws Exception {
        try (OemDesk desk = desk()) {
            Judged<Known> read = read(document, desk.licences().fingerprints(now()));
            if (read.value().isEmpty()) {
                return refused(SCHEMA, read.findings());
            }
            Known known = read.value().get();
            Output output = output();
            output.say("fingerprint.verified");
            output.table(rows(known));
            output.json(
                    SCHEMA,
                    JsonObject.builder()
                            .put("exit", ExitCodes.ALLOWED)
                            .put("form", known.form().name().toLowerCase(Locale.ROOT))
                            .put("fingerprint", known.name())
                            .put("made", known.made().toString())
                            .build());
            return ExitCodes.ALLOWED;
        }
    }
}
