package io.gatehouse.definitions.rule;

import io.gatehouse.core.definition.Role;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.rule.RuleContext;
import io.gatehouse.core.state.Person;
import io.gatehouse.core.state.SignOff;
import io.gatehouse.core.state.SignOffKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Who signed off the evidence of a step, and whether that still counts. */
final class SignOffs {

    private SignOffs() {}

    /** The kind of that code, or empty. */
    static Optional<SignOffKind> kind(String code) {
        return switch (code) {
            case "approved" -> Optional.of(SignOffKind.APPROVED);
            case "reviewed" -> Optional.of(SignOffKind.REVIEWED);
            case "received" -> Optional.of(SignOffKind.RECEIVED);
            default -> Optional.empty();
        };
    }

    /** Every role must have signed the step's evidence as it is now, each by another person. */
    static void require(
            Inspection inspection, List<Role> roles, SignOffKind kind, boolean independent) {
        RuleContext context = inspection.context();
        Digest root = context.promotion().evidenceRootOf(context.step().id());
        List<Seats.Sitter> sitters = new ArrayList<>();
        List<String> doubts = new ArrayList<>();
        for (SignOff signOff : context.promotion().step(context.step().id()).signOffs()) {
            if (roles.contains(signOff.role()) && signOff.kind() == kind) {
                String doubt = doubt(context, signOff, root, independent);
                if (doubt.isEmpty()) {
                    sitters.add(new Seats.Sitter(signOff.person(), signOff.role()));
                } else {
                    doubts.add(signOff.person() + " as " + signOff.role().code() + ": " + doubt);
                }
            }
        }
        List<List<Role>> seats = roles.stream().map(List::of).toList();
        for (List<Role> seat : Seats.empty(seats, sitters)) {
            inspection.pending(
                    "not-signed-off",
                    context.step().id() + " by " + seat.get(0).code(),
                    "sign-off '"
                            + kind.name().toLowerCase(Locale.ROOT)
                            + "' of "
                            + root
                            + " by a person in role "
                            + seat.get(0).code()
                            + (independent ? " who prepared nothing" : ""),
                    doubts.isEmpty() ? "none" : String.join("; ", doubts),
                    "let such a person look at the evidence and sign it off");
        }
    }

    /** Why a sign-off does not count; empty when it does. */
    private static String doubt(
            RuleContext context, SignOff signOff, Digest root, boolean independent) {
        if (!signOff.evidenceRoot().equals(root)) {
            // signed about other files: somebody exchanged them afterwards
            return "signed other evidence";
        }
        Optional<Person> person = context.installation().governance().person(signOff.person());
        if (person.isEmpty() || !person.get().has(signOff.role())) {
            return "does not have the role any more";
        }
        if (signOff.at().isAfter(context.asOf())) {
            return "signed in the future";
        }
        if (!signOff.keyCounts(person.get(), context.asOf())) {
            // whoever holds a stolen key may have signed before the theft was known
            return "signed with a key that does not count";
        }
        if (independent && context.promotion().isPreparer(signOff.person())) {
            return "prepared the evidence";
        }
        return "";
    }
}
