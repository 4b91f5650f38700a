package io.gatehouse.cli.command;

import io.gatehouse.adapter.licensing.Envelope;
import io.gatehouse.adapter.licensing.licence.LicenceCheck;
import io.gatehouse.app.usecase.Unanswerable;
import io.gatehouse.core.evidence.Content;
import java.nio.file.Path;
import picocli.CommandLine.Parameters;

/** What the verbs share that judge one licence on this machine. */
abstract class LicenceJudging extends LicenceDemanding {

    @Parameters(paramLabel = "LICENCE", description = "The licence.")
    private Path licence;

    /** The licence, what lies beside it, and the machine. */
    final LicenceCheck.Case given() throws Unanswerable {
        Content held = Content.of(bytes(licence, Envelope.LARGEST));
        return beside(file(licence), demand().revocations()).apply(held);
    }
}
