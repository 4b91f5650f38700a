package io.gatehouse.app.found;

import io.gatehouse.app.engine.Engine;
import io.gatehouse.app.engine.Outcome;
import io.gatehouse.app.rules.PeopleFile;
import io.gatehouse.app.rules.ProgramDigests;
import io.gatehouse.app.rules.RuleFault;
import io.gatehouse.app.rules.RuleFiles;
import io.gatehouse.app.signing.CredentialSigner;
import io.gatehouse.app.usecase.Adopt;
import io.gatehouse.app.usecase.Answer;
import io.gatehouse.app.usecase.Desk;
import io.gatehouse.app.usecase.Unanswerable;
import io.gatehouse.app.usecase.Wording;
import io.gatehouse.app.workspace.Workspace;
import io.gatehouse.audit.file.DurableFiles;
import io.gatehouse.audit.key.Argon2Cost;
import io.gatehouse.audit.key.KeyAlgorithm;
import io.gatehouse.audit.key.KeyPurpose;
import io.gatehouse.audit.key.KeyRing;
import io.gatehouse.audit.key.PersonCredential;
import io.gatehouse.audit.key.PersonSigner;
import io.gatehouse.core.command.Actor;
import io.gatehouse.core.command.Command.Found;
import io.gatehouse.core.definition.ApprovalRequirement;
import io.gatehouse.core.definition.Role;
import io.gatehouse.core.id.InstallationId;
import io.gatehouse.core.id.KeyId;
import io.gatehouse.core.id.PersonId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.state.Person;
import io.gatehouse.core.state.PersonKey;
import java.io.IOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Makes a workspace: directories, the engine's keys, a credential for each person, and the first
 * adoption, signed by one owner and one compliance officer, who are two persons.
 *
 * <p>The founders are named by the very document that they sign; everything after them is changed
 * only by an adoption that two persons sign.
 */
public final class FoundInstallation {

    /** How long a new credential may sign. */
    public static final Duration PERSON_KEY_VALIDITY = Duration.ofDays(365);

    private final Workspace workspace;
    private final ProgramDigests programs;
    private final InstantSource clock;
    private final SecureRandom random;
    private final Argon2Cost cost;

    /**
     * @param cost of guessing a passphrase; {@link Argon2Cost#DEFAULT} outside of tests
     */
    public FoundInstallation(
            Workspace workspace,
            ProgramDigests programs,
            InstantSource clock,
            SecureRandom random,
            Argon2Cost cost) {
        this.workspace = workspace;
        this.programs = programs;
        this.clock = clock;
        this.random = random;
        this.cost = cost;
    }

    /** Opens the engine of the workspace once keys and rules are there. */
    @FunctionalInterface
    public interface Opener {
        Engine open(InstallationId installation) throws IOException, Unanswerable;
    }

    /**
     * Founds the installation.
     *
     * @param device fingerprint of the device, bound into every permit
     * @return the answer to the second signature of the adoption
     * @throws Unanswerable when there is an installation already, or no owner or compliance officer
     */
    public Answer run(
            InstallationId installation,
            String device,
            List<Newcomer> people,
            Passphrases passphrases,
            Opener opener)
            throws IOException, RuleFault, Unanswerable {
        Newcomer owner = founder(people, Role.OWNER, Optional.empty());
        Newcomer compliance = founder(people, Role.COMPLIANCE, Optional.of(owner));
        if (workspace.isInitialised() || Files.exists(workspace.keys())) {
            throw Unanswerable.conflict(Wording.of("founded-already"));
        }
        RuleFiles rules = new RuleFiles(workspace, programs);
        rules.requireSound();
        Instant now = clock.instant();
        TreeMap<PersonId, char[]> opened = new TreeMap<>();
        try {
            // Everything that people can get wrong is asked for before the first file is made.
            for (Newcomer newcomer : people) {
                opened.put(newcomer.id(), passphrases.ask(newcomer.id()));
                requireLength(newcomer, opened.get(newcomer.id()));
            }
            workspace.create();
            KeyRing ring = new KeyFoundry(workspace, random).newRing(signingRoles(rules), now);
            DurableFiles.create(workspace.keys(), ring.fileBytes());
            List<Person> adopted = new ArrayList<>();
            for (Newcomer newcomer : people) {
                adopted.add(enrol(newcomer, opened.get(newcomer.id()), now));
            }
            DurableFiles.create(workspace.people(), PeopleFile.write(adopted));
            JsonObject document = rules.document();
            try (Engine engine = opener.open(installation)) {
                Outcome founded =
                        engine.submit(
                                new Found(installation, device, engineKey(ring)), Actor.ENGINE);
                if (!founded.isAdmitted()) {
                    return new Answer(founded, List.of());
                }
                Answer first = sign(engine, owner, Role.OWNER, opened, document);
                return first.reason().isPresent()
                        ? first
                        : sign(engine, compliance, Role.COMPLIANCE, opened, document);
            }
        } finally {
            opened.values().forEach(passphrase -> Arrays.fill(passphrase, '\0'));
        }
    }

    private static void requireLength(Newcomer newcomer, char[] passphrase) throws Unanswerable {
        if (passphrase.length < PersonCredential.MIN_PASSPHRASE) {
            throw Unanswerable.usage(
                    Wording.of("passphrase-short", newcomer.id(), PersonCredential.MIN_PASSPHRASE));
        }
    }

    private static Newcomer founder(List<Newcomer> people, Role role, Optional<Newcomer> other)
            throws Unanswerable {
        return people.stream()
                .filter(p -> p.roles().contains(role) && !Optional.of(p).equals(other))
                .findFirst()
                .orElseThrow(() -> Unanswerable.usage(Wording.of("two-founders", role.code())));
    }

    /** Every role that may approve anything in the definitions needs a key of its own. */
    private static TreeSet<Role> signingRoles(RuleFiles rules) {
        TreeSet<Role> roles = new TreeSet<>(List.of(Role.OWNER, Role.COMPLIANCE));
        rules.definitions()
                .gates()
                .values()
                .forEach(
                        gate ->
                                gate.approvals().stream()
                                        .map(ApprovalRequirement::anyOf)
                                        .forEach(roles::addAll));
        return roles;
    }

    private Person enrol(Newcomer newcomer, char[] passphrase, Instant now) {
        KeyId key = new KeyId(newcomer.id().value().replace('.', '-') + "-1");
        PersonCredential credential =
                PersonCredential.create(newcomer.id(), key, passphrase, random, cost);
        credential.save(workspace.credential(newcomer.id().value()));
        Instant from = now.truncatedTo(ChronoUnit.SECONDS);
        return new Person(
                newcomer.id(),
                newcomer.name(),
                newcomer.roles(),
                List.of(
                        new PersonKey(
                                key,
                                credential.publicKey().text(),
                                from,
                                from.plus(PERSON_KEY_VALIDITY),
                                Optional.empty())),
                false);
    }

    private static String engineKey(KeyRing ring) {
        return ring.keys().stream()
                .filter(key -> key.purpose().equals(KeyPurpose.ENGINE))
                .filter(key -> key.algorithm() == KeyAlgorithm.ED25519)
                .findFirst()
                .flatMap(key -> key.publicKey())
                .orElseThrow()
                .text();
    }

    private Answer sign(
            Engine engine,
            Newcomer founder,
            Role role,
            TreeMap<PersonId, char[]> opened,
            JsonObject document)
            throws Unanswerable {
        PersonSigner signer =
                PersonCredential.load(workspace.credential(founder.id().value()))
                        .open(opened.get(founder.id()));
        try (CredentialSigner signing = new CredentialSigner(signer, clock, random)) {
            return new Adopt(new Desk(engine, signing)).run(document, Optional.of(role));
        }
    }
}
