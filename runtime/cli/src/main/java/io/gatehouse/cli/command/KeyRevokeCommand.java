package io.gatehouse.cli.command;

import io.gatehouse.app.history.EngineKeys;
import io.gatehouse.app.query.KeyUses;
import io.gatehouse.app.query.ReadOnlyInstallation;
import io.gatehouse.app.usecase.RevokePerson;
import io.gatehouse.app.usecase.Unanswerable;
import io.gatehouse.audit.file.DurableFiles;
import io.gatehouse.audit.key.KeyEntry;
import io.gatehouse.audit.key.KeyPurpose;
import io.gatehouse.audit.key.KeyRing;
import io.gatehouse.cli.ExitCodes;
import io.gatehouse.cli.Messages;
import io.gatehouse.cli.Output;
import io.gatehouse.cli.Verb;
import io.gatehouse.core.id.KeyId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.rule.Finding;
import io.gatehouse.core.state.Person;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code gatehouse key revoke}: a key was lost or stolen.
 *
 * <p>A person's key counts no longer at once, by one signature. A key of the engine is marked in
 * {@code keys.json} and counts no longer when owner and compliance have adopted that: otherwise one
 * person could stop everything that the engine signed.
 */
@Command(
        name = "revoke",
        description =
                "Lists what rests on a key, asks, and revokes it; an engine's key after adoption by two.")
public final class KeyRevokeCommand extends Verb {

    @Parameters(paramLabel = "KEY", description = "Id of the key, of a person or of the engine.")
    private String id;

    @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why.")
    private String reason;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "When it was lost, as 2026-01-31T12:00:00Z (default: now).")
    private Optional<Instant> since = Optional.empty();

    @Option(names = "--dry-run", description = "Lists the consequences and does nothing.")
    private boolean dryRun;

    @Option(names = "--yes", description = "For scripts: does not ask.")
    private boolean yes;

    @Override
    public Integer call() throws Exception {
        requireInstallation();
        Output output = output();
        Messages messages = output.messages();
        Instant from = since.orElse(now());
        if (from.isAfter(now())) {
            throw Unanswerable.usage(messages.text("key.since-future", from));
        }
        KeyId key = typed(() -> new KeyId(id));
        KeyUses uses = new KeyUses(key);
        ReadOnlyInstallation installation = read(uses);
        Optional<Person> owner =
                installation.state().governance().people().values().stream()
                        .filter(p -> p.key(key).isPresent())
                        .findFirst();
        Optional<KeyEntry> engine = EngineKeys.ring(workspace()).find(key);
        if (owner.isEmpty() && engine.isEmpty()) {
            throw Unanswerable.conflict(messages.text("key.unknown", key));
        }
        KeyReading reading = new KeyReading(key, uses, installation);
        reading.uses(output);
        reading.losses(output, from);
        if (dryRun) {
            output.json("gatehouse.key-consequences/1", reading.json(from));
            return ExitCodes.ALLOWED;
        }
        if (owner.isEmpty()) {
            requireReplacement(engine.orElseThrow(), from);
        }
        if (!yes && !KeyQuestions.confirmed(this, key.value())) {
            output.say("key.nothing-done");
            return ExitCodes.PENDING;
        }
        return owner.isPresent()
                ? person(owner.get(), key)
                : alone(() -> engine(engine.orElseThrow(), from));
    }

    private int person(Person person, KeyId key) throws Exception {
        return write(
                desk ->
                        answer(
                                new RevokePerson(desk)
                                        .run(person.id(), Optional.of(key), reason, since),
                                "key.revoked-person",
                                key,
                                person.id()));
    }

    /** An engine without a key for a purpose could write nothing more, not even this. */
    private void requireReplacement(KeyEntry key, Instant from) throws Exception {
        KeyRing rest = revoked(key, from);
        boolean replaced =
                key.purpose().equals(KeyPurpose.CI)
                        || rest.signingKey(key.purpose(), key.algorithm(), now()).isPresent();
        boolean whole = from.isAfter(key.validity().notBefore());
        if (replaced && (whole || !key.purpose().equals(KeyPurpose.JOURNAL))) {
            return;
        }
        throw Unanswerable.refused(
                output().messages().text("key.cannot-revoke", key.id()),
                List.of(
                        Finding.of(
                                "engine-key",
                                replaced ? "history-falls" : "no-replacement",
                                key.id().value(),
                                replaced
                                        ? "a time after the journal's first record"
                                        : "another usable key for " + key.purpose(),
                                replaced ? from.toString() : "none",
                                replaced
                                        ? "a journal whose first records count no longer is none: found a new installation"
                                        : "run 'gatehouse key rotate "
                                                + key.purpose()
                                                + "' first")));
    }

    private KeyRing revoked(KeyEntry key, Instant from) throws Exception {
        return EngineKeys.ring(workspace())
                .with(key.revoked(from.truncatedTo(java.time.temporal.ChronoUnit.SECONDS), reason));
    }

    private int engine(KeyEntry key, Instant from) throws Exception {
        KeyRing ring = revoked(key, from);
        DurableFiles.replace(workspace().keys(), ring.fileBytes());
        Output output = output();
        output.say("key.revoked-engine", key.id());
        output.json(
                "gatehouse.key-proposed/1",
                JsonObject.builder()
                        .put("exit", ExitCodes.PENDING)
                        .put("key", key.id().value())
                        .put("next", "gatehouse adopt")
                        .put("keys", ring.withoutSecrets().toJson())
                        .build());
        // Nothing is revoked before two persons have signed it: that is no yes.
        return ExitCodes.PENDING;
    }
}
