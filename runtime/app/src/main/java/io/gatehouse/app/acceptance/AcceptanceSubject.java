package io.gatehouse.app.acceptance;

import io.gatehouse.app.workspace.Workspace;
import io.gatehouse.audit.digest.StreamingDigests;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.state.GovernanceState;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where an acceptance was made: a report of another installation says nothing about this one.
 *
 * @param installation id of the installation; {@code none} before it is founded
 * @param configuration SHA-384 of the trading system's configuration; empty when there is none
 */
public record AcceptanceSubject(String installation, Optional<Digest> configuration) {

    /** Where the built-in gates have the configuration, relative to the workspace. */
    private static final Path CONFIGURATION = Path.of("config", "core.yaml");

    /** The installation of a workspace, with its configuration as it is now. */
    public static AcceptanceSubject of(Workspace workspace, GovernanceState governance)
            throws IOException {
        return new AcceptanceSubject(
                governance.installation().map(id -> id.value()).orElse("none"),
                digest(workspace.root().resolve(CONFIGURATION)));
    }

    /** A link counts as no file: it would show the content of another one. */
    private static Optional<Digest> digest(Path file) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.of(StreamingDigests.of(in).sha384());
        }
    }
}
