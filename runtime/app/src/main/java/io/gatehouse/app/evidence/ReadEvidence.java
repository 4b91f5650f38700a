package io.gatehouse.app.evidence;

import io.gatehouse.core.digest.DigestPair;
import io.gatehouse.core.evidence.Content;
import io.gatehouse.core.evidence.EvidenceItem;
import io.gatehouse.core.evidence.Observation;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The bytes that a command's intake read, for the judgements that follow from that very command: an
 * attached report is archived, and judged from the same reading (ADR 0070).
 *
 * <p>Forgotten when the command has landed and before any action is run, and in any case a second
 * after the reading. Secrets are never kept. Used by one thread.
 */
public final class ReadEvidence {

    /** What follows from a command follows at once, or looks at the files again. */
    private static final long LIFE = Duration.ofSeconds(1).toNanos();

    /** With what the archive reads at once, 8 MiB. */
    private static final int MOST = 32;

    private final Map<String, Read> files = new HashMap<>();

    private record Read(Content content, DigestPair digests, long at) {}

    /**
     * Takes a reading.
     *
     * @param path as evidence names it
     */
    public void keep(String path, Content content, DigestPair digests) {
        if (files.size() < MOST) {
            files.put(path, new Read(content, digests, System.nanoTime()));
        }
    }

    /** The file of an item as it was just read; empty when it has to be looked at. */
    public Optional<Observation> of(EvidenceItem item) {
        return Optional.ofNullable(files.get(item.path()))
                .filter(read -> !item.secret() && System.nanoTime() - read.at() < LIFE)
                .map(
                        read ->
                                new Observation(
                                        item,
                                        Optional.of(read.digests()),
                                        "",
                                        Optional.of(read.content())));
    }

    public void forget() {
        files.clear();
    }
}
