package io.gatehouse.cli.command;

import io.gatehouse.adapter.risklabs.portfolio.PortfolioReader;
import io.gatehouse.app.query.FileApprovers;
import picocli.CommandLine.Command;

/**
 * {@code labs approve}: one of the two persons who let the profile {@code manual} be looser than
 * the named ones.
 */
@Command(
        name = "approve",
        description =
                "Signs a file of manual limits as it is; two persons together may let it be looser than the named profiles.")
public final class LabsApproveCommand extends FileApprovalVerb {

    @Override
    String purpose() {
        return FileApprovers.RISK_LIMITS;
    }

    @Override
    int largest() {
        return PortfolioReader.LARGEST;
    }
}
