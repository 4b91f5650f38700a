package io.gatehouse.definitions.rule;

import io.gatehouse.core.definition.GateDefinition;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.state.Proposal;
import java.util.Optional;

/**
 * The proposed entry says what the gate grants: its stage, its status, its flags, and no others.
 */
public final class FlagsMatch extends AbstractRule {

    FlagsMatch() {
        super(
                "flags-match",
                false,
                "The proposed entry bears exactly the stage, status and runtime flags that the gate grants.");
    }

    @Override
    void judge(Inspection inspection, Reading given) {
        GateDefinition gate = inspection.context().gate();
        Optional<Proposal> proposal = inspection.context().promotion().proposal();
        if (proposal.isEmpty()) {
            inspection.pending(
                    "not-proposed",
                    gate.id().value(),
                    "a proposed entry",
                    "none",
                    "complete every step first");
            return;
        }
        JsonObject entry = proposal.get().entry();
        JsonObject.Builder expected = JsonObject.builder();
        gate.grants().flags().forEach(expected::put);
        JsonObject flags = entry.object("runtime_flags").orElse(JsonObject.EMPTY);
        if (!flags.equals(expected.build())) {
            // flags chosen by hand would lift a block that no gate lifted (ADR 0004)
            inspection.fail(
                    "flags-differ",
                    "runtime_flags",
                    gate.grants().flags().toString(),
                    flags.members().toString(),
                    "void the proposal and propose again");
        }
        compare(inspection, entry, "status", gate.grants().status());
        compare(inspection, entry, "stage", gate.stage());
    }

    private static void compare(
            Inspection inspection, JsonObject entry, String member, String expected) {
        String observed = entry.text(member).orElse("none");
        if (!observed.equals(expected)) {
            inspection.fail(
                    member + "-differs",
                    member,
                    expected,
                    observed,
                    "void the proposal and propose again");
        }
    }
}
