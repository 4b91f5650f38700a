package io.gatehouse.embedded.oem;

import io.gatehouse.adapter.licensing.InputFiles;
import io.gatehouse.adapter.licensing.licence.Signers;
import io.gatehouse.app.workspace.Workspace;
import io.gatehouse.audit.file.DurableFiles;
import io.gatehouse.audit.json.JsonReading;
import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.audit.json.Timestamps;
import io.gatehouse.audit.key.PersonSignatures;
import io.gatehouse.audit.key.PersonSigner;
import io.gatehouse.core.definition.Role;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.state.GovernanceState;
import io.gatehouse.core.state.Person;
import io.gatehouse.core.state.PersonKey;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Who approved which licence request: statements that persons sign with their own credentials, one
 * file each in {@code var/licenses/approvals}, found by the digest of the request. Thread-safe.
 *
 * <p>A statement names this installation, so that one made elsewhere is none here; it holds no
 * command, so that none of the engine's can be shown as one, nor the other way round.
 */
public final class LicenceApprovals implements Signers {

    /** Roles whose word licenses a device. */
    public static final Set<Role> ROLES = Set.of(Role.OWNER, Role.COMPLIANCE, Role.SECURITY);

    private static final String SCHEMA = "gatehouse.licence-approval/1";
    private static final Set<String> MEMBERS =
            Set.of("schema", "installation", "person", "key", "issued", "request");
    private static final Duration AHEAD = Duration.ofMinutes(2);
    private static final int LARGEST = 16 * 1024;
    private static final int MOST = 64;

    private final Path folder;
    private final Supplier<GovernanceState> governance;
    private final InstantSource clock;

    /**
     * @param governance the adopted persons, asked anew each time
     */
    public LicenceApprovals(
            Workspace workspace, Supplier<GovernanceState> governance, InstantSource clock) {
        this.folder = workspace.root().resolve("var/licenses/approvals");
        this.governance = governance;
        this.clock = clock;
    }

    /**
     * Signs a request and keeps the approval.
     *
     * @return its file
     * @throws IOException when it cannot be written
     */
    public Path approve(byte[] request, PersonSigner signer) throws IOException {
        Digest digest = Digest.sha384(request);
        JsonObject statement =
                JsonObject.builder()
                        .put("schema", SCHEMA)
                        .put(
                                "installation",
                                governance.get().installation().map(i -> i.value()).orElse(""))
                        .put("person", signer.person().value())
                        .put("key", signer.key().value())
                        .put(
                                "issued",
                                Timestamps.format(clock.instant().truncatedTo(ChronoUnit.SECONDS)))
                        .put("request", digest.value())
                        .build();
        JsonObject whole =
                JsonObject.builder()
                        .put("statement", statement)
                        .put("signature", PersonSignatures.sign(signer, statement))
                        .build();
        Path file = folder(digest).resolve(signer.person().value() + ".json");
        DurableFiles.createDirectories(file.getParent());
        DurableFiles.replace(file, CanonicalJson.bytes(whole));
        return file;
    }

    @Override
    public Set<String> of(byte[] exactBytes) {
        Digest digest = Digest.sha384(exactBytes);
        SortedSet<String> persons = new TreeSet<>();
        Path approvals = folder(digest);
        if (!Files.isDirectory(approvals, LinkOption.NOFOLLOW_LINKS)) {
            return persons;
        }
        GovernanceState now = governance.get();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(approvals, "*.json")) {
            int read = 0;
            for (Path file : files) {
                if (++read > MOST) {
                    return Set.of(); // somebody floods the folder: nothing is approved by it
                }
                InputFiles.read(file, LARGEST)
                        .flatMap(bytes -> person(bytes, digest, now))
                        .ifPresent(persons::add);
            }
            return persons;
        } catch (IOException e) {
            return Set.of();
        }
    }

    private Optional<String> person(byte[] bytes, Digest digest, GovernanceState now) {
        if (!(StrictJson.readSigned(bytes) instanceof JsonReading.Parsed parsed
                && parsed.value() instanceof JsonObject whole
                && whole.names().equals(Set.of("statement", "signature")))) {
            return Optional.empty();
        }
        JsonObject statement = whole.object("statement").orElse(JsonObject.EMPTY);
        Optional<Instant> issued = statement.text("issued").flatMap(Timestamps::parse);
        boolean meant =
                statement.names().equals(MEMBERS)
                        && statement.text("schema").equals(Optional.of(SCHEMA))
                        && now.installation().isPresent()
                        && statement
                                .text("installation")
                                .equals(now.installation().map(i -> i.value()))
                        && statement.text("request").equals(Optional.of(digest.value()))
                        && issued.filter(at -> !at.isAfter(clock.instant().plus(AHEAD)))
                                .isPresent();
        return meant
                ? signer(statement, now)
                        .filter(person -> counts(person, statement, issued.orElseThrow()))
                        .filter(person -> isSigned(person, statement, whole))
                        .map(person -> person.id().value())
                : Optional.empty();
    }

    private static Optional<Person> signer(JsonObject statement, GovernanceState now) {
        return now.people().values().stream()
                .filter(person -> statement.text("person").equals(Optional.of(person.id().value())))
                .findFirst();
    }

    private static Optional<PersonKey> key(Person person, JsonObject statement) {
        return person.keys().stream()
                .filter(key -> statement.text("key").equals(Optional.of(key.id().value())))
                .findFirst();
    }

    /** In force then, and neither key nor person revoked since: a thief chooses the time. */
    private boolean counts(Person person, JsonObject statement, Instant issued) {
        return ROLES.stream().anyMatch(person::has)
                && key(person, statement)
                        .filter(key -> person.keyCounts(key.id(), issued, clock.instant()))
                        .isPresent();
    }

    private static boolean isSigned(Person person, JsonObject statement, JsonObject whole) {
        return key(person, statement)
                .filter(
                        key ->
                                PersonSignatures.verifier()
                                        .verify(
                                                key.publicKey(),
                                                statement,
                                                whole.text("signature").orElse("")))
                .isPresent();
    }

    private Path folder(Digest digest) {
        return folder.resolve(digest.hex().substring(0, 32));
    }
}
