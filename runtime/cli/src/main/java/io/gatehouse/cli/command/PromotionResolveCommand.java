package io.gatehouse.cli.command;

import io.gatehouse.app.usecase.ResolveAction;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gatehouse promotion resolve}. */
@Command(name = "resolve", description = "Says how an action ended whose outcome was lost.")
public final class PromotionResolveCommand extends PromotionVerb {

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
