package io.gatehouse.embedded;

import io.gatehouse.core.id.RuleId;
import io.gatehouse.core.port.DefinitionCheck;
import io.gatehouse.core.port.GateAction;
import io.gatehouse.core.rule.Rule;
import io.gatehouse.core.rule.RuleBook;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The rules of this build and what it demands of definitions. */
public final class Law {

    private Law() {}

    public static RuleBook rules() {
        return new RuleBook() {
            @Override
            public Optional<Rule> find(RuleId id) {
                return Optional.empty();
            }

            @Override
            public Collection<Rule> all() {
                return List.of();
            }
        };
    }

    static DefinitionCheck definitionCheck(List<GateAction> actions) {
        return definition -> List.of();
    }
}
