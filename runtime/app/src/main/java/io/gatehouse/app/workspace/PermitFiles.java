package io.gatehouse.app.workspace;

import io.gatehouse.audit.file.DurableFiles;
import io.gatehouse.core.id.PermitId;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.state.EnvironmentState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The permit files of a workspace: {@code permits/<environment>.json}, at most one at a time,
 * because an installation stands in one environment. They follow the journal.
 */
public final class PermitFiles {

    private static final String UNTIL = "# until ";

    /**
     * A permit holds for at most a day (the definitions' floor); one more for clocks that differ.
     */
    private static final Duration LONGEST_VALIDITY = Duration.ofDays(2);

    private static final String LIVE = "live.json";

    private final Path directory;
    private final Path revoked;
    private final Path arming;

    public PermitFiles(Workspace workspace) {
        this.directory = workspace.permits();
        this.revoked = workspace.state().resolve("revoked");
        this.arming = workspace.routerArming();
    }

    /** Makes the files those of the state: the permit in force and nothing else. */
    public void reconcile(EnvironmentState environment) throws IOException {
        if (!isPermitted(environment)) {
            removeAll();
            return;
        }
        Optional<JsonObject> permit = environment.permit().map(p -> p.permit());
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

    /** Whether a permit is in force. */
    public static boolean isPermitted(EnvironmentState environment) {
        return !environment.isHalted()
                && environment.permit().filter(p -> p.revoked().isEmpty()).isPresent();
    }

    /**
     * Adds a permit to the list that holders look into, in case one kept a copy of its file. A line
     * is an id; one that begins with {@code #} says until when the next one has to stand there, and
     * an entry whose time is over is taken out, since a holder refuses the permit anyway.
     *
     * @param at when it was taken back
     */
    public void revoke(PermitId permit, Instant at) throws IOException {
        Instant until = at.plus(LONGEST_VALIDITY);
        StringBuilder list = new StringBuilder();
        String keep = "";
        for (String line : revoked()) {
            if (line.startsWith(UNTIL)) {
                keep = line;
            } else if (!line.equals(permit.value()) && !isOver(keep, at)) {
                list.append(keep).append(keep.isEmpty() ? "" : "\n").append(line).append('\n');
                keep = "";
            } else {
                keep = "";
            }
        }
        list.append(UNTIL).append(until).append('\n').append(permit).append('\n');
        DurableFiles.replace(revoked, list.toString().getBytes(StandardCharsets.US_ASCII));
    }

    private List<String> revoked() throws IOException {
        return Files.exists(revoked, LinkOption.NOFOLLOW_LINKS)
                ? Files.readAllLines(revoked, StandardCharsets.UTF_8)
                : List.of();
    }

    /** An entry without a readable time stays: it may be one that still counts. */
    private static boolean isOver(String until, Instant at) {
        try {
            return !until.isEmpty() && Instant.parse(until.substring(UNTIL.length())).isBefore(at);
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    /** Takes every permit away, and disarms the router; safe without the writer lock. */
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
                    if (file.getFileName().toString().equals(LIVE)) {
                        // the lease would stop the router too: this also keeps a later one unarmed
                        Files.deleteIfExists(arming);
                    }
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
