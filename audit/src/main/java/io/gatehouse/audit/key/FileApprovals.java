package io.gatehouse.audit.key;

import io.gatehouse.audit.file.DurableFiles;
import io.gatehouse.audit.json.JsonReading;
import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.audit.json.Timestamps;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.InstallationId;
import io.gatehouse.core.id.KeyId;
import io.gatehouse.core.id.PersonId;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonArray;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The approvals of one file, kept beside it as {@code <file>.approvals.json}.
 *
 * <p>Who can write the file can also remove approvals, or put invalid ones there: only what
 * verifies counts, so that damage takes away permission and never gives any. Immutable.
 *
 * @param approvals as they stand in the file, unverified
 */
public record FileApprovals(List<FileApproval> approvals) {

    public static final FileApprovals NONE = new FileApprovals(List.of());

    private static final String SCHEMA = "gatehouse.file-approvals/1";
    private static final int LARGEST = 64 * 1024;
    private static final int MOST = 64;

    public FileApprovals {
        approvals = List.copyOf(approvals);
    }

    /** Where the approvals of a file are kept. */
    public static Path beside(Path file) {
        return file.resolveSibling(file.getFileName() + ".approvals.json");
    }

    /**
     * The approvals of a file; none where there is no file of them.
     *
     * @throws IOException when there is one that is no file of approvals
     */
    public static FileApprovals of(Path file) throws IOException {
        Path beside = beside(file);
        if (!Files.exists(beside, LinkOption.NOFOLLOW_LINKS)) {
            return NONE;
        }
        try (InputStream in = Files.newInputStream(beside, LinkOption.NOFOLLOW_LINKS)) {
            return parse(in.readNBytes(LARGEST + 1))
                    .orElseThrow(() -> new IOException(beside.getFileName() + " is damaged"));
        }
    }

    /** Approvals out of their file's bytes; empty when these are not of that form. */
    public static Optional<FileApprovals> parse(byte[] bytes) {
        if (bytes.length > LARGEST
                || !(StrictJson.readSigned(bytes) instanceof JsonReading.Parsed parsed)
                || !(parsed.value() instanceof JsonObject root)
                || !root.text("schema").filter(SCHEMA::equals).isPresent()
                || root.names().size() != 2
                || root.array("approvals").size() > MOST) {
            return Optional.empty();
        }
        List<FileApproval> approvals = new ArrayList<>();
        for (JsonValue value : root.array("approvals")) {
            Optional<FileApproval> approval =
                    value instanceof JsonObject object ? approval(object) : Optional.empty();
            if (approval.isEmpty()) {
                return Optional.empty();
            }
            approvals.add(approval.get());
        }
        return Optional.of(new FileApprovals(approvals));
    }

    private static Optional<FileApproval> approval(JsonObject object) {
        try {
            return Optional.of(
                    new FileApproval(
                            new PersonId(object.requireText("person")),
                            new KeyId(object.requireText("key")),
                            object.requireText("purpose"),
                            Digest.parse(object.requireText("file_sha384")),
                            Timestamps.parse(object.requireText("at")).orElseThrow(),
                            object.requireText("signature")));
        } catch (RuntimeException e) {
            return Optional.empty(); // a member is missing, or is no such thing
        }
    }

    /**
     * Whose approval of that file counts: signed for that purpose and installation by a key that
     * was valid at the time it names and is valid now, and not in the future. A person counts once.
     */
    public SortedSet<PersonId> valid(
            InstallationId installation,
            String purpose,
            Digest file,
            PersonKeys keys,
            Instant now) {
        SortedSet<PersonId> persons = new TreeSet<>();
        for (FileApproval approval : approvals) {
            boolean about = approval.purpose().equals(purpose) && approval.file().equals(file);
            if (about && !approval.at().isAfter(now) && signed(approval, installation, keys, now)) {
                persons.add(approval.person());
            }
        }
        return persons;
    }

    private static boolean signed(
            FileApproval approval, InstallationId installation, PersonKeys keys, Instant now) {
        return keys.find(approval.person(), approval.key())
                .filter(key -> key.validity().at(approval.at()) == KeyStanding.USABLE)
                .filter(key -> key.validity().at(now) == KeyStanding.USABLE)
                .filter(
                        key ->
                                DomainSignature.verify(
                                        key.publicKey(),
                                        SignatureDomain.FILE,
                                        approval.statement(installation),
                                        approval.signature()))
                .isPresent();
    }

    /** With one more; an older approval of the same person for the same purpose gives way. */
    public FileApprovals with(FileApproval approval) {
        List<FileApproval> all = new ArrayList<>(approvals);
        all.removeIf(
                old ->
                        old.person().equals(approval.person())
                                && old.purpose().equals(approval.purpose()));
        all.add(approval);
        return new FileApprovals(all);
    }

    /** Writes them beside the file, durably. */
    public void write(Path file) throws IOException {
        List<JsonValue> values = new ArrayList<>();
        for (FileApproval approval : approvals) {
            values.add(
                    JsonObject.builder()
                            .put("person", approval.person().value())
                            .put("key", approval.key().value())
                            .put("purpose", approval.purpose())
                            .put("file_sha384", approval.file().value())
                            .put("at", Timestamps.format(approval.at()))
                            .put("signature", approval.signature())
                            .build());
        }
        JsonObject root =
                JsonObject.builder()
                        .put("schema", SCHEMA)
                        .put("approvals", new JsonArray(values))
                        .build();
        DurableFiles.replace(
                beside(file), (CanonicalJson.text(root) + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
