package io.gatehouse.core.decide;

import io.gatehouse.core.command.Command.Found;
import io.gatehouse.core.command.Command.RecordTailCut;
import io.gatehouse.core.command.Command.Recover;
import io.gatehouse.core.command.Command.RevokePerson;
import io.gatehouse.core.command.Command.SignAdoption;
import io.gatehouse.core.decide.Gatekeeper.Answer;
import io.gatehouse.core.definition.Role;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.event.Event;
import io.gatehouse.core.event.GovernanceEvent.Adopted;
import io.gatehouse.core.event.GovernanceEvent.AdoptionSigned;
import io.gatehouse.core.event.GovernanceEvent.InstallationFounded;
import io.gatehouse.core.event.GovernanceEvent.PersonRevoked;
import io.gatehouse.core.event.LedgerEvent.Recovered;
import io.gatehouse.core.event.LedgerEvent.TailCut;
import io.gatehouse.core.id.PersonId;
import io.gatehouse.core.machine.Guard;
import io.gatehouse.core.machine.Triggers;
import io.gatehouse.core.port.DefinitionCheck;
import io.gatehouse.core.rule.Finding;
import io.gatehouse.core.state.Adoption;
import io.gatehouse.core.state.Person;
import io.gatehouse.core.state.PersonKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Founding, adopting rules, and taking persons' keys away. */
final class GovernanceHandler {

    private static final Set<Role> REVOKERS =
            Set.of(Role.OWNER, Role.COMPLIANCE, Role.ADMIN, Role.SECURITY);

    private final Gatekeeper gate;
    private final DefinitionCheck law;

    GovernanceHandler(Gatekeeper gate, DefinitionCheck law) {
        this.gate = gate;
        this.law = law;
    }

    Ruling found(Case c, Found command) {
        Answer answer = gate.governance(c.state(), Triggers.FOUND, Guard.OPEN);
        return answer.isAdmitted()
                ? Ruling.admit(
                        answer.landing(),
                        new InstallationFounded(
                                command.installation(), command.device(), command.engineKey()))
                : Ruling.refuse(answer.findings());
    }

    Ruling signAdoption(Case c, SignAdoption command) {
        Digest digest = Digest.of(command.document());
        SortedMap<Role, PersonId> signers = signers(c, command, digest);
        boolean complete = signers.containsKey(Role.OWNER) && signers.containsKey(Role.COMPLIANCE);
        Answer answer =
                gate.governance(
                        c.state(),
                        complete ? Triggers.ADOPT : Triggers.SIGN_ADOPTION,
                        () -> against(c.signer(), command, signers));
        if (!answer.isAdmitted()) {
            return Ruling.refuse(answer.findings());
        }
        List<Event> events = new ArrayList<>();
        events.add(new AdoptionSigned(digest, command.document(), command.role(), c.signer().id()));
        if (complete) {
            events.add(new Adopted(digest, command.document()));
        }
        return new Ruling.Admit(List.of(), events, List.of(answer.landing()));
    }

    private static SortedMap<Role, PersonId> signers(Case c, SignAdoption command, Digest digest) {
        TreeMap<Role, PersonId> signers = new TreeMap<>();
        c.state()
                .governance()
                .pending()
                .filter(pending -> pending.digest().equals(digest))
                .ifPresent(pending -> signers.putAll(pending.signers()));
        signers.put(command.role(), c.signer().id());
        return signers;
    }

    private List<Finding> against(
            Person signer, SignAdoption command, SortedMap<Role, PersonId> signers) {
        List<Finding> findings = new ArrayList<>();
        String name = signer.id().value();
        if (command.role() != Role.OWNER && command.role() != Role.COMPLIANCE) {
            findings.add(Findings.role(name, "owner or compliance", command.role().code()));
        }
        if (!signer.has(command.role())) {
            findings.add(Findings.role(name, command.role().code(), roles(signer)));
        }
        if (signers.size() > 1 && Set.copyOf(signers.values()).size() < signers.size()) {
            findings.add(
                    Findings.separation(
                            "one-person-twice",
                            name,
                            "owner and compliance are two persons",
                            name + " signs as both"));
        }
        try {
            Adoption adoption = Adoption.read(command.document());
            adoption.definitions().forEach(d -> findings.addAll(law.check(d)));
        } catch (IllegalArgumentException e) {
            findings.add(
                    Finding.of(
                            Findings.GOVERNANCE,
                            "not-an-adoption",
                            "adoption",
                            "people, definitions, commands and keys that can be read",
                            String.valueOf(e.getMessage()),
                            "mend the file that is named and propose the adoption again"));
        }
        return findings;
    }

    Ruling revokePerson(Case c, RevokePerson command) {
        Answer answer =
                gate.governance(
                        c.state(),
                        Triggers.REVOKE_PERSON,
                        () -> {
                            List<Finding> findings = new ArrayList<>();
                            if (c.signer().roles().stream().noneMatch(REVOKERS::contains)) {
                                findings.add(
                                        Findings.role(
                                                c.signer().id().value(),
                                                "one of "
                                                        + REVOKERS.stream()
                                                                .map(Role::code)
                                                                .sorted()
                                                                .toList(),
                                                roles(c.signer())));
                            }
                            boolean known =
                                    c.state()
                                            .governance()
                                            .person(command.person())
                                            .filter(
                                                    p ->
                                                            command.key().isEmpty()
                                                                    || p.key(command.key().get())
                                                                            .isPresent())
                                            .isPresent();
                            if (!known) {
                                findings.add(
                                        Finding.of(
                                                Findings.GOVERNANCE,
                                                "unknown-person",
                                                command.person().value(),
                                                "an adopted person and key",
                                                "none of that name",
                                                "look at 'gatehouse people list'"));
                            }
                            if (command.since().filter(c.now()::isBefore).isPresent()) {
                                findings.add(
                                        Finding.of(
                                                Findings.GOVERNANCE,
                                                "revoked-in-future",
                                                command.person().value(),
                                                "a time that is not after " + c.now(),
                                                command.since().get().toString(),
                                                "a key that is lost is lost now: leave the time out"));
                            }
                            return findings;
                        });
        return answer.isAdmitted()
                ? Ruling.admit(
                        answer.landing(),
                        new PersonRevoked(
                                command.person(),
                                command.key(),
                                from(c, command),
                                command.reason()))
                : Ruling.refuse(answer.findings());
    }

    /** The earliest of all: revoking a key again must not make good what it signed in between. */
    private static Instant from(Case c, RevokePerson command) {
        Instant from = command.since().orElse(c.now());
        for (PersonKey key :
                c.state()
                        .governance()
                        .person(command.person())
                        .map(Person::keys)
                        .orElse(List.of())) {
            boolean meant = command.key().isEmpty() || command.key().get().equals(key.id());
            if (meant && key.revokedAt().filter(from::isAfter).isPresent()) {
                from = key.revokedAt().get();
            }
        }
        return from;
    }

    Ruling recordTailCut(Case c, RecordTailCut command) {
        Answer answer = gate.governance(c.state(), Triggers.RECORD_TAIL_CUT, Guard.OPEN);
        return answer.isAdmitted()
                ? Ruling.admit(
                        answer.landing(),
                        new TailCut(
                                command.segment(),
                                command.offset(),
                                command.length(),
                                command.digest(),
                                c.now()))
                : Ruling.refuse(answer.findings());
    }

    /** Owner or compliance answer for what is put in the place of damaged files. */
    Ruling recover(Case c, Recover command) {
        Answer answer =
                gate.governance(
                        c.state(),
                        Triggers.RECOVER,
                        () ->
                                c.signer().has(Role.OWNER) || c.signer().has(Role.COMPLIANCE)
                                        ? List.of()
                                        : List.of(
                                                Findings.role(
                                                        c.signer().id().value(),
                                                        "owner or compliance",
                                                        roles(c.signer()))));
        return answer.isAdmitted()
                ? Ruling.admit(
                        answer.landing(), new Recovered(command.files(), command.reason(), c.now()))
                : Ruling.refuse(answer.findings());
    }

    static String roles(Person person) {
        return person.roles().stream().map(Role::code).toList().toString();
    }
}
