package io.gatehouse.bench.load;

import io.gatehouse.app.engine.Engine;
import io.gatehouse.app.history.EngineKeys;
import io.gatehouse.app.history.SegmentJournals;
import io.gatehouse.audit.journal.CommitKeys;
import io.gatehouse.audit.journal.JournalPlace;
import io.gatehouse.audit.journal.JournalSettings;
import io.gatehouse.audit.journal.SegmentJournal;
import io.gatehouse.audit.key.OpenKeyRing;
import io.gatehouse.bench.measure.LoadRun;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.InstallationId;
import io.gatehouse.core.port.Journal.Draft;
import io.gatehouse.core.port.Journal.Recorded;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Appends through the {@code Journal} port, with one and eight callers, beside bare appends of as
 * many bytes with one fsync each, in turns within one process.
 *
 * <p>The group is the one of a signed command that attaches evidence, as the load of promotions
 * makes it. The bare append numbers, chains, digests and signs nothing; its callers take turns at
 * the file.
 */
final class JournalFigures {

    private final Path root;
    private final int rounds;
    private final int seconds;

    JournalFigures(Path root, int rounds, int seconds) {
        this.root = root;
        this.rounds = rounds;
        this.seconds = seconds;
    }

    void print() throws Exception {
        Path directory = Files.createTempDirectory(Scratch.directory(root), "journal-");
        try {
            BenchInstallation installation = BenchInstallation.found(directory.resolve("w"), 1);
            List<Draft> group = group(installation);
            try (OpenKeyRing keys = EngineKeys.open(installation.workspace());
                    SegmentJournal journal =
                            SegmentJournal.open(
                                            JournalPlace.under(
                                                    directory.resolve("j"), Optional.empty()),
                                            CommitKeys.of(keys),
                                            InstantSource.system(),
                                            JournalSettings.DEFAULTS.of(
                                                    new InstallationId("bench")),
                                            read -> {})
                                    .journal();
                    RandomAccessFile bare =
                            new RandomAccessFile(directory.resolve("bare").toFile(), "rw")) {
                measure(journal, group, bytes(directory.resolve("j"), journal, group), bare);
            }
        } finally {
            Scratch.delete(directory);
        }
    }

    private static List<Draft> group(BenchInstallation installation) throws Exception {
        try (Engine engine = installation.open()) {
            new Promoter(installation, engine, 1).run();
        }
        List<Recorded> events = new ArrayList<>();
        SegmentJournals.read(installation.workspace(), CommitKeys.NONE, events::add);
        for (int i = 1; i < events.size(); i++) {
            if (events.get(i).draft().type().equals("EVIDENCE_RECORDED")) {
                return List.of(events.get(i - 1).draft(), events.get(i).draft());
            }
        }
        throw new IllegalStateException("no evidence was recorded");
    }

    /** How many bytes one group takes. */
    private static int bytes(Path place, SegmentJournal journal, List<Draft> group)
            throws IOException {
        journal.append(group, Digest.ZERO);
        long first = size(place);
        journal.append(group, Digest.ZERO);
        return (int) (size(place) - first);
    }

    private static long size(Path place) throws IOException {
        try (var files = Files.walk(place)) {
            long size = 0;
            for (Path file : files.filter(f -> f.toString().endsWith(".jsonl")).toList()) {
                size += Files.size(file);
            }
            return size;
        }
    }

    private void measure(
            SegmentJournal journal, List<Draft> group, int bytes, RandomAccessFile bare)
            throws Exception {
        LoadRun.Unit append = () -> journal.append(group, Digest.ZERO);
        byte[] content = new byte[bytes];
        LoadRun.Unit write =
                () -> {
                    synchronized (bare) {
                        bare.write(content);
                        bare.getFD().sync();
                    }
                };
        run(append, 1);
        run(write, 1);
        for (int callers : List.of(1, 8)) {
            List<Double> journalled = new ArrayList<>();
            List<Double> plain = new ArrayList<>();
            for (int round = 0; round < rounds; round++) {
                plain.add(run(write, callers));
                journalled.add(run(append, callers));
            }
            double a = median(journalled);
            double b = median(plain);
            System.out.printf(
                    Locale.ROOT,
                    "| journal, %d caller(s), %d bytes | %.0f/s | bare %.0f/s | %.0f %% (aim 60 %%)"
                            + " |%n",
                    callers,
                    bytes,
                    a,
                    b,
                    100 * a / b);
        }
    }

    private double run(LoadRun.Unit unit, int callers) throws Exception {
        return new LoadRun(callers, 1, seconds)
                .measure("appends", Collections.nCopies(callers, unit))
                .number("rate");
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
