package io.gatehouse.adapter.liverouter.lease;

import io.gatehouse.audit.file.DurableFiles;
import io.gatehouse.audit.json.JsonReading;
import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.rule.Finding;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * The file that arms the router of a workspace: written when the gate of LIVE is passed, removed by
 * demotion and halt.
 *
 * <p>It opens nothing by itself. The router also needs the engine's signed permit, and both must
 * name the same installation, configuration and bundle. Thread-safe.
 */
public final class Arming {

    /** Place of the file in a workspace. */
    public static final String NAME = "var/gatehouse/router/armed.json";

    private static final int LARGEST = 64 * 1024;

    private final Path file;

    /** What the file says. */
    public sealed interface Reading {
        record Found(Armed armed) implements Reading {}

        /** Not armed, or nobody can tell; one finding. */
        record Refused(Finding finding) implements Reading {}
    }

    public Arming(Path workspace) {
        this.file = workspace.resolve(NAME);
    }

    /**
     * Arms, atomically and durably; the same again changes nothing.
     *
     * @return why not; empty when it is armed
     */
    public List<Finding> arm(Armed armed) {
        try {
            DurableFiles.createDirectories(file.toAbsolutePath().getParent());
            DurableFiles.replace(file, CanonicalJson.bytes(armed.toJson()));
            return List.of();
        } catch (IOException e) {
            return List.of(LeaseFindings.notWritten("not-written", e.getClass().getSimpleName()));
        }
    }

    /**
     * Disarms; what is not armed stays so.
     *
     * @return why not; empty when it is disarmed, durably
     */
    public List<Finding> disarm() {
        try {
            if (Files.deleteIfExists(file)) {
                DurableFiles.forceDirectory(file.toAbsolutePath().getParent());
            }
            return List.of();
        } catch (IOException e) {
            return overwritten(e);
        }
    }

    /** A file that cannot be removed may still be replaced; what it says then arms nothing. */
    private List<Finding> overwritten(IOException first) {
        try {
            DurableFiles.replace(file, "disarmed\n".getBytes(StandardCharsets.US_ASCII));
            return List.of();
        } catch (IOException e) {
            return List.of(
                    LeaseFindings.notWritten("not-removed", first.getClass().getSimpleName()));
        }
    }

    /** Reads it; whatever is not exactly what {@link #arm} writes arms nothing. */
    public Reading read() {
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            byte[] bytes = in.readNBytes(LARGEST + 1);
            JsonReading reading = StrictJson.readSigned(bytes);
            if (bytes.length <= LARGEST
                    && reading instanceof JsonReading.Parsed parsed
                    && parsed.value() instanceof JsonObject object
                    && Arrays.equals(CanonicalJson.bytes(object), bytes)) {
                return Armed.read(object)
                        .<Reading>map(Reading.Found::new)
                        .orElseGet(() -> refused("another form"));
            }
            return refused("another form");
        } catch (NoSuchFileException e) {
            return new Reading.Refused(LeaseFindings.notArmed());
        } catch (IOException e) {
            return refused("it cannot be read");
        }
    }

    private static Reading refused(String observed) {
        return new Reading.Refused(LeaseFindings.armingUnreadable(observed));
    }
}
