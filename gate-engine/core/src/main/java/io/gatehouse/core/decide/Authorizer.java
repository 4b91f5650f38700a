package io.gatehouse.core.decide;

import io.gatehouse.core.codec.InstantText;
import io.gatehouse.core.command.Actor;
import io.gatehouse.core.command.Command;
import io.gatehouse.core.command.Command.SignAdoption;
import io.gatehouse.core.command.Statement;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.port.SignatureVerifier;
import io.gatehouse.core.rule.Finding;
import io.gatehouse.core.state.Adoption;
import io.gatehouse.core.state.InstallationView;
import io.gatehouse.core.state.Person;
import io.gatehouse.core.state.PersonKey;
import io.gatehouse.core.state.SignedStatement;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Who gives a command, proven by the signature over that very command. */
final class Authorizer {

    private static final Set<String> MEMBERS =
            Set.of("installation", "person", "key", "issued", "nonce", "command");

    private final SignatureVerifier signatures;

    Authorizer(SignatureVerifier signatures) {
        this.signatures = signatures;
    }

    /** The person, or nobody for the engine, or what stands against believing it. */
    record Outcome(Optional<Person> person, List<Finding> findings) {}

    /**
     * @param now the time of the events, which never goes back: by a clock that was set back a key
     *     that has ended would be valid again, and one that was adopted since not yet, so that its
     *     holder could not even take risk away
     */
    Outcome authorize(InstallationView state, Command command, Actor actor, Instant now) {
        if (actor instanceof Actor.Engine) {
            // Nothing that needs a person's will may come from the engine itself.
            return command instanceof Command.OfPerson
                    ? refused(
                            Findings.signature(
                                    "unsigned", "engine", "a person's signature", "none"))
                    : new Outcome(Optional.empty(), List.of());
        }
        SignedStatement signed = ((Actor.Signatory) actor).statement();
        String person = signed.person().value();
        if (command instanceof Command.OfEngine) {
            return refused(
                    Findings.role(
                            person, "the engine itself", "a person asks for " + command.name()));
        }
        Optional<Person> found = find(state, command, signed);
        Optional<PersonKey> key = found.flatMap(p -> p.key(signed.key()));
        if (found.isEmpty() || key.isEmpty()) {
            return refused(
                    Findings.signature(
                            "unknown-key",
                            person,
                            "a person and a key that were adopted",
                            person + " with key " + signed.key()));
        }
        List<Finding> findings = new ArrayList<>();
        checkStatement(state, command, signed, findings);
        if (!signatures.verify(key.get().publicKey(), signed.statement(), signed.signature())) {
            findings.add(
                    Findings.signature(
                            "bad-signature",
                            person,
                            "a signature of key " + signed.key(),
                            "one that does not verify"));
        }
        checkKey(state, found.get(), key.get(), signed, now, findings);
        return findings.isEmpty()
                ? new Outcome(found, List.of())
                : new Outcome(Optional.empty(), findings);
    }

    private static Outcome refused(Finding finding) {
        return new Outcome(Optional.empty(), List.of(finding));
    }

    /** The founders are named by the very rules that they sign: there are none before. */
    private static Optional<Person> find(
            InstallationView state, Command command, SignedStatement signed) {
        if (state.governance().adoption().equals(Digest.ZERO)
                && command instanceof SignAdoption founding) {
            try {
                return Adoption.read(founding.document()).people().stream()
                        .filter(p -> p.id().equals(signed.person()))
                        .findFirst();
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }
        return state.governance().person(signed.person());
    }

    private static void checkStatement(
            InstallationView state,
            Command command,
            SignedStatement signed,
            List<Finding> findings) {
        JsonObject statement = signed.statement();
        String person = signed.person().value();
        if (!statement.names().equals(MEMBERS)
                || !statement.text("person").equals(Optional.of(person))
                || !statement.text("key").equals(Optional.of(signed.key().value()))
                || statement.text("nonce").filter(nonce -> nonce.length() >= 16).isEmpty()) {
            findings.add(
                    Findings.signature(
                            "malformed", person, "a statement with " + MEMBERS, "other members"));
        }
        // A statement for one installation must not open the gate of another.
        String installation = state.governance().installation().map(Object::toString).orElse("");
        if (!statement.text("installation").equals(Optional.of(installation))) {
            findings.add(
                    Findings.signature(
                            "other-installation",
                            person,
                            installation,
                            statement.text("installation").orElse("none")));
        }
        // What is carried out must be what was signed, to the last byte.
        if (!statement.object("command").equals(Optional.of(command.toJson()))) {
            findings.add(
                    Findings.signature(
                            "other-command",
                            person,
                            command.name() + " as it was given",
                            "a signature of another command"));
        }
    }

    private static void checkKey(
            InstallationView state,
            Person person,
            PersonKey key,
            SignedStatement signed,
            Instant now,
            List<Finding> findings) {
        String name = person.id().value();
        if (person.revoked() || !key.isValidAt(now)) {
            findings.add(
                    Findings.signature(
                            key.revokedAt().isPresent() || person.revoked()
                                    ? "revoked-key"
                                    : "expired-key",
                            name,
                            "a key valid at " + now,
                            validity(key)));
        }
        Optional<Instant> issued = issued(signed.statement());
        if (issued.isEmpty()
                || issued.get().isAfter(now.plus(Statement.SKEW))
                || now.isAfter(issued.get().plus(Statement.LIFE))) {
            findings.add(
                    Findings.signature(
                            "stale",
                            name,
                            "signed within " + Statement.LIFE + " before " + now,
                            signed.statement().text("issued").orElse("no time")));
            return;
        }
        Instant last = state.ledger().lastSigned().get(person.id());
        if (last != null && !issued.get().isAfter(last)) {
            findings.add(
                    Findings.signature(
                            "replayed", name, "signed after " + last, issued.get().toString()));
        }
    }

    private static String validity(PersonKey key) {
        return key.id()
                + " valid from "
                + key.notBefore()
                + " until "
                + key.notAfter()
                + key.revokedAt().map(at -> ", revoked at " + at).orElse("");
    }

    private static Optional<Instant> issued(JsonObject statement) {
        try {
            return statement.text("issued").map(InstantText::parseAny);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
