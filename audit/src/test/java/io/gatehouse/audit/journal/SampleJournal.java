package io.gatehouse.audit.journal;

import io.gatehouse.core.evidence.JournalPosition;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A small closed journal of several groups and segments. */
public final class SampleJournal {

    public static final String HEAD = "journal/" + JournalHead.FILE;

    public final FakeDisk disk = new FakeDisk();
    public final List<JournalPosition> positions = new ArrayList<>();

    private SampleJournal() {}

    /** A journal of that many events; group sizes go 1, 2, 3, 4, 1, 2 and so on. */
    public static SampleJournal of(String name, int events, long segmentBytes) throws IOException {
        SampleJournal sample = new SampleJournal();
        StoryTeller story = new StoryTeller(name);
        JournalSettings settings =
                new JournalSettings(segmentBytes, Duration.ofSeconds(1), Optional.empty());
        try (SegmentJournal journal =
                SegmentJournal.open(
                                sample.disk.mirroredPlace(),
                                TestKeys.standard(),
                                InstantSource.fixed(Instant.parse("2026-03-02T00:00:00Z")),
                                settings,
                                group -> {})
                        .journal()) {
            int left = events;
            for (int i = 0; left > 0; i++) {
                int size = Math.min(left, 1 + i % 4);
                sample.positions.add(journal.append(story.group(size), story.root()));
                left -= size;
            }
        }
        return sample;
    }

    /** Paths of the segments in order. */
    public List<String> segments() throws IOException {
        return Segments.list(disk.directory("journal")).stream()
                .map(name -> "journal/" + name)
                .toList();
    }

    /** The lines of a file, each with its LF. */
    public static List<byte[]> lines(byte[] file) {
        List<byte[]> lines = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < file.length; i++) {
            if (file[i] == '\n') {
                lines.add(Arrays.copyOfRange(file, from, i + 1));
                from = i + 1;
            }
        }
        return lines;
    }

    public static boolean isCommit(byte[] line) {
        return new String(line, StandardCharsets.UTF_8).startsWith("{\"commit\":");
    }
}
