package io.gatehouse.core.definition;

import io.gatehouse.core.id.RuleId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonValue;
import java.util.Map;
import java.util.Optional;

/**
 * A rule with the parameters that a definition gives it.
 *
 * @param waivable whether owner and compliance together may waive it; the loader refuses this mark
 *     on signatures, digests, separation, chain and config-lineage (architecture, section 10)
 * @param mayNotApply whether NOT_APPLICABLE counts as satisfied; otherwise it is a failure
 * @param standing present where the rule has to hold on while the environment is active; the
 *     parameters that are other ones then, such as a greater {@code max-age}
 */
public record RuleReference(
        RuleId rule,
        JsonObject parameters,
        boolean waivable,
        boolean mayNotApply,
        Optional<JsonObject> standing)
        implements Acceptance {

    /** A rule that is asked when something is decided, and not after that. */
    public RuleReference(
            RuleId rule, JsonObject parameters, boolean waivable, boolean mayNotApply) {
        this(rule, parameters, waivable, mayNotApply, Optional.empty());
    }

    /** The rule as re-verification asks it; empty where it need not hold on. */
    public Optional<RuleReference> whileActive() {
        return standing.map(
                others -> {
                    JsonObject changed = parameters;
                    for (Map.Entry<String, JsonValue> other : others.members().entrySet()) {
                        changed = changed.with(other.getKey(), other.getValue());
                    }
                    return new RuleReference(rule, changed, waivable, mayNotApply);
                });
    }
}
