package io.gatehouse.app.doctor;

import io.gatehouse.app.doctor.Diagnosis.Health;
import io.gatehouse.app.history.EngineKeys;
import io.gatehouse.app.query.ReadOnlyInstallation;
import io.gatehouse.app.rules.CommandsFile;
import io.gatehouse.app.rules.PeopleFile;
import io.gatehouse.app.rules.ProgramDigests;
import io.gatehouse.app.rules.RuleFault;
import io.gatehouse.app.workspace.HaltLatch;
import io.gatehouse.app.workspace.Workspace;
import io.gatehouse.audit.key.KeyAlgorithm;
import io.gatehouse.audit.key.KeyEntry;
import io.gatehouse.audit.key.KeyFaultException;
import io.gatehouse.audit.key.KeyPurpose;
import io.gatehouse.audit.key.KeyRing;
import io.gatehouse.core.definition.Environment;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.state.GovernanceState;
import io.gatehouse.core.state.InstallationView;
import io.gatehouse.core.state.Person;
import io.gatehouse.core.state.PersonKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the journal says, against what lies in the workspace. */
final class StateChecks {

    private static final Duration SKEW = Duration.ofSeconds(5);
    private static final Duration PERMIT_SOON = Duration.ofHours(8);

    private final Workspace workspace;
    private final InstallationView state;
    private final KeyRing adopted;
    private final ProgramDigests programs;
    private final Instant now;
    private final Duration soon;

    StateChecks(
            ReadOnlyInstallation installation,
            ProgramDigests programs,
            Instant now,
            Duration soon) {
        this.workspace = installation.workspace();
        this.state = installation.state();
        this.adopted = installation.keys().ring();
        this.programs = programs;
        this.now = now;
        this.soon = soon;
    }

    List<Diagnosis> all() {
        List<Diagnosis> found = new ArrayList<>();
        found.add(clock());
        keyFile(found);
        keyEnds(found);
        people(found);
        programs(found);
        found.add(latch());
        found.add(permit());
        return found;
    }

    private Diagnosis clock() {
        Instant last = state.ledger().lastTime();
        return now.plus(SKEW).isBefore(last)
                ? Diagnosis.of("clock", Health.FAIL, "behind", last, now)
                : Diagnosis.ok("clock", now);
    }

    private void keyFile(List<Diagnosis> found) {
        KeyRing file;
        try {
            file = EngineKeys.ring(workspace);
        } catch (IOException | KeyFaultException e) {
            found.add(Diagnosis.of("key-ring", Health.FAIL, "unreadable"));
            return;
        }
        int before = found.size();
        for (KeyEntry key : adopted.keys()) {
            Optional<KeyEntry> own = file.find(key.id());
            if (own.isEmpty()) {
                found.add(Diagnosis.of("key-ring", Health.FAIL, "missing", key.id()));
            } else if (!own.get().withoutSecret().equals(key.withoutSecret())) {
                found.add(Diagnosis.of("key-ring", Health.WARN, "differs", key.id()));
            }
        }
        file.keys().stream()
                .filter(k -> adopted.find(k.id()).isEmpty())
                .forEach(k -> found.add(Diagnosis.of("key-ring", Health.WARN, "new", k.id())));
        if (found.size() == before) {
            found.add(Diagnosis.ok("key-ring", adopted.keys().size()));
        }
    }

    private void keyEnds(List<Diagnosis> found) {
        int before = found.size();
        for (KeyEntry key : adopted.keys()) {
            Optional<KeyEntry> signs = adopted.signingKey(key.purpose(), key.algorithm(), now);
            Optional<KeyEntry> later =
                    adopted.signingKey(key.purpose(), key.algorithm(), now.plus(soon));
            String purpose =
                    key.purpose() + (key.algorithm() == KeyAlgorithm.ED25519 ? " --ed25519" : "");
            boolean told =
                    found.stream()
                            .anyMatch(
                                    d ->
                                            d.check().equals("key-ends")
                                                    && d.arguments().contains(purpose));
            if (told || key.purpose().equals(KeyPurpose.CI)) {
                continue;
            }
            if (signs.isEmpty()) {
                found.add(Diagnosis.of("key-ends", Health.FAIL, "none", purpose));
            } else if (later.isEmpty()) {
                found.add(
                        Diagnosis.of(
                                "key-ends",
                                Health.WARN,
                                "soon",
                                purpose,
                                signs.get().id(),
                                signs.get().validity().notAfter()));
            }
        }
        if (found.size() == before) {
            found.add(Diagnosis.ok("key-ends", soon.toDays()));
        }
    }

    private void people(List<Diagnosis> found) {
        int before = found.size();
        GovernanceState governance = state.governance();
        for (Person person : governance.people().values()) {
            // Whom the rules name no longer has no role: kept for the revocations only.
            if (person.revoked() || person.roles().isEmpty()) {
                continue;
            }
            Instant last =
                    person.keys().stream()
                            .filter(k -> k.revokedAt().isEmpty())
                            .map(PersonKey::notAfter)
                            .max(Instant::compareTo)
                            .orElse(Instant.EPOCH);
            if (!now.isBefore(last)) {
                found.add(Diagnosis.of("people", Health.FAIL, "no-key", person.id()));
            } else if (!now.plus(soon).isBefore(last)) {
                found.add(Diagnosis.of("people", Health.WARN, "key-ends", person.id(), last));
            }
            if (!Files.exists(
                    workspace.credential(person.id().value()), LinkOption.NOFOLLOW_LINKS)) {
                found.add(Diagnosis.of("people", Health.WARN, "no-credential", person.id()));
            }
        }
        try {
            PeopleFile.read(workspace.people());
        } catch (RuleFault e) {
            found.add(Diagnosis.of("people", Health.FAIL, "unreadable"));
        }
        if (found.size() == before) {
            found.add(Diagnosis.ok("people", governance.people().size()));
        }
    }

    /** A program that is not the adopted one is not run: better to learn it here. */
    private void programs(List<Diagnosis> found) {
        int before = found.size();
        Map<String, Digest> wanted = state.governance().commands();
        try {
            CommandsFile.read(workspace.commands())
                    .forEach(
                            (name, prefix) -> {
                                Optional<Digest> is = digest(name, prefix);
                                Digest adoptedDigest = wanted.get(name);
                                if (is.isEmpty()) {
                                    found.add(
                                            Diagnosis.of("programs", Health.FAIL, "missing", name));
                                } else if (!is.get().equals(adoptedDigest)) {
                                    found.add(
                                            Diagnosis.of("programs", Health.FAIL, "differs", name));
                                }
                            });
        } catch (RuleFault e) {
            found.add(Diagnosis.of("programs", Health.FAIL, "unreadable"));
        }
        if (found.size() == before) {
            found.add(Diagnosis.ok("programs", wanted.size()));
        }
    }

    private Optional<Digest> digest(String name, List<String> prefix) {
        try {
            return Optional.of(programs.of(name, prefix));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private Diagnosis latch() {
        boolean down = new HaltLatch(workspace).isDown();
        if (down && !state.environment().isHalted()) {
            return Diagnosis.of("halt-latch", Health.WARN, "not-recorded");
        }
        return down || state.environment().isHalted()
                ? Diagnosis.of("halt-latch", Health.WARN, "down", state.environment().machine())
                : Diagnosis.ok("halt-latch");
    }

    private Diagnosis permit() {
        if (state.environment().current() == Environment.NONE) {
            return Diagnosis.of("permit", Health.OK, "none");
        }
        Optional<Instant> end =
                state.environment()
                        .permit()
                        .filter(p -> p.revoked().isEmpty())
                        .flatMap(p -> p.permit().text("expires"))
                        .flatMap(StateChecks::time);
        if (end.isEmpty() || !now.isBefore(end.get())) {
            return Diagnosis.of("permit", Health.FAIL, "over", state.environment().current());
        }
        return now.plus(PERMIT_SOON).isBefore(end.get())
                ? Diagnosis.ok("permit", end.get())
                : Diagnosis.of("permit", Health.WARN, "soon", end.get());
    }

    private static Optional<Instant> time(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
