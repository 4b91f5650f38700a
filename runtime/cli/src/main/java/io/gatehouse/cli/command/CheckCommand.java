package io.gatehouse.cli.command;

import io.gatehouse.app.query.CheckGate;
import io.gatehouse.app.query.ReadOnlyInstallation;
import io.gatehouse.app.usecase.Unanswerable;
import io.gatehouse.app.usecase.Wording;
import io.gatehouse.cli.ExitCodes;
import io.gatehouse.cli.Reporting;
import io.gatehouse.cli.Verb;
import io.gatehouse.core.state.PromotionState;
import io.gatehouse.embedded.Law;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code gatehouse check}: runs a gate's rules as they would be run now, and changes nothing. */
@Command(
        name = "check",
        description = "Runs all rules of a gate's open promotion and changes nothing.")
public final class CheckCommand extends Verb implements Reporting {

    @Parameters(
            paramLabel = "GATE",
            description = "demo, paper, live or stage6; or a promotion's id.")
    private String gate;

    @Override
    public Integer call() throws Exception {
        ReadOnlyInstallation installation = read();
        PromotionState promotion = find(installation);
        CheckGate.Report report =
                new CheckGate(Law.rules(), around().clock()).run(installation, promotion);
        int code = code(report);
        output().report(CheckReport.of(report, promotion.id(), code, output().messages()));
        return code;
    }

    private PromotionState find(ReadOnlyInstallation installation) throws Unanswerable {
        return installation.state().openPromotions().stream()
                .filter(p -> p.gate().value().equals(gate) || p.id().value().equals(gate))
                .findFirst()
                .orElseThrow(() -> Unanswerable.conflict(Wording.of("no-open-promotion", gate)));
    }

    private static int code(CheckGate.Report report) {
        if (report.isPending()) {
            return ExitCodes.PENDING;
        }
        return switch (report.verdict()) {
            case PASS -> ExitCodes.ALLOWED;
            case FAIL, NOT_APPLICABLE -> ExitCodes.REFUSED;
            case ERROR -> ExitCodes.UNDECIDED;
        };
    }
}
