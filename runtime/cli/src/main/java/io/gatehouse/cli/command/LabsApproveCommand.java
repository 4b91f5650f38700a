package io.gatehouse.cli.command;

import io.gatehouse.adapter.risklabs.portfolio.PortfolioReader;
import io.gatehouse.app.query.FileApprovers;
import io.gatehouse.core.id.PersonId;
import io.gatehouse.core.state.Person;
import java.util.Collection;
import java.util.SortedSet;
import picocli.CommandLine.Command;

/**
 * {@code labs approve}: one of the two persons who let the profile {@code manual} be looser than
 * the named ones.
 */
@Command(
        name = "approve",
        description =
                "Signs a file of manual limits as it is; the owner, and compliance or risk as another person, may let it be looser than the named profiles.")
public final class LabsApproveCommand extends FileApprovalVerb {

    @Override
    String purpose() {
        return FileApprovers.RISK_LIMITS;
    }

    @Override
    boolean mayApprove(Person person) {
        return FileApprovers.mayApprove(person);
    }

    @Override
    SortedSet<PersonId> counting(Collection<Person> people, SortedSet<PersonId> signed) {
        return FileApprovers.counting(people, signed);
    }

    @Override
    int largest() {
        return PortfolioReader.LARGEST;
    }
}
