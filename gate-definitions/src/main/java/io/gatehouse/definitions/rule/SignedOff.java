package io.gatehouse.definitions.rule;

import io.gatehouse.core.definition.Role;
import io.gatehouse.core.definition.StepDefinition;
import io.gatehouse.core.state.SignOffKind;
import java.util.ArrayList;
import java.util.List;

/**
 * Persons in the named roles looked at the step's evidence and said so under their own signature.
 */
public final class SignedOff extends AbstractRule {

    SignedOff() {
        super(
                "signed-off",
                false,
                "A person in each named role has signed off the step's evidence as it is now.",
                Parameter.optional("role", Parameter.Kind.ROLE, "the role; either this or roles"),
                Parameter.optional(
                        "roles",
                        Parameter.Kind.ROLES,
                        "several roles, each filled by another person"),
                Parameter.optional(
                        "kind", Parameter.Kind.TEXT, "approved (default), reviewed or received"),
                Parameter.optional(
                        "independent",
                        Parameter.Kind.FLAG,
                        "whether the signer must not be a preparer; true when absent"));
    }

    @Override
    List<String> lintFurther(Reading given, StepDefinition step) {
        List<String> faults = new ArrayList<>();
        if (given.maybeText("role").isPresent() == !given.roles("roles").isEmpty()) {
            faults.add("give either 'role' or 'roles'");
        }
        if (given.maybeText("kind").filter(k -> SignOffs.kind(k).isEmpty()).isPresent()) {
            faults.add("parameter 'kind' is neither approved, reviewed nor received");
        }
        return faults;
    }

    @Override
    void judge(Inspection inspection, Reading given) {
        List<Role> roles =
                given.maybeText("role")
                        .map(code -> List.of(Role.ofCode(code).orElseThrow()))
                        .orElseGet(() -> given.roles("roles"));
        SignOffKind kind = SignOffs.kind(given.maybeText("kind").orElse("approved")).orElseThrow();
        SignOffs.require(inspection, roles, kind, given.flag("independent", true));
    }
}
