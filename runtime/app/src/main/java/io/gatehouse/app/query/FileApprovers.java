package io.gatehouse.app.query;

import io.gatehouse.app.port.JournalUnusable;
import io.gatehouse.app.usecase.Unanswerable;
import io.gatehouse.app.workspace.Workspace;
import io.gatehouse.audit.key.FileApprovals;
import io.gatehouse.audit.key.PersonKeys;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.InstallationId;
import io.gatehouse.core.id.PersonId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Who has approved a file of the workspace, by the persons and keys that its journal lists now.
 *
 * <p>A person who was removed, or whose key was revoked, approves nothing any more. Stateless.
 */
public final class FileApprovers {

    /** Purpose of an approval of limits that are looser than those of the named profiles. */
    public static final String RISK_LIMITS = "risk-limits";

    private FileApprovers() {}

    /**
     * The persons whose approval of the file, as it was read, counts.
     *
     * @param file SHA-384 of the bytes that the caller has read and will use
     * @throws IOException when the approvals' file is damaged or cannot be read
     */
    public static SortedSet<PersonId> of(
            Workspace workspace, Path path, String purpose, Digest file, Instant now)
            throws IOException, JournalUnusable, Unanswerable {
        FileApprovals approvals = FileApprovals.of(path);
        if (approvals.approvals().isEmpty()) {
            return new TreeSet<>(); // nothing to verify: the journal need not be read
        }
        ReadOnlyInstallation installation = ReadOnlyInstallation.load(workspace, now);
        Optional<InstallationId> id = installation.state().governance().installation();
        return id.isEmpty()
                ? new TreeSet<>()
                : approvals.valid(
                        id.get(),
                        purpose,
                        file,
                        PersonKeys.ofPersons(installation.state().governance().people().values()),
                        now);
    }
}
