package io.gatehouse.cli.command;

import io.gatehouse.app.usecase.WaiveRule;
import io.gatehouse.cli.Verb;
import io.gatehouse.core.definition.Role;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.id.RuleId;
import io.gatehouse.core.id.StepId;
import java.time.Instant;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gatehouse waive}: one of the two signatures under an exception. */
@Command(
        name = "waive",
        description = "Signs an exception from one waivable rule; owner and compliance must.")
public final class WaiveCommand extends Verb {

    @Parameters(index = "0", paramLabel = "PROMOTION", description = "The promotion.")
    private String promotion;

    @Parameters(index = "1", paramLabel = "STEP", description = "The step.")
    private String step;

    @Parameters(index = "2", paramLabel = "RULE", description = "The rule.")
    private String rule;

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            description = "Why; the second person may leave it out.")
    private Optional<String> reason = Optional.empty();

    @Option(
            names = "--expires",
            paramLabel = "TIME",
            description = "When it ends, as 2026-01-31T12:00:00Z.")
    private Optional<Instant> expires = Optional.empty();

    @Option(
            names = "--role",
            paramLabel = "ROLE",
            converter = RoleConverter.class,
            description = "owner or compliance.")
    private Optional<Role> role = Optional.empty();

    @Override
    public Integer call() throws Exception {
        return write(
                desk ->
                        answer(
                                new WaiveRule(desk)
                                        .run(
                                                typed(() -> new PromotionId(promotion)),
                                                typed(() -> new StepId(step)),
                                                typed(() -> new RuleId(rule)),
                                                reason,
                                                expires,
                                                role),
                                "waive.done",
                                rule));
    }
}
