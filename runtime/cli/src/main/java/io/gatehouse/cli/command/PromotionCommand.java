package io.gatehouse.cli.command;

import io.gatehouse.app.usecase.Answer;
import io.gatehouse.app.usecase.Desk;
import io.gatehouse.app.usecase.OpenPromotion;
import io.gatehouse.app.usecase.RejectPromotion;
import io.gatehouse.app.usecase.ReopenStep;
import io.gatehouse.app.usecase.ResolveAction;
import io.gatehouse.app.usecase.RetryStep;
import io.gatehouse.app.usecase.RunStep;
import io.gatehouse.app.usecase.SealPromotion;
import io.gatehouse.app.usecase.SignOff;
import io.gatehouse.app.usecase.SubmitStep;
import io.gatehouse.app.usecase.WithdrawPromotion;
import io.gatehouse.cli.ExitCodes;
import io.gatehouse.cli.Output;
import io.gatehouse.cli.Verb;
import io.gatehouse.core.definition.Role;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.event.PromotionEvent.PromotionOpened;
import io.gatehouse.core.id.GateId;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.id.StepId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.state.PromotionState;
import io.gatehouse.core.state.Release;
import io.gatehouse.core.state.SignOffKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gatehouse promotion}: runs of gates. */
@Command(
        name = "promotion",
        description = "Runs of gates: open, run steps, sign off, approve, seal.",
        subcommands = {
            PromotionCommand.Open.class,
            PromotionCommand.Run.class,
            PromotionCommand.Submit.class,
            PromotionCommand.Retry.class,
            PromotionCommand.Reopen.class,
            PromotionCommand.SignOffVerb.class,
            DecideCommand.class,
            ApproveCommand.class,
            PromotionCommand.Reject.class,
            PromotionCommand.Withdraw.class,
            PromotionCommand.Resolve.class,
            PromotionCommand.Seal.class,
            PromotionShowCommand.class,
            PromotionCommand.ListAll.class
        })
public final class PromotionCommand extends Group {

    /** What verbs about one promotion share. */
    abstract static class OnPromotion extends Verb {

        @Parameters(index = "0", paramLabel = "PROMOTION", description = "The promotion.")
        private String promotion;

        PromotionId id() {
            return typed(() -> new PromotionId(promotion));
        }

        /** The answer with the line on where the promotion stands now. */
        int answer(Desk desk, Answer answer, String done) {
            String machine =
                    desk.engine()
                            .read(s -> s.promotion(id()).map(PromotionState::machine).orElse("-"));
            return answer(answer, done, id(), machine);
        }
    }

    /** {@code promotion open}. */
    @Command(name = "open", description = "Begins a run of a gate for one release.")
    public static final class Open extends Verb {

        @Parameters(paramLabel = "GATE", description = "demo, paper, live or stage6.")
        private String gate;

        @Option(
                names = "--release",
                paramLabel = "ID",
                required = true,
                description = "The release.")
        private String release;

        @Option(
                names = "--bundle",
                paramLabel = "DIGEST",
                required = true,
                description = "sha384:... of the bundle.")
        private String bundle;

        @Option(
                names = "--commit",
                paramLabel = "HASH",
                required = true,
                description = "Full hash of its commit.")
        private String commit;

        @Option(
                names = "--id",
                paramLabel = "ID",
                description = "Id of the promotion (default: GATE-DATE-N).")
        private Optional<String> id = Optional.empty();

        @Override
        public Integer call() throws Exception {
            Release promoted = typed(() -> new Release(release, Digest.parse(bundle), commit));
            return write(
                    desk -> {
                        Answer answer =
                                new OpenPromotion(desk)
                                        .run(
                                                typed(() -> new GateId(gate)),
                                                id.map(v -> typed(() -> new PromotionId(v))),
                                                promoted);
                        String opened =
                                answer.outcome().events().stream()
                                        .filter(PromotionOpened.class::isInstance)
                                        .map(e -> ((PromotionOpened) e).promotion().value())
                                        .findFirst()
                                        .orElse("-");
                        return answer(answer, "promotion.opened", opened, gate);
                    });
        }
    }

    /** {@code promotion run}. */
    @Command(
            name = "run",
            description = "Runs the action of a step and assesses what it left behind.")
    public static final class Run extends OnPromotion {

        @Parameters(
                index = "1",
                arity = "0..1",
                paramLabel = "STEP",
                description = "The step (default: the current one).")
        private Optional<String> step = Optional.empty();

        @Override
        public Integer call() throws Exception {
            return write(
                    desk ->
                            answer(
                                    desk,
                                    new RunStep(desk)
                                            .run(id(), step.map(v -> typed(() -> new StepId(v)))),
                                    "promotion.ran"));
        }
    }

    /** {@code promotion submit}. */
    @Command(
            name = "submit",
            description =
                    "Presents what is attached in place of a step's action, where it has alternatives.")
    public static final class Submit extends OnPromotion {

        @Parameters(
                index = "1",
                arity = "0..1",
                paramLabel = "STEP",
                description = "The step (default: the current one).")
        private Optional<String> step = Optional.empty();

        @Override
        public Integer call() throws Exception {
            return write(
                    desk ->
                            answer(
                                    desk,
                                    new SubmitStep(desk)
                                            .run(id(), step.map(v -> typed(() -> new StepId(v)))),
                                    "promotion.ran"));
        }
    }

    /** {@code promotion retry}. */
    @Command(name = "retry", description = "Puts a failed or lost step back to READY.")
    public static final class Retry extends OnPromotion {

        @Parameters(
                index = "1",
                arity = "0..1",
                paramLabel = "STEP",
                description = "The step (default: the current one).")
        private Optional<String> step = Optional.empty();

        @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why.")
        private String reason;

        @Override
        public Integer call() throws Exception {
            return write(
                    desk ->
                            answer(
                                    desk,
                                    new RetryStep(desk)
                                            .run(
                                                    id(),
                                                    step.map(v -> typed(() -> new StepId(v))),
                                                    reason),
                                    "promotion.reset"));
        }
    }

    /** {@code promotion reopen}. */
    @Command(
            name = "reopen",
            description = "Does an accepted step again; the steps after it fall with it.")
    public static final class Reopen extends OnPromotion {

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
    public static final class SignOffVerb extends OnPromotion {

        @Parameters(
                index = "1",
                arity = "0..1",
                paramLabel = "STEP",
                description = "The step (default: the current one).")
        private Optional<String> step = Optional.empty();

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
                                    new SignOff(desk)
                                            .run(
                                                    id(),
                                                    step.map(v -> typed(() -> new StepId(v))),
                                                    role,
                                                    kind),
                                    "promotion.signed-off"));
        }
    }

    /** {@code promotion reject}. */
    @Command(name = "reject", description = "Compliance says no, for good.")
    public static final class Reject extends OnPromotion {

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
    public static final class Withdraw extends OnPromotion {

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

    /** {@code promotion resolve}. */
    @Command(name = "resolve", description = "Says how an action ended whose outcome was lost.")
    public static final class Resolve extends OnPromotion {

        @Parameters(index = "1", paramLabel = "SLOT", description = "The step, or activate-N.")
        private String slot;

        /** One of the two. */
        static final class How {
            @Option(names = "--succeeded", required = true, description = "It did its work.")
            private boolean succeeded;

            @Option(names = "--failed", required = true, description = "It did not.")
            private boolean failed;
        }

        @ArgGroup(multiplicity = "1")
        private How how;

        @Option(
                names = "--note",
                paramLabel = "TEXT",
                required = true,
                description = "How it was found out.")
        private String note;

        @Override
        public Integer call() throws Exception {
            return write(
                    desk ->
                            answer(
                                    desk,
                                    new ResolveAction(desk).run(id(), slot, how.succeeded, note),
                                    "promotion.resolved"));
        }
    }

    /** {@code promotion seal}. */
    @Command(
            name = "seal",
            description =
                    "Puts the approved entry into the decision log; activation and grant follow.")
    public static final class Seal extends OnPromotion {

        @Override
        public Integer call() throws Exception {
            return write(
                    desk -> answer(desk, new SealPromotion(desk).run(id()), "promotion.sealed"));
        }
    }

    /** {@code promotion list}. */
    @Command(name = "list", description = "Lists all promotions.")
    public static final class ListAll extends Verb {

        @Override
        public Integer call() throws Exception {
            List<List<String>> rows = new ArrayList<>();
            List<JsonObject> all = new ArrayList<>();
            for (PromotionState p : read().state().promotions()) {
                rows.add(
                        List.of(
                                p.id().value(),
                                p.gate().value(),
                                p.release().id(),
                                p.machine(),
                                p.opened().toString(),
                                p.requester().value()));
                all.add(
                        JsonObject.builder()
                                .put("promotion", p.id().value())
                                .put("gate", p.gate().value())
                                .put("release", p.release().id())
                                .put("state", p.machine())
                                .put("opened", p.opened().toString())
                                .put("requester", p.requester().value())
                                .put("reason", p.reason())
                                .build());
            }
            Output output = output();
            output.table(rows);
            if (rows.isEmpty()) {
                output.say("promotion.none");
            }
            output.json("gatehouse.promotions/1", JsonObject.of("promotions", all));
            return ExitCodes.ALLOWED;
        }
    }
}
