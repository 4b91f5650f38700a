package io.gatehouse.cli.command;

import io.gatehouse.app.usecase.Unanswerable;
import io.gatehouse.cli.ExitCodes;
import io.gatehouse.cli.Output;
import io.gatehouse.cli.Verb;
import io.gatehouse.core.json.JsonArray;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonString;
import io.gatehouse.core.json.JsonValue;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code labs explain}: what a word of the report means, with its source. */
@Command(
        name = "explain",
        description = "Explains a term of the report, or lists the terms: 0 shown, 2 no such term.")
public final class LabsExplainCommand extends Verb {

    /** The words of the report that are explained, in the order of the report. */
    static final List<String> TERMS =
            List.of(
                    "verdict",
                    "limits",
                    "synthetic",
                    "value_at_risk",
                    "expected_shortfall",
                    "volatility",
                    "drawdown",
                    "worst_day",
                    "under_water",
                    "historical",
                    "normal",
                    "ewma",
                    "garch",
                    "kupiec",
                    "christoffersen",
                    "basel_zone",
                    "acerbi_szekely",
                    "bootstrap",
                    "jump_diffusion",
                    "flash_crash",
                    "dry_liquidity",
                    "latency_spike",
                    "combined",
                    "reverse",
                    "not_tested");

    @Parameters(arity = "0..1", paramLabel = "TERM", description = "A word of the report.")
    private Optional<String> term = Optional.empty();

    @Override
    public Integer call() throws Unanswerable {
        Output output = output();
        if (term.isEmpty()) {
            output.say("labs.explained", TERMS.size());
            TERMS.forEach(name -> output.line("  " + name));
            output.json(
                    "gatehouse.labs-terms/1",
                    JsonObject.of(
                            "terms",
                            new JsonArray(
                                    TERMS.stream().<JsonValue>map(JsonString::new).toList())));
            return ExitCodes.ALLOWED;
        }
        if (!TERMS.contains(term.get())) {
            throw Unanswerable.usage(text("labs.explain-unknown", term.get()));
        }
        String text = text("labs.explain." + term.get());
        output.line(text);
        output.json(
                "gatehouse.labs-term/1",
                JsonObject.builder().put("term", term.get()).put("text", text).build());
        return ExitCodes.ALLOWED;
    }
}
