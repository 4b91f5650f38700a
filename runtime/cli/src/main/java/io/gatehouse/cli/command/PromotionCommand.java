package io.gatehouse.cli.command;

import io.gatehouse.app.usecase.RejectPromotion;
import io.gatehouse.app.usecase.ReopenStep;
import io.gatehouse.app.usecase.RetryStep;
import io.gatehouse.app.usecase.RunStep;
import io.gatehouse.app.usecase.SealPromotion;
import io.gatehouse.app.usecase.SignOff;
import io.gatehouse.app.usecase.SubmitStep;
import io.gatehouse.app.usecase.WithdrawPromotion;
import io.gatehouse.core.definition.Role;
import io.gatehouse.core.id.StepId;
import io.gatehouse.core.state.SignOffKind;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gatehouse promotion}: runs of gates. */
@Command(
        name = "promotion",
        description = "Runs of gates: open, run steps, sign off, approve, seal.",
        subcommands = {
            PromotionOpenCommand.class,
            PromotionCommand.Run.class,
            PromotionCommand.Submit.class,
            PromotionCommand.Retry.class,
            PromotionCommand.Reopen.class,
            PromotionCommand.SignOffVerb.class,
            DecideCommand.class,
            ApproveCommand.class,
            PromotionCommand.Reject.class,
            PromotionCommand.Withdraw.class,
            PromotionResolveCommand.class,
            PromotionCommand.Seal.class,
            PromotionShowCommand.class,
            PromotionListCommand.class
        })
public final class PromotionCommand extends Group {

    /** {@code promotion run}. */
    @Command(
            name = "run",
            description = "Runs the action of a step and assesses what it left behind.")
    public static final class Run extends StepVerb {

        @Override
        public Integer call() throws Exception {
            return write(
                    desk -> answer(desk, new RunStep(desk).run(id(), step()), "promotion.ran"));
        }
    }

    /** {@code promotion submit}. */
    @Command(
            name = "submit",
            description =
                    "Presents what is attached in place of a step's action, where it has alternatives.")
    public static final class Submit extends StepVerb {

        @Override
        public Integer call() throws Exception {
            return write(
                    desk -> answer(desk, new SubmitStep(desk).run(id(), step()), "promotion.ran"));
        }
    }

    /** {@code promotion retry}. */
    @Command(name = "retry", description = "Puts a failed or lost step back to READY.")
    public static final class Retry extends StepVerb {

        @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why.")
        private String reason;

        @Override
        public Integer call() throws Exception {
            return write(
                    desk ->
                            answer(
                                    desk,
                                    new RetryStep(desk).run(id(), step(), reason),
                                    "promotion.reset"));
        }
    }

    /** {@code promotion reopen}. */
    @Command(
            name = "reopen",
            description = "Does an accepted step again; the steps after it fall with it.")
    public static final class Reopen extends PromotionVerb {

        @Parameters(index = "1", paramLabel = "STEP", description = "The step.")
        private String step;

        @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why.")
        private String reason;

        @Override
        public Integer call() throws Exception {
            return write(
                    desk ->
                            answer(
                                    desk,
                                    new ReopenStep(desk)
                                            .run(
                                                    id(),
                                                    Optional.of(typed(() -> new StepId(step))),
                                                    reason),
                                    "promotion.reset"));
        }
    }

    /** {@code promotion signoff}. */
    @Command(
            name = "signoff",
            description = "Agrees, in a role, to the evidence of a step as it lies there now.")
    public static final class SignOffVerb extends StepVerb {

        @Option(
                names = "--role",
                paramLabel = "ROLE",
                converter = RoleConverter.class,
                description = "In which role (default: one that the step asks for).")
        private Optional<Role> role = Optional.empty();

        @Option(
                names = "--kind",
                paramLabel = "KIND",
                description = "approved, reviewed or received.")
        private Optional<SignOffKind> kind = Optional.empty();

        @Override
        public Integer call() throws Exception {
            return write(
                    desk ->
                            answer(
                                    desk,
                                    new SignOff(desk).run(id(), step(), role, kind),
                                    "promotion.signed-off"));
        }
    }

    /** {@code promotion reject}. */
    @Command(name = "reject", description = "Compliance says no, for good.")
    public static final class Reject extends PromotionVerb {

        @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why.")
        private String reason;

        @Override
        public Integer call() throws Exception {
            return write(
                    desk ->
                            answer(
                                    desk,
                                    new RejectPromotion(desk).run(id(), reason),
                                    "promotion.ended"));
        }
    }

    /** {@code promotion withdraw}. */
    @Command(name = "withdraw", description = "Gives a promotion up.")
    public static final class Withdraw extends PromotionVerb {

        @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why.")
        private String reason;

        @Override
        public Integer call() throws Exception {
            return write(
                    desk ->
                            answer(
                                    desk,
                                    new WithdrawPromotion(desk).run(id(), reason),
                                    "promotion.ended"));
        }
    }

    /** {@code promotion seal}. */
    @Command(
            name = "seal",
            description =
                    "Puts the approved entry into the decision log; activation and grant follow.")
    public static final class Seal extends PromotionVerb {

        @Override
        public Integer call() throws Exception {
            return write(
                    desk -> answer(desk, new SealPromotion(desk).run(id()), "promotion.sealed"));
        }
    }
}
