package io.gatehouse.cli.command;

import io.gatehouse.cli.ExitCodes;
import io.gatehouse.cli.Output;
import io.gatehouse.cli.Verb;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.state.PromotionState;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code gatehouse promotion list}. */
@Command(name = "list", description = "Lists all promotions.")
public final class PromotionListCommand extends Verb {

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
