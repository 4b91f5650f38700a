package io.gatehouse.audit.log;

import io.gatehouse.audit.key.KeyStanding;
import io.gatehouse.audit.key.PersonKey;
import io.gatehouse.audit.key.PersonKeys;
import io.gatehouse.audit.key.PersonSignatures;
import io.gatehouse.core.codec.CodecFault;
import io.gatehouse.core.codec.RecordCodec;
import io.gatehouse.core.command.Command;
import io.gatehouse.core.command.Statement;
import io.gatehouse.core.definition.Role;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.KeyId;
import io.gatehouse.core.id.PersonId;
import io.gatehouse.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The persons behind a decision: each role's signature rests on an approval that a person of that
 * role signed with a key of their own, over exactly this entry. Needs no secret.
 */
final class ApprovalCheck {

    private final Optional<PersonKeys> persons;

    ApprovalCheck(Optional<PersonKeys> persons) {
        this.persons = persons;
    }

    /** Checks every approval; then that each of the roles has one, each by another person. */
    void check(DecisionLine line, List<Set<String>> required, Instant time, LineFindings out) {
        proposal(line, out);
        Map<String, Set<String>> approvers = new HashMap<>();
        for (JsonObject approval : line.approvals()) {
            if (holds(line, approval, time, out)) {
                approvers
                        .computeIfAbsent(approval.requireText("role"), role -> new HashSet<>())
                        .add(approval.requireText("person"));
            }
        }
        for (String role : line.signatures().names()) {
            if (!role.equals("engine") && !approvers.containsKey(role)) {
                // the engine holds every role's secret: its word alone is nobody's agreement
                out.fault(
                        LogFault.Kind.APPROVAL_MISSING,
                        "a valid approval in the role " + role,
                        "none");
            }
        }
        distinct(required, approvers, out);
    }

    private static void proposal(DecisionLine line, LineFindings out) {
        Digest own = Digest.of(DecisionLine.proposed(line.entry()));
        String said = line.entry().text("proposal").orElse("none");
        if (!own.value().equals(said)) {
            out.fault(LogFault.Kind.PROPOSAL_DIFFERS, "proposal " + own.abbreviated(), said);
        }
    }

    private static void distinct(
            List<Set<String>> required, Map<String, Set<String>> approvers, LineFindings out) {
        if (!assign(required, 0, approvers, new HashSet<>())) {
            boolean each =
                    required.stream()
                            .allMatch(any -> any.stream().anyMatch(approvers::containsKey));
            if (each) {
                out.fault(
                        LogFault.Kind.APPROVERS_NOT_DISTINCT,
                        "another person for each of " + required,
                        "too few persons");
            }
        }
    }

    /** Whether each set of roles can be given a person of its own; the sets are two or three. */
    private static boolean assign(
            List<Set<String>> required,
            int at,
            Map<String, Set<String>> approvers,
            Set<String> taken) {
        if (at == required.size()) {
            return true;
        }
        for (String role : required.get(at)) {
            for (String person : approvers.getOrDefault(role, Set.of())) {
                if (taken.add(person)) {
                    if (assign(required, at + 1, approvers, taken)) {
                        return true;
                    }
                    taken.remove(person);
                }
            }
        }
        return false;
    }

    private boolean holds(DecisionLine line, JsonObject approval, Instant time, LineFindings out) {
        JsonObject statement = approval.object("statement").orElseThrow();
        String role = approval.requireText("role");
        Optional<String> difference = difference(line, approval, statement, time);
        if (difference.isPresent()) {
            out.fault(
                    LogFault.Kind.APPROVAL_WRONG,
                    "an approval of this entry in the role " + role,
                    difference.get());
            return false;
        }
        if (persons.isEmpty()) {
            out.unchecked(Unchecked.Check.APPROVALS, "no list of persons' public keys was given");
            return true;
        }
        return signed(approval, statement, role, out);
    }

    /** What in the signed statement is not of this line; empty when all is. */
    private static Optional<String> difference(
            DecisionLine line, JsonObject approval, JsonObject statement, Instant time) {
        JsonObject entry = line.entry();
        for (String name : List.of("person", "key")) {
            if (!statement.text(name).equals(approval.text(name))) {
                return Optional.of("a statement of another " + name);
            }
        }
        if (statement.text("installation").isEmpty()
                || !statement.text("installation").equals(entry.text("installation"))) {
            return Optional.of("a statement for another installation");
        }
        JsonObject command = statement.object("command").orElse(JsonObject.EMPTY);
        if (!command.text("command").equals(Optional.of("APPROVE"))) {
            return Optional.of("a statement that is no approval");
        }
        Command.Approve approve;
        Instant issued;
        try {
            approve = RecordCodec.decode(command.without("command"), Command.Approve.class);
            issued = Instant.parse(statement.text("issued").orElse(""));
        } catch (CodecFault | DateTimeException e) {
            return Optional.of("a statement that is not of its form");
        }
        if (!Role.ofCode(approval.requireText("role")).equals(Optional.of(approve.role()))) {
            return Optional.of("a statement in the role " + approve.role().code());
        }
        if (!same(entry, "promotion", approve.promotion().value())) {
            return Optional.of("a statement about another promotion");
        }
        if (!same(entry, "proposal", approve.entry().value())) {
            return Optional.of("a statement about entry " + approve.entry().abbreviated());
        }
        if (!same(entry, "evidence_root", approve.evidenceRoot().value())) {
            return Optional.of("a statement about other evidence");
        }
        if (!same(entry, "definition", approve.definition().value())) {
            return Optional.of("a statement under another definition");
        }
        if (!time.isBefore(approve.expires())) {
            return Optional.of("an approval that expired at " + approve.expires());
        }
        if (issued.isAfter(time.plus(Statement.SKEW))) {
            return Optional.of("an approval issued after the line");
        }
        return Optional.empty();
    }

    private boolean signed(
            JsonObject approval, JsonObject statement, String role, LineFindings out) {
        PersonId person = new PersonId(approval.requireText("person"));
        KeyId id = new KeyId(approval.requireText("key"));
        Instant issued = Instant.parse(statement.requireText("issued"));
        Optional<PersonKey> found = persons.orElseThrow().find(person, id, issued);
        if (found.isEmpty()) {
            out.fault(
                    LogFault.Kind.APPROVER_UNKNOWN,
                    "a listed key of a listed person",
                    "key " + id + " of " + person);
            return false;
        }
        PersonKey key = found.get();
        boolean good = true;
        if (!PersonSignatures.verify(
                key.publicKey(), statement, approval.requireText("signature"))) {
            out.fault(
                    LogFault.Kind.APPROVAL_WRONG,
                    "the signature of " + person + " under the statement",
                    "another signature");
            good = false;
        }
        if (!key.roles().contains(role)) {
            out.fault(LogFault.Kind.APPROVER_LACKS_ROLE, person + " in the role " + role, "not so");
            good = false;
        }
        KeyStanding standing = key.validity().at(issued);
        if (standing != KeyStanding.USABLE) {
            out.fault(
                    LogFault.Kind.KEY_NOT_VALID,
                    "key " + id + " of " + person + " usable when the approval was issued",
                    standing.name());
            good = false;
        }
        if (key.validity().revokedAt().isPresent()) {
            out.revokedSince(id);
        }
        return good;
    }

    private static boolean same(JsonObject entry, String name, String value) {
        return entry.text(name).equals(Optional.of(value));
    }
}
