package io.gatehouse.adapter.risklabs.run;

import io.gatehouse.adapter.risklabs.portfolio.PortfolioReader;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.PersonId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonString;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Who has approved the file of the profile {@code manual}, byte by byte.
 *
 * <p>The process that computes knows neither persons nor keys: signatures are verified before it is
 * started, over the digest of the file, and count only if it reads those very bytes.
 *
 * @param file SHA-384 of what was approved
 * @param persons whose signatures were verified
 */
public record LimitApprovals(Digest file, SortedSet<PersonId> persons) {

    /** Nobody has approved anything. */
    public static final LimitApprovals NONE = new LimitApprovals(Digest.ZERO, new TreeSet<>());

    public LimitApprovals {
        persons = Collections.unmodifiableSortedSet(new TreeSet<>(persons));
    }

    /** Verifies the approvals of a file of the workspace; nobody where anything is in doubt. */
    @FunctionalInterface
    public interface Source {

        /**
         * @param path of the file, absolute
         * @param file SHA-384 of its bytes
         */
        Set<PersonId> of(Path path, Digest file);
    }

    /** The approvals of a job's {@code manual} file. */
    public static LimitApprovals of(Path workspace, LabOptions options, Source source) {
        if (options.manual().isEmpty()) {
            return NONE;
        }
        Path path = workspace.resolve(options.manual().get());
        try (InputStream in = Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS)) {
            Digest file = Digest.sha384(in.readNBytes(PortfolioReader.LARGEST + 1));
            return new LimitApprovals(file, new TreeSet<>(source.of(path, file)));
        } catch (IOException e) {
            return NONE; // the run itself says what is wrong with the file
        }
    }

    /** Who approved those bytes. */
    Set<PersonId> of(byte[] bytes) {
        return persons.isEmpty() || !Digest.sha384(bytes).equals(file) ? Set.of() : persons;
    }

    JsonObject toJson() {
        return JsonObject.builder()
                .put("file", file.value())
                .put("persons", persons.stream().map(PersonId::value).toList())
                .build();
    }

    static LimitApprovals of(JsonObject json) {
        SortedSet<PersonId> persons = new TreeSet<>();
        json.array("persons").forEach(p -> persons.add(new PersonId(((JsonString) p).value())));
        return new LimitApprovals(Digest.parse(json.requireText("file")), persons);
    }
}
