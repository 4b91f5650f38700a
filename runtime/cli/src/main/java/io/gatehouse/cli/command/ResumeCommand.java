package io.gatehouse.cli.command;

import io.gatehouse.app.usecase.Answer;
import io.gatehouse.app.usecase.Resume;
import io.gatehouse.cli.Verb;
import io.gatehouse.core.definition.Environment;
import io.gatehouse.core.definition.Role;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gatehouse resume}: one of the two signatures that lead out of HALT. */
@Command(
        name = "resume",
        description =
                "Signs the way out of HALT, to a lower environment; owner and compliance must.")
public final class ResumeCommand extends Verb {

    @Parameters(paramLabel = "ENVIRONMENT", description = "NONE, DEMO or PAPER.")
    private Environment to;

    @Option(
            names = "--role",
            paramLabel = "ROLE",
            converter = RoleConverter.class,
            description = "owner or compliance.")
    private Optional<Role> role = Optional.empty();

    @Override
    public Integer call() throws Exception {
        return write(
                desk -> {
                    Answer answer = new Resume(desk).run(to, role);
                    boolean over = desk.engine().read(s -> !s.environment().isHalted());
                    return answer(answer, over ? "resume.done" : "resume.signed", to);
                });
    }
}
