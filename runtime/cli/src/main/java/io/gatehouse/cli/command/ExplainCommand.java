package io.gatehouse.cli.command;

import io.gatehouse.app.rules.RuleFiles;
import io.gatehouse.app.usecase.Unanswerable;
import io.gatehouse.app.usecase.Wording;
import io.gatehouse.cli.ExitCodes;
import io.gatehouse.cli.Output;
import io.gatehouse.cli.Verb;
import io.gatehouse.core.definition.GateDefinition;
import io.gatehouse.core.definition.StepDefinition;
import io.gatehouse.core.id.RuleId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.rule.Rule;
import io.gatehouse.embedded.Law;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code gatehouse explain}: what a rule demands, and where it comes from. */
@Command(
        name = "explain",
        description = "Says what a rule demands, where it is used, and whether it can be waived.")
public final class ExplainCommand extends Verb {

    @Parameters(
            paramLabel = "RULE",
            arity = "0..1",
            description = "Its id; without it, all rules are listed.")
    private Optional<String> rule = Optional.empty();

    @Override
    public Integer call() throws Exception {
        Output output = output();
        if (rule.isEmpty()) {
            output.table(
                    Law.rules().all().stream()
                            .map(r -> List.of(r.id().value(), summary(output, r)))
                            .toList());
            output.json(
                    "gatehouse.rules/1",
                    JsonObject.of(
                            "rules",
                            Law.rules().all().stream().map(r -> json(r, List.of())).toList()));
            return ExitCodes.ALLOWED;
        }
        Rule found =
                Law.rules()
                        .find(typed(() -> new RuleId(rule.get())))
                        .orElseThrow(
                                () -> Unanswerable.conflict(Wording.of("no-rule", rule.get())));
        List<String> places = places(found.id());
        output.line(found.id() + "  " + summary(output, found));
        output.say(found.waivable() ? "explain.waivable" : "explain.not-waivable", found.version());
        places.forEach(place -> output.line("    " + place));
        output.json("gatehouse.rule/1", json(found, places));
        return ExitCodes.ALLOWED;
    }

    /** In the reader's language where there is a text of that rule, else in English. */
    private static String summary(Output output, Rule rule) {
        return output.messages().find("rule." + rule.id()).orElse(rule.summary());
    }

    private List<String> places(RuleId id) {
        List<String> places = new ArrayList<>();
        for (GateDefinition gate :
                new RuleFiles(workspace(), embedded().programs()).definitions().gates().values()) {
            List<StepDefinition> steps = new ArrayList<>(gate.steps());
            steps.add(gate.decision());
            for (StepDefinition step : steps) {
                if (step.rules().anyMatch(r -> r.rule().equals(id))) {
                    places.add(gate.id() + "/" + step.id() + "  " + step.source());
                }
            }
        }
        return places;
    }

    private static JsonObject json(Rule rule, List<String> places) {
        return JsonObject.builder()
                .put("rule", rule.id().value())
                .put("version", rule.version())
                .put("summary", rule.summary())
                .put("waivable", rule.waivable())
                .put("used", places)
                .build();
    }
}
