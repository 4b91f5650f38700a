package io.gatehouse.definitions.rule;

import io.gatehouse.audit.key.KeyAlgorithm;
import io.gatehouse.audit.key.KeyPurpose;
import io.gatehouse.audit.key.KeyRing;
import io.gatehouse.core.definition.ApprovalRequirement;
import io.gatehouse.core.definition.Role;
import io.gatehouse.core.rule.RuleContext;
import io.gatehouse.core.state.Approval;
import io.gatehouse.core.state.Person;
import io.gatehouse.core.state.PersonKey;
import io.gatehouse.core.state.Proposal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The entry can be sealed: every approval that the gate asks for was given over exactly this entry,
 * this evidence and this definition, still counts, and the ring has a usable HMAC-SHA384 key for
 * every role that will sign.
 */
public final class EntrySigned extends AbstractRule {

    EntrySigned() {
        super(
                "entry-signed",
                false,
                "The approvals that the gate demands exist over the proposed entry, and each role has a key to sign it.");
    }

    @Override
    void judge(Inspection inspection, Reading given) {
        RuleContext context = inspection.context();
        Optional<Proposal> proposal = context.promotion().proposal();
        if (proposal.isEmpty()) {
            inspection.pending(
                    "not-proposed",
                    context.gate().id().value(),
                    "a proposed entry",
                    "none",
                    "complete every step first");
            return;
        }
        List<Seats.Sitter> sitters = new ArrayList<>();
        List<String> doubts = new ArrayList<>();
        for (Approval approval : context.promotion().approvals()) {
            String doubt = doubt(context, proposal.get(), approval);
            if (doubt.isEmpty()) {
                sitters.add(new Seats.Sitter(approval.signed().person(), approval.role()));
            } else {
                doubts.add(
                        approval.signed().person()
                                + " as "
                                + approval.role().code()
                                + ": "
                                + doubt);
            }
        }
        List<List<Role>> seats = new ArrayList<>();
        for (ApprovalRequirement requirement : context.gate().approvals()) {
            for (int i = 0; i < requirement.count(); i++) {
                seats.add(requirement.anyOf());
            }
        }
        for (List<Role> seat : Seats.empty(seats, sitters)) {
            inspection.pending(
                    "approval-missing",
                    String.join(" or ", seat.stream().map(Role::code).toList()),
                    "an approval of " + proposal.get().digest() + " by another person in that role",
                    doubts.isEmpty() ? "none" : String.join("; ", doubts),
                    "let such a person look at the entry and approve it");
        }
        requireKeys(inspection, sitters);
    }

    /** Why an approval does not count; empty when it does. */
    private static String doubt(RuleContext context, Proposal proposal, Approval approval) {
        if (!approval.entry().equals(proposal.digest())) {
            return "approved another entry";
        }
        if (!approval.evidenceRoot().equals(proposal.evidenceRoot())
                || !approval.evidenceRoot().equals(context.promotion().evidenceRoot())) {
            return "approved other evidence";
        }
        if (!approval.definition().equals(context.gate().digest())
                || !approval.definition().equals(context.promotion().definition())) {
            return "approved another definition";
        }
        if (approval.at().isAfter(context.asOf())) {
            return "approved in the future";
        }
        boolean expired =
                !context.asOf().isBefore(approval.expires())
                        || !context.asOf()
                                .isBefore(approval.at().plus(context.gate().approvalValidity()));
        if (expired) {
            return "expired";
        }
        Optional<Person> person =
                context.installation().governance().person(approval.signed().person());
        if (person.isEmpty() || !person.get().has(approval.role())) {
            return "does not have the role any more";
        }
        Optional<PersonKey> key = person.get().key(approval.signed().key());
        boolean usable =
                key.filter(k -> k.isValidAt(approval.at()) && k.isValidAt(context.asOf()))
                        .isPresent();
        return usable ? "" : "signed with a key that does not count";
    }

    private static void requireKeys(Inspection inspection, List<Seats.Sitter> sitters) {
        Optional<KeyRing> ring = Keys.ring(inspection);
        Set<Role> roles = new LinkedHashSet<>();
        // a role that stands alone in a requirement will sign in any case
        inspection.context().gate().approvals().stream()
                .filter(r -> r.anyOf().size() == 1)
                .forEach(r -> roles.addAll(r.anyOf()));
        sitters.forEach(s -> roles.add(s.role()));
        for (Role role : roles) {
            boolean usable =
                    ring.flatMap(
                                    r ->
                                            r.signingKey(
                                                    KeyPurpose.role(role.code()),
                                                    KeyAlgorithm.HMAC_SHA384,
                                                    inspection.context().asOf()))
                            .isPresent();
            if (ring.isPresent() && !usable) {
                inspection.error(
                        "no-role-key",
                        role.code(),
                        "a usable HMAC-SHA384 key of purpose role:" + role.code(),
                        "none",
                        "add such a key to the ring and adopt the list");
            }
        }
    }
}
