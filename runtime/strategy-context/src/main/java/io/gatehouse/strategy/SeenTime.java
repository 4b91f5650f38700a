package io.gatehouse.strategy;

import io.gatehouse.audit.file.DurableFiles;
import io.gatehouse.core.rule.Finding;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The latest time that was seen, kept over restarts, so that setting the clock back revives no
 * expired permit. The file holds one time and a line feed. Deleting it forgets all but what this
 * process remembers: whoever may do that owns the account.
 */
final class SeenTime {

    /** How far a clock may stand behind without a refusal: small steps of time synchronisation. */
    static final Duration TOLERANCE = Duration.ofSeconds(5);

    private static final Duration GRAIN = Duration.ofSeconds(1);
    private static final int LONGEST = 64;

    private final Path file;
    private Instant latest = Instant.MIN;
    private Instant written = Instant.MIN;

    SeenTime(Path file) {
        this.file = file;
    }

    /**
     * Takes note of a time.
     *
     * @return the time to decide by: the later of the given and the latest seen
     */
    Instant see(Instant now, List<Finding> findings) {
        try {
            remember(read());
        } catch (IOException | DateTimeException e) {
            // What cannot be read may have held a later time; it is left as it is, for a person to
            // see.
            findings.add(ContextFindings.seenUnusable("it cannot be read"));
            return later(now);
        }
        if (now.isBefore(later(Instant.MIN).minus(tolerance()))) {
            findings.add(ContextFindings.clockBehind(latest, now));
            return latest;
        }
        Instant effective = later(now);
        latest = effective;
        if (written.equals(Instant.MIN) || effective.isAfter(written.plus(GRAIN))) {
            try {
                write(effective);
                written = effective;
            } catch (IOException e) {
                findings.add(ContextFindings.seenUnusable("it cannot be written"));
            }
        }
        return effective;
    }

    private Duration tolerance() {
        return latest.equals(Instant.MIN) ? Duration.ZERO : TOLERANCE;
    }

    private void remember(Instant found) {
        if (found.isAfter(latest)) {
            latest = found;
        }
        written = found;
    }

    private Instant later(Instant time) {
        return time.isAfter(latest) ? time : latest;
    }

    private Instant read() throws IOException {
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            String text = new String(in.readNBytes(LONGEST), StandardCharsets.US_ASCII);
            Instant time = Instant.parse(text.strip());
            if (!text.equals(time + "\n")) {
                throw new IOException("another form");
            }
            return time;
        } catch (NoSuchFileException e) {
            return Instant.MIN; // the first question on this device
        }
    }

    private void write(Instant time) throws IOException {
        Path temporary = Files.createTempFile(file.toAbsolutePath().getParent(), ".seen-", ".tmp");
        try {
            try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                DurableFiles.writeFully(
                        channel,
                        ByteBuffer.wrap((time + "\n").getBytes(StandardCharsets.US_ASCII)));
                channel.force(true);
            }
            Files.move(
                    temporary,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            DurableFiles.forceDirectory(file.toAbsolutePath().getParent());
        } finally {
            Files.deleteIfExists(temporary);
        }
    }
}
