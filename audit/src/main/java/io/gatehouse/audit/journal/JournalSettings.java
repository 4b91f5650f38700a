package io.gatehouse.audit.journal;

import io.gatehouse.core.id.InstallationId;
import java.time.Duration;
import java.util.Optional;

/**
 * How a journal is written.
 *
 * @param segmentBytes size from which on a new segment is begun; a write is never split
 * @param headSync longest time between an append and the fsync of the head, looked at when
 *     something is appended
 * @param installation what every event names; empty for none
 */
public record JournalSettings(
        long segmentBytes, Duration headSync, Optional<InstallationId> installation) {

    /** 64 MiB, one second, no name. */
    public static final JournalSettings DEFAULTS =
            new JournalSettings(64L * 1024 * 1024, Duration.ofSeconds(1), Optional.empty());

    public JournalSettings {
        if (segmentBytes < 1 || headSync.isNegative()) {
            throw new IllegalArgumentException("sizes and times are positive");
        }
    }

    public JournalSettings of(InstallationId id) {
        return new JournalSettings(segmentBytes, headSync, Optional.of(id));
    }
}
