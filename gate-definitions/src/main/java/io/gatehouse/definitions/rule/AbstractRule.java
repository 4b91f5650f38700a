package io.gatehouse.definitions.rule;

import io.gatehouse.core.definition.GateDefinition;
import io.gatehouse.core.definition.RuleReference;
import io.gatehouse.core.definition.StepDefinition;
import io.gatehouse.core.id.ArtefactId;
import io.gatehouse.core.id.RuleId;
import io.gatehouse.core.json.JsonArray;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonString;
import io.gatehouse.core.json.JsonValue;
import io.gatehouse.core.rule.Rule;
import io.gatehouse.core.rule.RuleContext;
import io.gatehouse.core.rule.RuleResult;
import java.util.ArrayList;
import java.util.List;

/**
 * What every rule does alike: it refuses parameters that it does not know, and answers ERROR where
 * it would have to guess.
 */
public abstract class AbstractRule implements Rule {

    private final RuleId id;
    private final String summary;
    private final boolean waivable;
    private final List<Parameter> parameters;

    AbstractRule(String id, boolean waivable, String summary, Parameter... parameters) {
        this.id = new RuleId(id);
        this.waivable = waivable;
        this.summary = summary;
        this.parameters = List.of(parameters);
    }

    @Override
    public final RuleId id() {
        return id;
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public final String summary() {
        return summary;
    }

    @Override
    public final boolean waivable() {
        return waivable;
    }

    /** The evidence of an artefact is that of the step, see {@link RuleContext#evidence()}. */
    @Override
    public boolean looksBeyond(GateDefinition gate, StepDefinition step) {
        return false;
    }

    /** The parameters that a definition may give, in the order in which people read them. */
    public final List<Parameter> parameters() {
        return parameters;
    }

    /** The artefacts that a reference looks at; every artefact of the step when it names none. */
    public final List<ArtefactId> artefactsOf(RuleReference reference, StepDefinition step) {
        List<ArtefactId> named = new ArrayList<>();
        for (Parameter parameter : parameters) {
            if (parameter.namesArtefacts()) {
                reference.parameters().find(parameter.name()).ifPresent(v -> add(v, named));
            }
        }
        return named.isEmpty() && looksAtWholeStep()
                ? step.artefacts().stream().map(a -> a.id()).toList()
                : named;
    }

    /** Whether the rule looks at every artefact of the step when its reference names none. */
    boolean looksAtWholeStep() {
        return false;
    }

    private static void add(JsonValue value, List<ArtefactId> named) {
        List<JsonValue> all = value instanceof JsonArray array ? array.values() : List.of(value);
        for (JsonValue one : all) {
            if (one instanceof JsonString text) {
                named.add(new ArtefactId(text.value()));
            }
        }
    }

    @Override
    public final List<String> lint(RuleReference reference, StepDefinition step) {
        List<String> faults = lintOnce(reference, step);
        if (faults.isEmpty() && reference.standing().isPresent()) {
            for (String name : reference.standing().get().names()) {
                // only how old or how near its end: another artefact would be another rule
                boolean time =
                        parameters.stream()
                                .anyMatch(
                                        p ->
                                                p.name().equals(name)
                                                        && p.kind() == Parameter.Kind.DURATION);
                if (!time) {
                    faults.add("'standing-" + name + "' is no time that the rule knows");
                }
            }
            if (faults.isEmpty()) {
                lintOnce(reference.whileActive().orElseThrow(), step)
                        .forEach(fault -> faults.add("standing: " + fault));
            }
        }
        return faults;
    }

    private List<String> lintOnce(RuleReference reference, StepDefinition step) {
        List<String> faults = new ArrayList<>();
        JsonObject given = reference.parameters();
        for (String name : given.names()) {
            if (parameters.stream().noneMatch(p -> p.name().equals(name))) {
                faults.add("unknown parameter '" + name + "'");
            }
        }
        for (Parameter parameter : parameters) {
            if (!given.has(parameter.name())) {
                if (parameter.required()) {
                    faults.add("parameter '" + parameter.name() + "' is missing");
                }
            } else if (!parameter.admits(given.members().get(parameter.name()))) {
                faults.add("parameter '" + parameter.name() + "' is not " + parameter.form());
            }
        }
        if (faults.isEmpty()) {
            for (ArtefactId artefact : artefactsOf(reference, step)) {
                if (step.artefact(artefact).isEmpty()) {
                    faults.add("the step has no artefact '" + artefact + "'");
                }
            }
            faults.addAll(lintFurther(new Reading(given), step));
        }
        return faults;
    }

    /** Faults that no kind of parameter tells. */
    List<String> lintFurther(Reading given, StepDefinition step) {
        return List.of();
    }

    @Override
    public final RuleResult evaluate(RuleContext context) {
        Inspection inspection = new Inspection(this, context);
        List<String> faults = lint(context.reference(), context.step());
        if (!faults.isEmpty()) {
            // A misread parameter could turn the demand into a weaker one.
            inspection.error(
                    "bad-parameters",
                    context.step().id().value(),
                    "parameters that the rule knows",
                    String.join("; ", faults),
                    "mend the definition and adopt it");
            return inspection.result();
        }
        judge(inspection, new Reading(context.reference().parameters()));
        return inspection.result();
    }

    /** Looks at the context and reports every fault that it sees. */
    abstract void judge(Inspection inspection, Reading given);
}
