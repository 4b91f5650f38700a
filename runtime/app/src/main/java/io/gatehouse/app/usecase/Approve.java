package io.gatehouse.app.usecase;

import io.gatehouse.core.command.Command;
import io.gatehouse.core.definition.ApprovalRequirement;
import io.gatehouse.core.definition.GateDefinition;
import io.gatehouse.core.definition.Role;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.state.PromotionState;
import io.gatehouse.core.state.Proposal;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Optional;

/** Agrees to the proposed entry, the evidence beneath it and the definition. */
public final class Approve {

    private final Desk desk;

    public Approve(Desk desk) {
        this.desk = desk;
    }

    /** What is to be signed, to be shown before it is: see {@link #prepare}. */
    public record Intent(PromotionState promotion, Proposal proposal, Command.Approve command) {}

    /**
     * The approval as it would be signed now.
     *
     * @param entry digest of the entry that the person has looked at; without it the current one
     */
    public Intent prepare(PromotionId id, Optional<Role> role, Optional<Digest> entry)
            throws Unanswerable {
        PromotionState promotion = desk.promotion(id);
        GateDefinition gate = desk.gate(promotion);
        Proposal proposal =
                promotion
                        .proposal()
                        .orElseThrow(
                                () ->
                                        Unanswerable.conflict(
                                                Wording.of(
                                                        "no-proposal", id, promotion.machine())));
        Instant now = desk.engine().clock().instant();
        return new Intent(
                promotion,
                proposal,
                new Command.Approve(
                        id,
                        desk.role(role, missing(gate, promotion)),
                        entry.orElse(proposal.digest()),
                        proposal.evidenceRoot(),
                        promotion.definition(),
                        now.plus(gate.approvalValidity())));
    }

    public Answer run(Intent intent) throws Unanswerable {
        return desk.give(intent.command());
    }

    /** Roles that the gate asks for: those without an approval first. */
    private static Collection<Role> missing(GateDefinition gate, PromotionState promotion) {
        LinkedHashSet<Role> open = new LinkedHashSet<>();
        LinkedHashSet<Role> all = new LinkedHashSet<>();
        for (ApprovalRequirement requirement : gate.approvals()) {
            all.addAll(requirement.anyOf());
            long given =
                    promotion.approvals().stream()
                            .filter(a -> requirement.anyOf().contains(a.role()))
                            .count();
            if (given < requirement.count()) {
                open.addAll(requirement.anyOf());
            }
        }
        open.addAll(all);
        return open;
    }
}
