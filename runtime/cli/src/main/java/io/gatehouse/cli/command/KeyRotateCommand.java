package io.gatehouse.cli.command;

import io.gatehouse.app.found.KeyFoundry;
import io.gatehouse.app.found.KeyRotation;
import io.gatehouse.app.history.EngineKeys;
import io.gatehouse.app.query.KeyUses;
import io.gatehouse.app.rules.PeopleFile;
import io.gatehouse.app.usecase.Unanswerable;
import io.gatehouse.audit.file.DurableFiles;
import io.gatehouse.audit.key.KeyAlgorithm;
import io.gatehouse.audit.key.KeyEntry;
import io.gatehouse.audit.key.KeyPurpose;
import io.gatehouse.audit.key.KeyRing;
import io.gatehouse.audit.key.PersonCredential;
import io.gatehouse.cli.Credentials;
import io.gatehouse.cli.ExitCodes;
import io.gatehouse.cli.Output;
import io.gatehouse.cli.Verb;
import io.gatehouse.core.id.KeyId;
import io.gatehouse.core.id.PersonId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.state.Person;
import io.gatehouse.core.state.PersonKey;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gatehouse key rotate}: a younger key, with an overlap, for the engine or a person. */
@Command(
        name = "rotate",
        description =
                "Makes a younger key and gives the older one an end; both count after adoption by two.")
public final class KeyRotateCommand extends Verb {

    /** One of the two. */
    static final class What {
        @Parameters(
                index = "0",
                paramLabel = "PURPOSE",
                description = "A key of the engine: outer, journal, engine or role:ROLE.")
        private String purpose;

        @Option(
                names = "--person",
                paramLabel = "PERSON",
                required = true,
                description = "The key of this person.")
        private String person;
    }

    @ArgGroup(multiplicity = "1")
    private What what;

    @Option(
            names = "--overlap",
            paramLabel = "DURATION",
            description = "How long the older key may still sign (default: P30D, at least P1D).")
    private Duration overlap = KeyRotation.OVERLAP;

    @Option(names = "--ed25519", description = "With purpose engine: the key that signs permits.")
    private boolean ed25519;

    @Option(
            names = "--new-passphrase-file",
            paramLabel = "FILE",
            description = "File (mode 0600) with the passphrase; without it the terminal asks.")
    private Optional<Path> passphraseFile = Optional.empty();

    @Option(names = "--yes", description = "For scripts: does not ask.")
    private boolean yes;

    @Override
    public Integer call() throws Exception {
        requireInstallation();
        if (overlap.compareTo(KeyRotation.SHORTEST_OVERLAP) < 0) {
            throw Unanswerable.usage(text("key.short-overlap", KeyRotation.SHORTEST_OVERLAP));
        }
        return what.person != null ? person(typed(() -> new PersonId(what.person))) : engine();
    }

    private boolean goesOn(List<KeyId> older, String word) throws Exception {
        for (KeyId key : older) {
            KeyUses uses = new KeyUses(key);
            new KeyReading(key, uses, read(uses)).uses(output());
        }
        output().say("key.rotate", now().plus(overlap).truncatedTo(ChronoUnit.SECONDS));
        if (ed25519) {
            output().say("key.rotate-permits");
        }
        return yes || KeyQuestions.confirmed(this, word);
    }

    private int engine() throws Exception {
        KeyPurpose purpose;
        try {
            purpose = new KeyPurpose(what.purpose);
        } catch (IllegalArgumentException e) {
            throw Unanswerable.usage(String.valueOf(e.getMessage()));
        }
        if (purpose.equals(KeyPurpose.CI)) {
            throw Unanswerable.usage(text("key.ci"));
        }
        KeyRing ring = EngineKeys.ring(workspace());
        KeyAlgorithm algorithm =
                ed25519
                        ? KeyAlgorithm.ED25519
                        : purpose.equals(KeyPurpose.OUTER)
                                ? KeyAlgorithm.HMAC_SHA256
                                : KeyAlgorithm.HMAC_SHA384;
        List<KeyId> older =
                ring.keys().stream()
                        .filter(k -> k.purpose().equals(purpose) && k.algorithm() == algorithm)
                        .map(KeyEntry::id)
                        .toList();
        if (older.isEmpty()) {
            throw Unanswerable.conflict(text("key.no-purpose", purpose));
        }
        if (!goesOn(older, purpose.value())) {
            output().say("key.nothing-done");
            return ExitCodes.PENDING;
        }
        return alone(
                () -> {
                    if (!EngineKeys.ring(workspace()).toJson().equals(ring.toJson())) {
                        throw Unanswerable.conflict(text("key.changed-meanwhile"));
                    }
                    KeyEntry fresh =
                            new KeyFoundry(workspace(), around().random())
                                    .rotate(purpose, ed25519, now());
                    KeyRing rotated = KeyRotation.rotate(ring, fresh, now(), overlap);
                    DurableFiles.replace(workspace().keys(), rotated.fileBytes());
                    return proposed(fresh.id());
                });
    }

    private int person(PersonId id) throws Exception {
        List<Person> people = new ArrayList<>(PeopleFile.read(workspace().people()));
        Person before =
                people.stream()
                        .filter(p -> p.id().equals(id))
                        .findFirst()
                        .orElseThrow(() -> Unanswerable.conflict(text("pending.unknown", id)));
        if (!goesOn(before.keys().stream().map(PersonKey::id).toList(), id.value())) {
            output().say("key.nothing-done");
            return ExitCodes.PENDING;
        }
        KeyId key = KeyRotation.next(id.value(), before.keys());
        Path file = workspace().credential(key.value());
        char[] passphrase =
                new Credentials(around(), output().messages())
                        .passphrase(text("credential.new", id), passphraseFile);
        PersonCredential credential;
        try {
            credential =
                    PersonCredential.create(
                            id, key, passphrase, around().random(), around().credentialCost());
        } finally {
            Arrays.fill(passphrase, '\0');
        }
        return alone(() -> person(id, before, credential, file));
    }

    private int person(PersonId id, Person before, PersonCredential credential, Path file)
            throws Exception {
        List<Person> people = new ArrayList<>(PeopleFile.read(workspace().people()));
        if (!people.contains(before)) {
            throw Unanswerable.conflict(text("key.changed-meanwhile"));
        }
        KeyId key = credential.key();
        credential.save(file);
        Instant from = now().truncatedTo(ChronoUnit.SECONDS);
        PersonKey fresh =
                new PersonKey(
                        key,
                        credential.publicKey().text(),
                        from,
                        from.plus(KeyFoundry.VALIDITY),
                        Optional.empty());
        people.replaceAll(
                p ->
                        p.id().equals(id)
                                ? new Person(
                                        p.id(),
                                        p.name(),
                                        p.roles(),
                                        KeyRotation.rotate(p.keys(), fresh, now(), overlap),
                                        p.revoked())
                                : p);
        DurableFiles.replace(workspace().people(), PeopleFile.write(people));
        output().say("key.credential-at", workspace().root().relativize(file));
        return proposed(key);
    }

    private int proposed(KeyId key) {
        Output output = output();
        output.say("key.rotated", key);
        output.json(
                "gatehouse.key-proposed/1",
                JsonObject.builder()
                        .put("exit", ExitCodes.PENDING)
                        .put("key", key.value())
                        .put("next", "gatehouse adopt")
                        .build());
        return ExitCodes.PENDING;
    }
}
