package io.gatehouse.app.workspace;

import io.gatehouse.audit.file.DurableFiles;
import io.gatehouse.core.id.PermitId;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.state.EnvironmentState;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The permit files of a workspace: {@code permits/<environment>.json}, at most one at a time,
 * because an installation stands in one environment. They follow the journal.
 */
public final class PermitFiles {

    private final Path directory;
    private final Path revoked;

    public PermitFiles(Workspace workspace) {
        this.directory = workspace.permits();
        this.revoked = workspace.state().resolve("revoked");
    }

    /** Makes the files those of the state: the permit in force and nothing else. */
    public void reconcile(EnvironmentState environment) throws IOException {
        Optional<JsonObject> permit =
                environment
                        .permit()
                        .filter(p -> p.revoked().isEmpty() && !environment.isHalted())
                        .map(p -> p.permit());
        if (permit.isEmpty()) {
            removeAll();
            return;
        }
        String name = environment.current().name().toLowerCase(Locale.ROOT) + ".json";
        // What must go goes first: a crash between the two leaves one permit too few, never too
        // many.
        removeAllBut(name);
        byte[] bytes = fileBytes(permit.get());
        Path file = directory.resolve(name);
        if (!Files.exists(file) || !Arrays.equals(Files.readAllBytes(file), bytes)) {
            DurableFiles.replace(file, bytes);
        }
    }

    /** Adds a permit to the list that holders look into, in case one kept a copy of its file. */
    public void revoke(PermitId permit) throws IOException {
        try (FileChannel list =
                FileChannel.open(
                        revoked,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.APPEND,
                        LinkOption.NOFOLLOW_LINKS)) {
            DurableFiles.writeFully(
                    list, ByteBuffer.wrap((permit + "\n").getBytes(StandardCharsets.US_ASCII)));
            list.force(true);
        }
    }

    /** Takes every permit away; safe without the writer lock. */
    public void removeAll() throws IOException {
        removeAllBut("");
    }

    private void removeAllBut(String keep) throws IOException {
        boolean removed = false;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                if (!file.getFileName().toString().equals(keep)) {
                    Files.deleteIfExists(file);
                    removed = true;
                }
            }
        }
        if (removed) {
            DurableFiles.forceDirectory(directory);
        }
    }

    private static byte[] fileBytes(JsonObject permit) {
        return (CanonicalJson.text(permit) + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
