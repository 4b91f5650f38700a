package io.gatehouse.definitions.load;

import io.gatehouse.core.definition.Acceptance;
import io.gatehouse.core.definition.AnyOf;
import io.gatehouse.core.definition.GateDefinition;
import io.gatehouse.core.definition.RuleReference;
import io.gatehouse.core.definition.StepDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What one row of the documents cannot do without: one of these rules, in a place where it must be
 * met.
 *
 * @param row the row's id in the traceability table, such as {@code RB-2.1}
 * @param oneOf the rules that will do
 */
record RowDemand(String row, List<SoughtRule> oneOf) {

    RowDemand {
        oneOf = List.copyOf(oneOf);
    }

    static RowDemand of(String row, SoughtRule... oneOf) {
        return new RowDemand(row, List.of(oneOf));
    }

    /** Whether a step of the gate, or its decision, bears one of the rules. */
    boolean isMetBy(GateDefinition gate) {
        return Stream.concat(gate.steps().stream(), Stream.of(gate.decision()))
                .anyMatch(step -> isMetBy(gate, step));
    }

    /** Whether the step bears one of the rules. */
    private boolean isMetBy(GateDefinition gate, StepDefinition step) {
        return step.accept().stream().anyMatch(clause -> isMetBy(gate, step, clause));
    }

    /** Whether the clause can only be met together with one of the rules. */
    boolean isMetBy(GateDefinition gate, StepDefinition step, Acceptance clause) {
        List<RuleReference> always =
                step.accept().stream()
                        .filter(RuleReference.class::isInstance)
                        .map(RuleReference.class::cast)
                        .toList();
        if (clause instanceof RuleReference reference) {
            return suits(new SoughtRule.Borne(gate, step, reference, always));
        }
        // one alternative that lacks the rule would be the way around it
        return ((AnyOf) clause)
                .alternatives().stream()
                        .allMatch(
                                alternative -> {
                                    List<RuleReference> company = new ArrayList<>(always);
                                    company.addAll(alternative);
                                    return alternative.stream()
                                            .anyMatch(
                                                    r ->
                                                            suits(
                                                                    new SoughtRule.Borne(
                                                                            gate, step, r,
                                                                            company)));
                                });
    }

    private boolean suits(SoughtRule.Borne borne) {
        return oneOf.stream().anyMatch(sought -> sought.suits(borne));
    }

    /** For a finding: the row, the rules, and what their parameters must say. */
    String described() {
        return row
                + " cannot do without rule "
                + oneOf.stream().map(SoughtRule::described).collect(Collectors.joining(", or "))
                + ", where it must be met";
    }
}
