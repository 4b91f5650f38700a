package io.gatehouse.definitions.rule;

import io.gatehouse.checklist.Checklist;
import io.gatehouse.checklist.ChecklistItem;
import io.gatehouse.core.definition.StepDefinition;
import io.gatehouse.core.evidence.Observation;
import io.gatehouse.core.state.SignOffKind;
import java.util.List;
import java.util.Optional;

/**
 * A filled checklist: every acceptance field is {@code [x]}, nothing is open, and the named roles
 * have signed off the step that holds it.
 */
public final class ChecklistComplete extends AbstractRule {

    ChecklistComplete() {
        super(
                "checklist-complete",
                false,
                "Every field of the checklist is ticked, and the responsible roles have signed it off.",
                Parameter.required(
                        "artefact", Parameter.Kind.ARTEFACT, "the filled form in Markdown"),
                Parameter.required(
                        "roles",
                        Parameter.Kind.ROLES,
                        "who must have signed off, each another person"),
                Parameter.optional(
                        "section",
                        Parameter.Kind.TEXT,
                        "title of the section to look at; all when absent"),
                Parameter.optional(
                        "kind", Parameter.Kind.TEXT, "approved (default), reviewed or received"),
                Parameter.optional(
                        "independent",
                        Parameter.Kind.FLAG,
                        "whether signers must not be preparers; true when absent"));
    }

    /** The first version read line by line, and not what the page shows (ADR 0042). */
    @Override
    public int version() {
        return 2;
    }

    @Override
    List<String> lintFurther(Reading given, StepDefinition step) {
        return given.maybeText("kind").filter(k -> SignOffs.kind(k).isEmpty()).isPresent()
                ? List.of("parameter 'kind' is neither approved, reviewed nor received")
                : List.of();
    }

    @Override
    void judge(Inspection inspection, Reading given) {
        Optional<String> section = given.maybeText("section");
        for (Observation form : inspection.readable(given.artefact("artefact").orElseThrow())) {
            String path = form.item().path();
            byte[] bytes = form.content().orElseThrow().bytes();
            Checklist whole = Checklist.read(bytes);
            Checklist checklist = section.map(whole::section).orElse(whole);
            for (Checklist.Fault fault : checklist.faults()) {
                inspection.malformed(path, "a checklist in the runbook's form", fault.toString());
            }
            if (checklist.items().isEmpty()) {
                inspection.fail(
                        "no-rows",
                        path,
                        "at least one row with an acceptance field",
                        "none",
                        fill(inspection));
            }
            for (ChecklistItem item : checklist.open()) {
                inspection.fail(
                        "not-ticked",
                        path + ":" + item.line(),
                        "[x]",
                        "open: " + item.step().substring(0, Math.min(80, item.step().length())),
                        fill(inspection));
            }
        }
        SignOffKind kind = SignOffs.kind(given.maybeText("kind").orElse("approved")).orElseThrow();
        SignOffs.require(inspection, given.roles("roles"), kind, given.flag("independent", true));
    }

    private static String fill(Inspection inspection) {
        return "fill in the form and attach it to step "
                + inspection.context().step().id()
                + " again";
    }
}
