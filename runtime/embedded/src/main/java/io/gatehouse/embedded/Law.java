package io.gatehouse.embedded;

import io.gatehouse.core.definition.GateDefinition;
import io.gatehouse.core.id.AdapterId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.port.DefinitionCheck;
import io.gatehouse.core.port.GateAction;
import io.gatehouse.core.rule.Finding;
import io.gatehouse.core.rule.RuleBook;
import io.gatehouse.definitions.load.DefinitionFault;
import io.gatehouse.definitions.load.DefinitionLinter;
import io.gatehouse.definitions.rule.StandardRules;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The rules of this build and what it demands of definitions. */
public final class Law {

    private static final RuleBook RULES = new StandardRules();

    private Law() {}

    public static RuleBook rules() {
        return RULES;
    }

    /**
     * The linter for adoption: rules, adapters by name, the floor. Whether each program is
     * configured is not asked here: one that is not cannot run, and so its step cannot be accepted.
     */
    static DefinitionCheck definitionCheck(
            Collection<? extends GateAction> actions,
            Function<GateDefinition, List<DefinitionFault>> floor) {
        DefinitionLinter linter =
                DefinitionLinter.ofAdapters(
                                RULES,
                                actions.stream()
                                        .map(GateAction::adapter)
                                        .collect(Collectors.toSet()))
                        .with(floor);
        return definition ->
                linter.lint(definition).stream().map(f -> finding(definition, f)).toList();
    }

    /** The linter for authors: the adapters judge their parameters too. */
    public static DefinitionLinter linter(Collection<? extends GateAction> actions) {
        Map<AdapterId, Function<JsonObject, List<String>>> adapters =
                actions.stream()
                        .collect(Collectors.toMap(GateAction::adapter, action -> action::lint));
        return new DefinitionLinter(RULES, adapters);
    }

    private static Finding finding(GateDefinition definition, DefinitionFault fault) {
        return Finding.of(
                "engine-definition",
                fault.code(),
                definition.id() + (fault.place().isEmpty() ? "" : "/" + fault.place()),
                "a definition that this build may adopt",
                fault.message(),
                "run 'gatehouse gate lint' and mend the definition");
    }
}
