package io.gatehouse.cli.command;

import io.gatehouse.app.usecase.Answer;
import io.gatehouse.app.usecase.Desk;
import io.gatehouse.cli.Verb;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.state.PromotionState;
import picocli.CommandLine.Parameters;

/** What verbs about one promotion share. */
abstract class PromotionVerb extends Verb {

    @Parameters(index = "0", paramLabel = "PROMOTION", description = "The promotion.")
    private String promotion;

    PromotionId id() {
        return typed(() -> new PromotionId(promotion));
    }

    /** The answer with the line on where the promotion stands now. */
    int answer(Desk desk, Answer answer, String done) {
        String machine =
                desk.engine().read(s -> s.promotion(id()).map(PromotionState::machine).orElse("-"));
        return answer(answer, done, id(), machine);
    }
}
