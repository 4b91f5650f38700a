package io.gatehouse.cli.command;

import io.gatehouse.app.usecase.Answer;
import io.gatehouse.app.usecase.OpenPromotion;
import io.gatehouse.cli.Verb;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.event.PromotionEvent.PromotionOpened;
import io.gatehouse.core.id.GateId;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.state.Release;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gatehouse promotion open}. */
@Command(name = "open", description = "Begins a run of a gate for one release.")
public final class PromotionOpenCommand extends Verb {

    @Parameters(paramLabel = "GATE", description = "demo, paper, live or stage6.")
    private String gate;

    @Option(names = "--release", paramLabel = "ID", required = true, description = "The release.")
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
