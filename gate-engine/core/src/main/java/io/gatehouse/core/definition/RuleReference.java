package io.gatehouse.core.definition;

import io.gatehouse.core.id.RuleId;
import io.gatehouse.core.json.JsonObject;

/**
 * A rule with the parameters that a definition gives it.
 *
 * @param waivable whether owner and compliance together may waive it; the loader refuses this mark
 *     on signatures, digests, separation, chain and config-lineage (architecture, section 10)
 * @param mayNotApply whether NOT_APPLICABLE counts as satisfied; otherwise it is a failure
 */
public record RuleReference(
        RuleId rule, JsonObject parameters, boolean waivable, boolean mayNotApply)
        implements Acceptance {}
