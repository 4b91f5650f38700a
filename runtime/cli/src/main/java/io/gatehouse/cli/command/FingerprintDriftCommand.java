package io.gatehouse.cli.command;

import io.gatehouse.adapter.licensing.Judged;
import io.gatehouse.adapter.licensing.fingerprint.Component;
import io.gatehouse.adapter.licensing.fingerprint.Drift;
import io.gatehouse.app.usecase.Unanswerable;
import io.gatehouse.cli.ExitCodes;
import io.gatehouse.cli.Output;
import io.gatehouse.embedded.oem.OemDesk;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code fingerprint drift}: whether this is still the machine of a document. */
@Command(
        name = "drift",
        description =
                "Compares this machine with a document: 0 the same or a part replaced, 1 another machine, 3 undecided.")
public final class FingerprintDriftCommand extends FingerprintVerb {

    private static final String SCHEMA = "gatehouse.fingerprint-drift/1";

    @Parameters(paramLabel = "DOCUMENT", description = "The document of when it was enrolled.")
    private Path document;

    @Override
    public Integer call() throws Exception {
        try (OemDesk desk = desk()) {
            Judged<Known> read = read(document, desk.licences().fingerprints(now()));
            if (read.value().isEmpty()) {
                return refused(SCHEMA, read.findings());
            }
            Known known = read.value().get();
            if (known.drift().isEmpty()) {
                throw Unanswerable.undecided(text("fingerprint.not-comparable"), List.of());
            }
            return tell(known.drift().get().apply(machine()));
        }
    }

    private int tell(Drift drift) {
        Output output = output();
        output.say("fingerprint.drift." + drift.verdict().text());
        if (!drift.changed().isEmpty()) {
            output.say(
                    "fingerprint.changed",
                    drift.changed().stream()
                            .map(Component::text)
                            .collect(Collectors.joining(", ")));
        }
        int code =
                drift.verdict() == Drift.Verdict.REBIND_REQUIRED
                        ? ExitCodes.REFUSED
                        : ExitCodes.ALLOWED;
        output.json(SCHEMA, drift.toJson().with("exit", code));
        return code;
    }
}
