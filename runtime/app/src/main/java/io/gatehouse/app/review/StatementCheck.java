package io.gatehouse.app.review;

import io.gatehouse.audit.fsck.Check;
import io.gatehouse.audit.journal.JournalFault;
import io.gatehouse.audit.journal.JournalGroup;
import io.gatehouse.audit.key.PersonSignatures;
import io.gatehouse.audit.replay.Replayer;
import io.gatehouse.core.codec.CodecFault;
import io.gatehouse.core.command.Command;
import io.gatehouse.core.command.Statement;
import io.gatehouse.core.definition.Role;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.event.EnvironmentEvent.ResumeSigned;
import io.gatehouse.core.event.Event;
import io.gatehouse.core.event.EventCodec;
import io.gatehouse.core.event.GovernanceEvent.Adopted;
import io.gatehouse.core.event.GovernanceEvent.AdoptionSigned;
import io.gatehouse.core.event.LedgerEvent.CommandAdmitted;
import io.gatehouse.core.event.LedgerEvent.CommandRefused;
import io.gatehouse.core.event.PromotionEvent.Approved;
import io.gatehouse.core.event.PromotionEvent.EvidenceRecorded;
import io.gatehouse.core.event.PromotionEvent.PromotionOpened;
import io.gatehouse.core.event.PromotionEvent.SignedOff;
import io.gatehouse.core.event.PromotionEvent.WaiverSigned;
import io.gatehouse.core.evidence.JournalPosition;
import io.gatehouse.core.id.PersonId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.port.Journal.Recorded;
import io.gatehouse.core.state.Adoption;
import io.gatehouse.core.state.GovernanceState;
import io.gatehouse.core.state.Person;
import io.gatehouse.core.state.PersonKey;
import io.gatehouse.core.state.SignedStatement;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Every act of a person in a history rests on that person's Ed25519 signature: what was admitted,
 * what was refused after the signature had been verified, and both signatures under each adoption.
 *
 * <p>This is what the owner of the engine's account cannot make: codes, digests and chains can be
 * computed anew by whoever holds the engine's secrets, signatures of persons cannot. Stands before
 * the replay in the order of checks and reads its state, which is that before the group.
 */
final class StatementCheck implements Check {

    /** What happens only by a person's own will. */
    private static final Set<String> OF_PERSONS =
            Arrays.stream(Command.OfPerson.class.getPermittedSubclasses())
                    .map(Command::nameOf)
                    .collect(Collectors.toUnmodifiableSet());

    private final Replayer replayer;
    private final List<JournalFault> faults = new ArrayList<>();
    private final Map<Role, PersonId> adopting = new EnumMap<>(Role.class);
    private Digest adoptingDocument = Digest.ZERO;
    private long verified;
    private long adoptions;

    StatementCheck(Replayer replayer) {
        this.replayer = replayer;
    }

    @Override
    public String name() {
        return "signatures of persons";
    }

    @Override
    public boolean needsUnbrokenHistory() {
        return true;
    }

    /** Signatures that were verified. */
    long verified() {
        return verified;
    }

    /** Adoptions that two persons had signed. */
    long adoptions() {
        return adoptions;
    }

    @Override
    public List<JournalFault> finish(JournalPosition end) {
        return List.copyOf(faults);
    }

    @Override
    public void accept(JournalGroup group) {
        if (replayer.fault().isPresent()) {
            return;
        }
        Optional<SignedStatement> signed = Optional.empty();
        int commands = 0;
        for (Recorded recorded : group.events()) {
            Event event;
            try {
                event =
                        EventCodec.decode(
                                recorded.draft().type(),
                                recorded.draft().version(),
                                recorded.draft().data());
            } catch (CodecFault e) {
                return; // replay names it
            }
            At at = new At(group, recorded.seq());
            if (event instanceof CommandAdmitted || event instanceof CommandRefused) {
                // the state before the group is that before its one command
                require(at, ++commands == 1, "one command in one write");
            }
            if (event instanceof CommandAdmitted e) {
                signed = e.signed();
                admitted(at, e);
            } else if (event instanceof CommandRefused e) {
                if (e.authenticated() && e.signed().isPresent()) {
                    verify(at, e.signed().get(), e.command(), e.at());
                }
            } else {
                act(at, event, signed);
            }
        }
    }

    private record At(JournalGroup group, long seq) {}

    /** One statement, one act: the engine's owner could present a real one again. */
    private void once(At at, SignedStatement signed) {
        Instant last = replayer.state().ledger().lastSigned().get(signed.person());
        boolean later =
                last == null || issued(signed.statement()).filter(i -> i.isAfter(last)).isPresent();
        require(at, later, "a statement that counts once, issued after " + last);
    }

    private void admitted(At at, CommandAdmitted e) {
        if (e.signed().isPresent()) {
            if (!e.actor().equals("person:" + e.signed().get().person())) {
                fault(at, "the actor who signed", e.command() + " of another");
            }
            verify(at, e.signed().get(), e.command(), e.at());
        } else if (OF_PERSONS.contains(e.command()) || !e.actor().equals("engine")) {
            fault(at, "a person's signature under " + e.command(), "none");
        }
    }

    private void verify(At at, SignedStatement signed, String command, Instant time) {
        JsonObject statement = signed.statement();
        JsonObject given = statement.object("command").orElse(JsonObject.EMPTY);
        Optional<PersonKey> key =
                find(signed, given).filter(p -> !p.revoked()).flatMap(p -> p.key(signed.key()));
        if (key.isEmpty()) {
            fault(at, "a key of " + signed.person() + " that was adopted", "another key");
            return;
        }
        String installation = governance().installation().map(Object::toString).orElse("");
        boolean itself =
                statement.text("person").equals(Optional.of(signed.person().value()))
                        && statement.text("key").equals(Optional.of(signed.key().value()))
                        && statement.text("installation").equals(Optional.of(installation))
                        && given.text("command").equals(Optional.of(command));
        if (!itself) {
            fault(at, "a statement of this person, installation and command", "another");
        }
        if (!key.get().isValidAt(time) || !isTimely(statement, time)) {
            fault(at, "a key and a statement that counted at " + time, "one that did not");
        }
        once(at, signed);
        if (!PersonSignatures.verifier()
                .verify(key.get().publicKey(), statement, signed.signature())) {
            fault(at, "the signature of " + signed.person(), "one that does not verify");
            return;
        }
        verified++;
    }

    private static boolean isTimely(JsonObject statement, Instant time) {
        return issued(statement)
                .filter(i -> !i.isAfter(time.plus(Statement.SKEW)))
                .filter(i -> !time.isAfter(i.plus(Statement.LIFE).plus(Statement.SKEW)))
                .isPresent();
    }

    private static Optional<Instant> issued(JsonObject statement) {
        try {
            return statement.text("issued").map(Instant::parse);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** The founders are named by the very rules that they sign. */
    private Optional<Person> find(SignedStatement signed, JsonObject command) {
        return governance().adoption().equals(Digest.ZERO)
                ? command.object("document").flatMap(d -> person(d, signed.person()))
                : governance().person(signed.person());
    }

    private static Optional<Person> person(JsonObject document, PersonId id) {
        try {
            return Adoption.read(document).people().stream()
                    .filter(p -> p.id().equals(id))
                    .findFirst();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private GovernanceState governance() {
        return replayer.state().governance();
    }

    /** What an event says a person did, that person signed in this group. */
    private void act(At at, Event event, Optional<SignedStatement> signed) {
        SignedActs.of(event, signed)
                .ifPresent(
                        wanted ->
                                require(
                                        at,
                                        wanted.met(),
                                        "what " + wanted.command() + " as it was signed asks for"));
        if (event instanceof AdoptionSigned e) {
            requireSigner(at, e.person(), signed);
            adopting(at, e, signed);
        } else if (event instanceof Adopted e) {
            adopted(at, e);
        } else if (event instanceof PromotionOpened e) {
            requireSigner(at, e.requester(), signed);
            require(
                    at,
                    Optional.ofNullable(governance().gates().get(e.gate()))
                            .filter(e.definition()::equals)
                            .isPresent(),
                    "the definition of " + e.gate() + " that was in force");
        } else if (event instanceof SignedOff e) {
            requireSigner(at, e.signOff().person(), signed);
            requireRole(at, e.signOff().person(), e.signOff().role());
            require(
                    at,
                    signed.map(SignedStatement::digest)
                            .filter(e.signOff().statement()::equals)
                            .isPresent(),
                    "the sign-off of this statement");
            require(
                    at,
                    signed.map(SignedStatement::key).filter(e.signOff().key()::equals).isPresent(),
                    "the sign-off by the key of this statement");
        } else if (event instanceof WaiverSigned e) {
            requireSigner(at, e.person(), signed);
            requireRole(at, e.person(), e.role());
            require(
                    at,
                    signed.map(SignedStatement::key).filter(e.key()::equals).isPresent(),
                    "the waiver by the key of this statement");
        } else if (event instanceof ResumeSigned e) {
            requireSigner(at, e.person(), signed);
            requireRole(at, e.person(), e.role());
        } else if (event instanceof EvidenceRecorded e && e.by().startsWith("person:")) {
            requireSigner(at, new PersonId(e.by().substring("person:".length())), signed);
        } else if (event instanceof Approved e) {
            require(
                    at,
                    signed.filter(e.approval().signed()::equals).isPresent(),
                    "the approval of this statement");
            requireRole(at, e.approval().signed().person(), e.approval().role());
        }
    }

    private void requireRole(At at, PersonId person, Role role) {
        require(
                at,
                governance().person(person).filter(p -> p.has(role)).isPresent(),
                "a person in the role " + role.code());
    }

    private void requireSigner(At at, PersonId person, Optional<SignedStatement> signed) {
        require(
                at,
                signed.filter(s -> s.person().equals(person)).isPresent(),
                "an act that " + person + " signed");
    }

    private void adopting(At at, AdoptionSigned e, Optional<SignedStatement> signed) {
        Optional<JsonObject> document =
                signed.flatMap(s -> s.statement().object("command"))
                        .flatMap(c -> c.object("document"));
        require(
                at,
                document.filter(e.content()::equals).isPresent()
                        && Digest.of(e.content()).equals(e.document()),
                "the document that was signed");
        if (!adoptingDocument.equals(e.document())) {
            adopting.clear();
            adoptingDocument = e.document();
        }
        Optional<Person> person =
                governance().adoption().equals(Digest.ZERO)
                        ? person(e.content(), e.person())
                        : governance().person(e.person());
        require(at, person.filter(p -> p.has(e.role())).isPresent(), "a person in that role");
        adopting.put(e.role(), e.person());
    }

    private void adopted(At at, Adopted e) {
        PersonId owner = adopting.get(Role.OWNER);
        PersonId compliance = adopting.get(Role.COMPLIANCE);
        boolean byTwo =
                adoptingDocument.equals(e.document())
                        && Digest.of(e.content()).equals(e.document())
                        && owner != null
                        && compliance != null
                        && !owner.equals(compliance);
        require(at, byTwo, "an adoption that owner and compliance signed, two persons");
        adoptions += byTwo ? 1 : 0;
        adopting.clear();
        adoptingDocument = Digest.ZERO;
    }

    private void require(At at, boolean holds, String expected) {
        if (!holds) {
            fault(at, expected, "another");
        }
    }

    private void fault(At at, String expected, String observed) {
        faults.add(
                JournalFault.of(
                        JournalFault.Kind.STATEMENT,
                        at.group().segment(),
                        0,
                        at.group().offset(),
                        at.seq(),
                        expected,
                        observed));
    }
}
